"""Background jobs of returns.

They notice an arrival that nobody recorded.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from procrastinate.contrib.django import app

from amparo.cases.act import NewTask
from amparo.cases.compartments import Compartment
from amparo.cases.file import read_file
from amparo.cases.selectors.work import overdue_tasks
from amparo.cases.task_steps import create_task_once
from amparo.cases.transaction import case_transaction
from amparo.ledger import clock
from amparo.ledger.batches import run_for_each
from amparo.returns.journey import unconfirmed_departure

if TYPE_CHECKING:
    from amparo.cases.models import Task

CONFIRMATION_GRACE = timedelta(hours=1)
"""How long after the confirmation was due the alarm is raised: three hours after the planned arrival."""
_OLDEST_DUE = timedelta(days=7)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="look_for_arrivals", pass_context=False)
def look_for_arrivals(timestamp: int) -> None:
    """Create a task, every ten minutes, for each arrival that nobody recorded."""
    raise_missing_arrival_alarms()


def raise_missing_arrival_alarms() -> int:
    """Create a task for each journey without a recorded arrival; return how many."""
    at = clock.now()
    found = overdue_tasks("confirm_arrival", due_after=at - _OLDEST_DUE, due_before=at - CONFIRMATION_GRACE)
    unconfirmed = {task.id: task for task in found}
    raised: set[UUID] = set()

    def raise_alarm(task_id: UUID) -> None:
        if _raise_alarm(unconfirmed[task_id]):
            raised.add(task_id)

    run_for_each(unconfirmed, raise_alarm, name="look for an arrival")
    return len(raised)


def _raise_alarm(task: Task) -> bool:
    """Create the task unless there is one; return whether it was created."""
    if task.case_id is None:
        return False
    with case_transaction(task.case_id) as case:
        departure = unconfirmed_departure(read_file(case.id, case.country))
        if departure is None:
            return False
        at = clock.now()
        alarm = NewTask(
            "child_not_arrived",
            due_at=at,
            agency=task.agency,
            role="protection_supervisor",
            detail={"journey": str(departure.id)},
            compartments=frozenset(Compartment(name) for name in task.compartments),
        )
        return create_task_once(case, alarm, at=at)
