"""`amparo audit verify`, `replay` and `heads`.

The first checks that every chain is complete, that the rows are what their events say, and that the rules of the
database are those of the program; the second that the law still decides the same. The third prints the signed heads of
the chains, which whoever owns the database cannot make again.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from amparo.config.nodes import connect_as_owner

if TYPE_CHECKING:
    from amparo.ledger.verification import Verification

_WORTH_PROCESSES = 2000
"""Fewer chains than these are verified sooner than another process starts."""


def main(argv: Sequence[str]) -> int:
    """Run `amparo audit`; return 0, or 1 with what is wrong on standard error."""
    parser = argparse.ArgumentParser(prog="amparo audit", description=__doc__)
    parser.add_argument("what", choices=["verify", "replay", "heads"])
    parser.add_argument("--heads", type=Path, help="with verify: a file of signed heads that was kept elsewhere")
    parser.add_argument("--since", type=Path, help="with verify: only the chains that moved since this file of heads")
    parser.add_argument(
        "--processes", type=int, default=0, help="with verify: of how many cores (default one, or all for many chains)"
    )
    parser.add_argument("--key", default="", help="with --heads: the public key that signed them (default this node's)")
    parser.add_argument("--case", default="", help="with verify: only the case of this number")
    parser.add_argument("--node", default=os.environ.get("AMPARO_NODE", "MEX"), help="the node (default MEX)")
    given = parser.parse_args(argv)
    connect_as_owner(given.node)
    commands = {
        "verify": lambda: verify(given.case, given.heads, given.key, given.since, given.processes, given.node),
        "replay": replay,
        "heads": print_heads,
    }
    rules = verify_rules() if given.what == "verify" and not given.case else 0
    return max(rules, run_on_snapshot(commands[given.what]))


def verify_rules() -> int:
    """Compare the rules of the database itself with those that the program declares."""
    from amparo.ledger.rule_checks import find_changed_rules

    faults = find_changed_rules()
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def run_on_snapshot[T](check: Callable[[], T], *, snapshot: str = "") -> T:
    """Run a check on one snapshot of the database, unaffected by acts done meanwhile.

    `snapshot`: one that another transaction exported (`pg_export_snapshot`), else a new one.
    """
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        if snapshot:
            cursor.execute("set transaction snapshot %s", [snapshot])
        return check()


def print_heads() -> int:
    """Print the signed head of every chain, for keeping elsewhere."""
    from amparo.ledger.heads import sign_heads

    for line in sign_heads():
        print(line)
    return 0


def verify(
    number: str = "",
    heads: Path | None = None,
    key: str = "",
    since: Path | None = None,
    processes: int = 0,
    node: str = "MEX",
) -> int:
    """Recompute every chain, or that of one case, and compare the rows with it.

    And whether each still leads through its head in a file that was kept elsewhere.
    """
    from amparo.ledger.heads import find_faults_of_heads, public_key

    faults: list[str] = []
    for file in filter(None, (heads, since)):
        with file.open(encoding="utf-8") as lines:
            faults += find_faults_of_heads(lines, key=key or public_key())
    try:
        chains = _choose_chains(number, since if not faults else None)
    except LookupError as error:
        print(error, file=sys.stderr)
        return 1
    found = _verify_in_processes(chains, processes, node)
    for fault in [*faults, *found.faults]:
        print(fault, file=sys.stderr)
    if faults or found.faults:
        return 1
    print(f"{found.events} events in {found.chains} chains: all whole")
    return 0


def _choose_chains(number: str, since: Path | None) -> Sequence[UUID | None]:
    """Return the chain of one case, else those that moved, else all.

    Raises `LookupError` when there is no such case.
    """
    from amparo.ledger.heads import read_heads
    from amparo.ledger.verification import list_chains, list_chains_moved

    if number:
        from amparo.cases.chains import find_chain

        return [find_chain(number)]
    if since:
        with since.open(encoding="utf-8") as lines:
            return list_chains_moved(read_heads(lines))
    return list_chains()


def _verify_in_processes(chains: Sequence[UUID | None], processes: int, node: str) -> Verification:
    """Verify chains, many of them in several processes.

    They share the snapshot of this transaction.
    """
    from django.db import connection

    from amparo.ledger.verification import Verification, verify_chains

    processes = processes or (1 if len(chains) < _WORTH_PROCESSES else os.cpu_count() or 1)
    if processes == 1:
        return verify_chains(chains)
    with connection.cursor() as cursor:
        cursor.execute("select pg_export_snapshot()")
        snapshot: str = cursor.fetchone()[0]
    found = Verification()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        parts = [chains[part::processes] for part in range(processes)]
        for result in pool.map(_verify_part, [node] * processes, [snapshot] * processes, parts):
            found.add(result)
    return found


def _verify_part(node: str, snapshot: str, chains: Sequence[UUID | None]) -> Verification:
    """Verify some of the chains, in a process of its own."""
    connect_as_owner(node)
    from amparo.ledger.verification import verify_chains

    return run_on_snapshot(lambda: verify_chains(chains), snapshot=snapshot)


def replay() -> int:
    """Judge every stored request again."""
    from amparo.cases.replay import replay_decisions

    found = replay_decisions()
    if found.difference:
        print(found.difference, file=sys.stderr)
        return 1
    erased = f"; {found.erased} events erased" if found.erased else ""
    print(f"{found.judged} decisions judged again: all the same{erased}")
    return 0
