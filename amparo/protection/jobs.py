"""Background jobs of protection.

They tell who answers for a child that nobody answered a referral.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from procrastinate.contrib.django import app

from amparo.cases.access import find_responsible
from amparo.cases.act import NewTask
from amparo.cases.compartments import Compartment
from amparo.cases.escalations import escalate_tasks
from amparo.cases.kinds import CHILD
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
    return escalate_tasks(CHILD, CHASE, _build_chase, code=ANSWER)


def _build_chase(unanswered: Task, case_id: UUID) -> NewTask:
    responsible = find_responsible(case_id)
    return NewTask(
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
