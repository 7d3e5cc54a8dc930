"""`amparo audit verify` over many cases: every chain recomputed, every row compared with it."""

from __future__ import annotations

import json
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import perf_counter
from typing import Any
from uuid import UUID

from bench.system import running_node

AIM_MINUTES = 10
AIM_SINCE_SECONDS = 10
MOVED = 50


def main(children: int) -> dict[str, Any]:
    """Fill a node, verify all its cases, then those that moved since its heads; return the figures."""
    with running_node(keep=False):
        from bench.pages import fill_node

        fill_node(children, spread=False)
        os.environ["AMPARO_DATABASE"] = os.environ["AMPARO_OWNER_DATABASE"]
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"), initializer=_set_up_django) as pool:
            chains: list[UUID] = pool.submit(_list_chains_of_cases).result()
            seconds, cases, events, faults = _verify(pool, chains)
            since_seconds = pool.submit(_verify_what_moved).result()
    return {
        "cases": cases,
        "events": events,
        "faults": faults[:5],
        "seconds": round(seconds, 1),
        "since_seconds": round(since_seconds, 1),
        "processes": os.cpu_count(),
        "aims": {
            "no fault in clones that are whole": not faults,
            f"100,000 cases within {AIM_MINUTES} minutes": seconds * 100_000 / cases <= AIM_MINUTES * 60,
            f"what moved since a file of heads within {AIM_SINCE_SECONDS} s": since_seconds <= AIM_SINCE_SECONDS,
        },
    }


def _set_up_django() -> None:
    import django

    django.setup()


def _list_chains_of_cases() -> list[UUID]:
    from amparo.ledger.verification import list_chains

    return [chain for chain in list_chains() if chain]


def _verify(pool: ProcessPoolExecutor, chains: list[UUID]) -> tuple[float, int, int, list[str]]:
    """Verify chains as the command does, in as many processes; return seconds, cases, events and faults."""
    started, parts = perf_counter(), os.cpu_count() or 1
    found = list(pool.map(_verify_part, [chains[part::parts] for part in range(parts)]))
    cases, events = sum(part[0] for part in found), sum(part[1] for part in found)
    return perf_counter() - started, cases, events, [fault for part in found for fault in part[2]]


def _verify_part(chains: list[UUID]) -> tuple[int, int, list[str]]:
    from amparo.ledger.verification import verify_chains

    found = verify_chains(chains)
    return found.chains, found.events, found.faults


def _verify_what_moved() -> float:
    """Return how long it takes to find and verify the chains that moved since some heads."""
    from amparo.ledger.heads import read_heads, sign_heads
    from amparo.ledger.verification import list_chains_moved, verify_chains

    lines = list(sign_heads())
    for at in range(min(MOVED, len(lines))):  # as if the file were of before the last event
        head = json.loads(lines[at])
        lines[at] = json.dumps(head | {"seq": head["seq"] - 1})
    started = perf_counter()
    moved = list_chains_moved(read_heads(lines))
    verify_chains(chain for chain in moved if chain)
    return perf_counter() - started


def format_line(found: dict[str, Any]) -> str:
    """Return the figures as one line of text."""
    return (
        f"{found['cases']} cases, {found['events']} events with their rows in {found['seconds']} s on "
        f"{found['processes']} processes; what moved since a file of heads in {found['since_seconds']} s"
    )
