"""What a node does by itself.

Escalate what is overdue, open and close deadlines that time alone moves.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from amparo.cases.deadlines import ESCALATED, sync_case_deadlines
from amparo.cases.models import Deadline, Task
from amparo.cases.selectors.work import overdue_condition
from amparo.cases.transaction import case_transaction
from amparo.ledger import clock


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

    How many there were.
    """
    at = clock.now()
    running = Deadline.objects.filter(overdue_condition(at), closed_at=None, escalated_at=None)
    late = list(running[:500])
    for deadline in late:
        with case_transaction(deadline.case_id) as case:
            if running.filter(id=deadline.id).update(escalated_at=at):  # unless it was done or told meanwhile
                Task.objects.create(
                    case=case,
                    code=ESCALATED,
                    detail={"deadline": deadline.code},
                    agency=deadline.agency,
                    role="protection_supervisor",
                    due_at=deadline.due_at,
                    created_at=at,
                    compartments=deadline.compartments,
                )
    return len(late)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="move_old_deadlines", pass_context=False)
def move_old_deadlines(timestamp: int) -> None:
    """Close deadlines that ended long after they were overdue, every night.

    The same for whatever has been overdue for longer (a birthday ends what only a child is owed).
    """
    refresh_overdue(since=None)


def refresh_overdue(since: timedelta | None = timedelta(days=2)) -> None:
    """Bring overdue deadlines in line with facts that time alone changes.

    Such as a remedy's window that closes.

    Those that became overdue within `since`, at most 500 cases; all of them when it is None.
    """
    at = clock.now()
    late = Deadline.objects.filter(closed_at=None, due_at__lt=at)
    if since:
        late = late.filter(due_at__gt=at - since)
    for case_id in list(late.order_by("case").values_list("case", flat=True).distinct()[: 500 if since else None]):
        refresh(case_id)


def refresh(case_id: UUID) -> None:
    """Bring one case's deadlines in line with its facts as they are now."""
    at = clock.now()
    with case_transaction(case_id) as case:
        sync_case_deadlines(case, at)
