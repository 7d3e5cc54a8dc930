"""What a node does by itself.

Escalate what is overdue, open and close deadlines that time alone moves.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice
from typing import Final
from uuid import UUID

from procrastinate.contrib.django import app

from amparo.cases.act import NewTask
from amparo.cases.compartments import Compartment
from amparo.cases.deadlines import ESCALATED, sync_case_deadlines
from amparo.cases.models import Case, Deadline
from amparo.cases.reading_seals import seal_readings
from amparo.cases.selectors.work import overdue_condition
from amparo.cases.task_steps import create_task
from amparo.cases.transaction import case_transaction
from amparo.ledger import clock
from amparo.ledger.batches import BatchReport, list_ids_in_batches, run_for_each
from amparo.ledger.kept_rows import change_rows

MOST_AT_ONCE: Final = 500
"""Rows of one run of a job that runs every few minutes: the next run takes the others."""


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="escalate", pass_context=False)
def escalate(timestamp: int) -> None:
    """Escalate overdue deadlines to the supervisors, every minute."""
    escalate_overdue()


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="move_deadlines", pass_context=False)
def move_deadlines(timestamp: int) -> None:
    """Close deadlines that ended because time passed, every ten minutes."""
    refresh_overdue()


def escalate_overdue() -> int:
    """Leave a task for the supervisors for each open deadline that is over.

    Returns how many there were.
    """
    at = clock.now()
    running = Deadline.objects.filter(overdue_condition(at), closed_at=None, escalated_at=None)
    late = running.in_bulk(list(running.order_by("due_at").values_list("id", flat=True)[:MOST_AT_ONCE]))

    def tell_supervisors(deadline_id: UUID) -> None:
        with case_transaction(late[deadline_id].case_id) as case:
            if change_rows(running.filter(id=deadline_id), escalated_at=at):  # unless it was done or told meanwhile
                _create_escalation(case, late[deadline_id], at)

    return run_for_each(late, tell_supervisors, name="escalate a deadline").done


def _create_escalation(case: Case, deadline: Deadline, at: datetime) -> None:
    task = NewTask(
        ESCALATED,
        detail={"deadline": deadline.code},
        agency=deadline.agency,
        role="protection_supervisor",
        due_at=deadline.due_at,
        compartments=frozenset(Compartment(name) for name in deadline.compartments),
    )
    create_task(case.id, task, at=at)


@app.periodic(cron="43 2 * * *")
@app.task(queueing_lock="seal_readings", pass_context=False)
def seal_log_of_readings(timestamp: int) -> None:
    """Put a seal on the readings of the day, every night."""
    seal_readings()


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="move_old_deadlines", pass_context=False)
def move_old_deadlines(timestamp: int) -> None:
    """Close deadlines that ended long after they were overdue, every night.

    The same for whatever has been overdue for longer (a birthday ends what only a child is owed).
    """
    refresh_overdue(since=None)


def refresh_overdue(since: timedelta | None = timedelta(days=2)) -> BatchReport:
    """Bring overdue deadlines in line with facts that time alone changes.

    Such as a remedy's window that closes.

    Those that became overdue within `since`, at most 500 cases; all of them when it is None. Returns how many cases
    were done and how many failed: one that cannot be refreshed does not stop the others.
    """
    at = clock.now()
    late = Deadline.objects.filter(closed_at=None, due_at__lt=at)
    if since:
        late = late.filter(due_at__gt=at - since)
    cases = islice(list_ids_in_batches(late, "case"), MOST_AT_ONCE if since else None)
    return run_for_each(cases, refresh, name="refresh the deadlines of a case")


def refresh(case_id: UUID) -> None:
    """Bring one case's deadlines in line with its facts as they are now."""
    at = clock.now()
    with case_transaction(case_id) as case:
        sync_case_deadlines(case, at)
