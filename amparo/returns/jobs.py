"""What a node does by itself while a child is on the way: it notices that nobody wrote down the arrival."""

from __future__ import annotations

from datetime import timedelta

from procrastinate.contrib.django import app

from amparo.cases.file import read_file
from amparo.cases.models import Task
from amparo.cases.transaction import case_transaction
from amparo.ledger import clock
from amparo.returns.journey import awaited

NOT_ARRIVED_AFTER = timedelta(
    hours=1
)  # after the hour at which the arrival was to be confirmed: three after the planned one
_LOOKS_BACK = timedelta(days=7)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="look_for_arrivals", pass_context=False)
def look_for_arrivals(timestamp: int) -> None:
    """Every ten minutes: a child of whose arrival nobody knows is brought before the supervisors, once."""
    raise_alarm_for_the_missing()


def raise_alarm_for_the_missing() -> int:
    """Leave a task for the supervisors for each journey after which nobody wrote an arrival; how many there were."""
    at = clock.now()
    unconfirmed = Task.objects.filter(
        code="confirm_arrival", done_at=None, due_at__lt=at - NOT_ARRIVED_AFTER, due_at__gt=at - _LOOKS_BACK
    )
    return sum(_raise_alarm(task) for task in unconfirmed.order_by("due_at", "id")[:500])


def _raise_alarm(task: Task) -> bool:
    if task.case_id is None:
        return False
    with case_transaction(task.case_id) as case:
        left = awaited(read_file(case.id, case.country))
        if (
            left is None
            or Task.objects.filter(case=case, code="child_not_arrived", detail__journey=str(left.id)).exists()
        ):
            return False
        Task.objects.create(
            case=case,
            code="child_not_arrived",
            detail={"journey": str(left.id)},
            agency=task.agency,
            role="protection_supervisor",
            due_at=clock.now(),
            created_at=clock.now(),
            compartments=task.compartments,
        )
    return True
