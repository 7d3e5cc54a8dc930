"""What a search owes and nobody did in time is brought before the supervisors who answer for it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from amparo.cases.kinds import REPORT
from amparo.cases.models import Task
from amparo.cases.transaction import open_case_for_transaction
from amparo.ledger import clock
from amparo.tracing.reports.protocol import OVERDUE


def raise_overdue() -> int:
    """Leave a task for each that is late, once, and end those whose cause was done meanwhile; how many were left."""
    at = clock.now()
    told = Task.objects.filter(code=OVERDUE).annotate(cause=KeyTextTransform("task", "detail"))
    told = told.filter(cause=Cast(OuterRef("id"), TextField()))
    late = Task.objects.filter(case__kind=REPORT, done_at=None, due_at__lt=at).exclude(code=OVERDUE)
    found = list(late.annotate(was_told=Exists(told)).filter(was_told=False).order_by("due_at", "id")[:500])
    for task in found:
        _leave(task)
    _end_what_was_done()
    return len(found)


def _leave(task: Task) -> None:
    if task.case_id is None:
        return
    with transaction.atomic(), open_case_for_transaction(task.case_id):
        Task.objects.create(
            case_id=task.case_id,
            code=OVERDUE,
            detail={"task": str(task.id), "code": task.code},
            agency=task.agency,
            role="protection_supervisor",
            due_at=task.due_at,
            created_at=clock.now(),
            compartments=task.compartments,
        )


def _end_what_was_done() -> None:
    waiting = Task.objects.filter(code=OVERDUE, done_at=None)
    causes = {str(one.detail["task"]) for one in waiting}
    done = set(map(str, Task.objects.filter(id__in=causes, done_at__isnull=False).values_list("id", flat=True)))
    waiting.filter(detail__task__in=done).update(done_at=clock.now())
