"""What a node does by itself: escalate what is overdue, open and close deadlines that time alone moves."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from amparo.core import clock
from amparo.core.access import judge_whole_case
from amparo.core.effects import sync_deadlines
from amparo.core.facts import Question, facts_of
from amparo.core.file import read_file
from amparo.core.models import Case, Deadline, Remembered, Task

KEEP_ANSWERS = timedelta(days=7)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="escalate", pass_context=False)
def escalate(timestamp: int) -> None:
    """Every minute: what became overdue is brought before the supervisors, once."""
    escalate_overdue()


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="move_deadlines", pass_context=False)
def move_deadlines(timestamp: int) -> None:
    """Every ten minutes: deadlines that ended because time passed are closed, and old answers forgotten."""
    refresh_overdue()
    Remembered.objects.filter(started_at__lt=clock.now() - KEEP_ANSWERS).delete()


def escalate_overdue() -> int:
    """Leave a task for the supervisors for each open deadline that is over; how many there were."""
    at = clock.now()
    late = list(Deadline.objects.filter(closed_at=None, escalated_at=None, due_at__lt=at).select_related("case")[:500])
    for deadline in late:
        with transaction.atomic():
            judge_whole_case(deadline.case_id)
            Task.objects.create(
                case=deadline.case,
                code="overdue",
                detail={"deadline": deadline.code},
                agency=deadline.agency,
                role="protection_supervisor",
                due_at=deadline.due_at,
                created_at=at,
                compartments=deadline.compartments,
            )
            Deadline.objects.filter(id=deadline.id).update(escalated_at=at)
    return len(late)


def refresh_overdue() -> None:
    """Bring the overdue cases' deadlines in line with facts that time alone changes (a remedy's window that closes)."""
    at = clock.now()
    late = Deadline.objects.filter(closed_at=None, due_at__lt=at, due_at__gt=at - timedelta(days=2))
    for case_id in late.values_list("case", flat=True).distinct()[:500]:
        with transaction.atomic():
            judge_whole_case(case_id)
            case = Case.objects.select_for_update(of=("self",)).get(id=case_id)
            sync_deadlines(case, facts_of(read_file(case.id, case.country), Question(at)), at)
