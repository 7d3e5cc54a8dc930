"""Overdue tasks that are brought before somebody else, once, until they are done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from amparo.cases.act import NewTask
from amparo.cases.selectors.work import overdue_tasks_to_escalate
from amparo.cases.task_steps import close_settled_escalations, create_task
from amparo.cases.transaction import case_transaction
from amparo.ledger import clock
from amparo.ledger.batches import run_for_each

if TYPE_CHECKING:
    from amparo.cases.models import Task


def escalate_tasks(kind: str, escalation: str, build: Callable[[Task, UUID], NewTask], *, code: str = "") -> int:
    """Escalate each overdue task on files of a kind once; return how many.

    `escalation`: the code of what `build` makes of an overdue task and its case; its detail names the cause as `task`.
    `code`: those of this code alone. Escalations whose cause is done are closed. Each case in a transaction of its own.
    """
    found = overdue_tasks_to_escalate(kind, escalation=escalation, code=code, at=clock.now())
    overdue = {task.id: task for task in found}

    def escalate(task_id: UUID) -> None:
        cause = overdue[task_id]
        if cause.case_id is not None:
            with case_transaction(cause.case_id):
                create_task(cause.case_id, build(cause, cause.case_id), at=clock.now())

    report = run_for_each(overdue, escalate, name="escalate a task")
    close_settled_escalations(escalation, at=clock.now())
    return report.done
