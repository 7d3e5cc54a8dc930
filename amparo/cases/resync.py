"""Bring the deadlines of every case in line with the law of today.

Done after the law changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.db import transaction

from amparo.cases.compartments import EVERY
from amparo.cases.deadlines import DeadlineChanges, sync_case_deadlines
from amparo.cases.kinds import CHILD
from amparo.cases.models import Case
from amparo.cases.transaction import keeping_case_rows, lock_cases, open_case_for_transaction
from amparo.law import RULES_VERSION
from amparo.ledger import clock, events
from amparo.ledger.actor import KEEPER
from amparo.ledger.transaction import run_in_transaction

CODE = "resync_deadlines"
BATCH = 100
"""Cases of one transaction: their rows stay locked until it ends."""


@dataclass(slots=True)
class ResyncReport:
    """Counts of cases read and changed, and of deadlines by what was done.

    A deadline is opened, closed or moved.
    """

    cases: int = 0
    changed: int = 0
    opened: Counter[str] = field(default_factory=Counter)
    closed: Counter[str] = field(default_factory=Counter)
    moved: Counter[str] = field(default_factory=Counter)

    def add(self, changes: DeadlineChanges) -> None:
        """Count one case."""
        self.cases += 1
        self.changed += any(changes)
        self.opened.update(changes.opened)
        self.closed.update(changes.closed)
        self.moved.update(changes.moved)


def resync_deadlines(*, dry_run: bool = False, batch: int = BATCH) -> Iterator[ResyncReport]:
    """Yield the report so far after each batch of cases; the last is complete.

    For the owner of the tables. Each batch is a transaction of its own, so that people go on working, and what was done
    stays if it is interrupted: it may be repeated. The report is kept as an event on the node's own chain. With
    `dry_run` nothing is changed.
    """
    report, last = ResyncReport(), None
    while case_ids := _next_cases(last, batch):
        for changes in run_in_transaction(partial(_resync_batch, case_ids, dry_run=dry_run)):
            report.add(changes)
        last = case_ids[-1]
        yield report
    if not dry_run:
        _append_event(report)
    yield report


def _resync_batch(case_ids: list[UUID], *, dry_run: bool) -> list[DeadlineChanges]:
    changes = [_resync_case(case) for case in lock_cases(case_ids).values()]
    transaction.set_rollback(dry_run)
    return changes


def _next_cases(after: UUID | None, batch: int) -> list[UUID]:
    found = Case.objects.filter(kind=CHILD, sealing_key__isnull=False)
    if after:
        found = found.filter(id__gt=after)
    return list(found.order_by("id").values_list("id", flat=True)[:batch])


def _resync_case(case: Case) -> DeadlineChanges:
    with open_case_for_transaction(case.id), keeping_case_rows():
        return sync_case_deadlines(case, clock.now())


def _append_event(report: ResyncReport) -> None:
    """Record which law the deadlines follow on the node's own chain.

    With the number of deadlines changed.
    """
    coded = {
        "outcome": "done",
        "rules_version": RULES_VERSION,
        "cases": report.cases,
        "changed": report.changed,
        "opened": dict(sorted(report.opened.items())),
        "closed": dict(sorted(report.closed.items())),
        "moved": dict(sorted(report.moved.items())),
    }
    with transaction.atomic():
        events.append(None, act=CODE, coded=coded, sealed={}, by=KEEPER, occurred_at=clock.now(), compartments=EVERY)
