"""Fifty signed-in people at work, beside one attacker of each kind.

People open lists, search, read cases, write records and upload photographs, with pauses as people make them. Meanwhile
attackers half-send requests, upload files made to hold a process, make up tokens, guess passwords and ask as fast as
they can. Measured is what the people notice: times of pages, errors, and whether what was confirmed is there.
"""

from __future__ import annotations

import io
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from PIL import Image

from bench.attackers import ATTACKERS, Attack
from bench.browserless import HttpReader
from bench.clones import GIVEN, SURNAMES
from bench.figures import ratio, summarise
from bench.made_cases import PASSWORD
from bench.pages import fill_node
from bench.system import connect_as_owner, running_matcher, served_node

PEOPLE = 50
P95_AIM_MS = 500
PAUSE_SECONDS = 5.0
"""Mean time between two pages of one person."""

_WORKERS = """select p.username, p.role, (select array_agg(distinct i.case_id) from cases_involvement i where
    i.agency_id = p.agency_id and i.ended_at is null and (i.roles = '{}' or p.role = any(i.roles)))
    from accounts_person p where p.role = 'protection_officer' or p.role = 'protection_supervisor' or
    p.role = 'border_officer' order by p.id"""
_KEPT = """select count(distinct body->>%s) from (select act, body from cases_generalstatement union all
    select act, body from cases_protectionstatement) written where act = %s and body->>%s = any(%s)"""


@dataclass
class Tally:
    """What people met: times by page, errors, and the writes that were confirmed."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    records: list[str] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)


@dataclass
class Worker:
    """One person at work."""

    reader: HttpReader
    role: str
    cases: list[str]
    chance: random.Random
    tally: Tally = field(default_factory=Tally)

    def work(self, tally: Tally, seconds: float) -> None:
        """Do one thing after another, with pauses, and note in `tally` what came of it."""
        self.tally, until = tally, time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(min(self.chance.expovariate(1 / PAUSE_SECONDS), max(0.0, until - time.monotonic())))
            name = self.chance.choices(list(_DEEDS), [weight for weight, _ in _DEEDS.values()])[0]
            started = time.perf_counter()
            try:
                _DEEDS[name][1](self)
            except (OSError, RuntimeError) as error:
                self.tally.errors[f"{name}: {str(error).split()[-1]}"] += 1
            else:
                self.tally.times.setdefault(name, []).append((time.perf_counter() - started) * 1000)

    def a_case(self) -> str:
        """Return the address of one of their cases."""
        return f"/cases/{self.chance.choice(self.cases)}/"

    def search(self) -> None:
        """Search by a surname and the beginning of a name, as people type."""
        words = f"{self.chance.choice(SURNAMES)} {self.chance.choice(GIVEN)[:4]}"
        self.reader.get(f"/cases/?{urlencode({'q': words})}")

    def record(self) -> None:
        """Write an alert on a case."""
        mark = f"bench {uuid4()}"
        self.reader.post(f"{self.a_case()}do/record_alert/", do="act", kind="threat", severity="watch", text=mark)
        self.tally.records.append(mark)

    def upload(self) -> None:
        """Upload a photograph of a document.

        At the border, where nobody adds files, write instead.
        """
        if self.role == "border_officer":
            self.record()
            return
        mark = f"bench {uuid4()}"
        self.reader.upload(f"{self.a_case()}files/", _photograph(self.chance), kind="other", about=mark)
        self.tally.uploads.append(mark)


_DEEDS: dict[str, tuple[int, Callable[[Worker], object]]] = {
    "list": (20, lambda who: who.reader.get("/cases/")),
    "my_work": (15, lambda who: who.reader.get("/")),
    "search": (15, Worker.search),
    "case": (25, lambda who: who.reader.get(who.a_case())),
    "timeline": (5, lambda who: who.reader.get(f"{who.a_case()}timeline/")),
    "form": (5, lambda who: who.reader.get(f"{who.a_case()}do/record_alert/")),
    "record": (12, Worker.record),
    "upload": (3, Worker.upload),
}
"""What people do, how often in a hundred times, and how."""
_WRITES = frozenset({"record", "upload"})


def main(children: int, seconds: int = 300) -> dict[str, Any]:
    """Return times, errors and lost writes of the people, and answers to attackers."""
    fill_node(children)
    with connect_as_owner() as plain:
        people = [row for row in plain.execute(_WORKERS).fetchall() if row[2]]
    quiet, busy = Tally(), Tally()
    with running_matcher(), served_node() as base_url:
        workers = [
            Worker(HttpReader(base_url, name, PASSWORD), role, list(map(str, cases[:200])), random.Random(n))
            for n, (name, role, cases) in enumerate(people[:PEOPLE])
        ]
        insider, _, theirs = next(row for row in reversed(people) if row[1] != "border_officer")
        attack = Attack(base_url, insider, list(map(str, theirs[:5])))
        _run_all(partial(who.work, quiet, seconds // 3) for who in workers)
        until = time.monotonic() + seconds
        people_at_work = [partial(who.work, busy, seconds) for who in workers]
        _run_all([*people_at_work, *(partial(kind, attack, until) for kind in ATTACKERS)])
    return _report(quiet, busy, attack) | {"people": len(workers), "seconds": seconds}


def _run_all(tasks: Iterable[Callable[[], object]]) -> None:
    threads = [threading.Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _report(quiet: Tally, busy: Tally, attack: Attack) -> dict[str, Any]:
    pages, alone = _times_of_pages(busy), _times_of_pages(quiet)
    whole, lost = summarise(pages), _count_lost(quiet) + _count_lost(busy)
    errors = quiet.errors + busy.errors
    return {
        "pages": len(pages), "all_pages": whole, "without_attackers": summarise(alone), "ratio": ratio(pages, alone),
        "by_kind": {name: summarise(times) | {"times": len(times)} for name, times in sorted(busy.times.items())},
        "writes": sum(len(tally.records) + len(tally.uploads) for tally in (quiet, busy)), "lost": lost,
        "errors": dict(errors.most_common(20)), "attacks": dict(sorted(attack.answers.items())),
        "aims": {
            f"pages p95 at most {P95_AIM_MS} ms": whole["p95_ms"] <= P95_AIM_MS,
            "no error": not errors,
            "nothing lost": lost == 0,
        },
    }  # fmt: skip


def _times_of_pages(tally: Tally) -> list[float]:
    return [each for name, times in tally.times.items() if name not in _WRITES for each in times]


def _count_lost(tally: Tally) -> int:
    """Return how many of the confirmed writes are not in the file of any case."""
    lost = 0
    with connect_as_owner() as plain:
        for column, act, marks in (("text", "record_alert", tally.records), ("about", "record_file", tally.uploads)):
            kept = plain.execute(_KEPT, [column, act, column, marks]).fetchone()
            lost += len(marks) - (kept[0] if kept else 0)
    return lost


def _photograph(chance: random.Random) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((1600, 1200), chance.uniform(20, 60)).convert("RGB").save(out, "JPEG", quality=70)
    return out.getvalue()


def format_line(found: dict[str, Any]) -> str:
    """Return the figures as one line of text."""
    kinds = "; ".join(f"{name} p50 {at['p50_ms']} p95 {at['p95_ms']} ms" for name, at in found["by_kind"].items())
    return (
        f"{found['people']} people for {found['seconds']} s: {found['pages']} pages p50 {found['all_pages']['p50_ms']} "
        f"p95 {found['all_pages']['p95_ms']} ms (without attackers {found['without_attackers']['p50_ms']} and "
        f"{found['without_attackers']['p95_ms']} ms), {found['writes']} writes, {found['lost']} lost, "
        f"{sum(found['errors'].values())} errors · {kinds} · attackers: {found['attacks']}"
    )
