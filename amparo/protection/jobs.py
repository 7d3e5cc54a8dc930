"""Background jobs of protection.

They tell who referred a child that nobody answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procrastinate.contrib.django import app

from amparo.cases.access import find_responsible
from amparo.cases.act import NewTask
from amparo.cases.compartments import Compartment
from amparo.cases.kinds import CHILD
from amparo.cases.selectors.work import overdue_tasks_to_escalate
from amparo.cases.task_steps import close_settled_escalations, create_task
from amparo.cases.transaction import case_transaction
from amparo.ledger import clock
from amparo.ledger.batches import run_for_each
from amparo.protection.referrals import ANSWER, CHASE

if TYPE_CHECKING:
    from amparo.cases.models import Task


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="chase_referrals", pass_context=False)
def chase_referrals(timestamp: int) -> None:
    """Every ten minutes, leave a task for each referral that nobody answered in time."""
    chase_unanswered_referrals()


def chase_unanswered_referrals() -> int:
    """Tell the responsible agency once of each referral without an answer in time.

    Returns how many. What was told of a referral that is answered by now is closed.
    """
    found = overdue_tasks_to_escalate(CHILD, escalation=CHASE, code=ANSWER, at=clock.now())
    unanswered = {task.id: task for task in found}
    report = run_for_each(unanswered, lambda task_id: _chase(unanswered[task_id]), name="chase a referral")
    close_settled_escalations(CHASE, at=clock.now())
    return report.done


def _chase(unanswered: Task) -> None:
    if unanswered.case_id is None:
        return
    with case_transaction(unanswered.case_id):
        responsible = find_responsible(unanswered.case_id)
        chase = NewTask(
            CHASE,
            detail={
                "task": str(unanswered.id),
                "referral": unanswered.detail["entry"],
                "subject": unanswered.detail.get("subject", ""),
            },
            agency=responsible.agency,
            person=responsible.officer,
            due_at=unanswered.due_at,
            compartments=frozenset(Compartment(name) for name in unanswered.compartments),
        )
        create_task(unanswered.case_id, chase, at=clock.now())
