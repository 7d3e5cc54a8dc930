"""Escalation of overdue tasks on reports to the responsible supervisors."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from amparo.cases.act import NewTask
from amparo.cases.compartments import Compartment
from amparo.cases.escalations import escalate_tasks
from amparo.cases.kinds import REPORT
from amparo.tracing.task_codes import OVERDUE

if TYPE_CHECKING:
    from amparo.cases.models import Task


def escalate_overdue_tasks() -> int:
    """Escalate each overdue task on a report once; return how many were escalated.

    Escalations whose cause is done are closed.
    """
    return escalate_tasks(REPORT, OVERDUE, _build_escalation)


def _build_escalation(task: Task, _: UUID) -> NewTask:
    return NewTask(
        OVERDUE,
        detail={"task": str(task.id), "code": task.code},
        agency=task.agency,
        role="protection_supervisor",
        due_at=task.due_at,
        compartments=frozenset(Compartment(name) for name in task.compartments),
    )
