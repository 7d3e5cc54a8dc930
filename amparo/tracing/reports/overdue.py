"""Escalation of overdue tasks on reports to the responsible supervisors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.cases.act import NewTask
from amparo.cases.compartments import Compartment
from amparo.cases.kinds import REPORT
from amparo.cases.selectors.work import overdue_tasks_to_escalate
from amparo.cases.task_steps import close_settled_escalations, create_task
from amparo.cases.transaction import case_transaction
from amparo.ledger import clock
from amparo.ledger.batches import run_for_each
from amparo.tracing.task_codes import OVERDUE

if TYPE_CHECKING:
    from amparo.cases.models import Task


def escalate_overdue_tasks() -> int:
    """Escalate each overdue task on a report once; return how many were escalated.

    Escalations whose cause is done are closed.
    """
    overdue = {task.id: task for task in overdue_tasks_to_escalate(REPORT, escalation=OVERDUE, at=clock.now())}
    report = run_for_each(overdue, lambda task_id: _escalate(overdue[task_id]), name="escalate a task")
    close_settled_escalations(OVERDUE, at=clock.now())
    return report.done


def _escalate(task: Task) -> None:
    if task.case_id is None:
        return
    escalation = NewTask(
        OVERDUE,
        detail={"task": str(task.id), "code": task.code},
        agency=task.agency,
        role="protection_supervisor",
        due_at=task.due_at,
        compartments=frozenset(Compartment(name) for name in task.compartments),
    )
    with case_transaction(task.case_id):
        create_task(task.case_id, escalation, at=clock.now())
