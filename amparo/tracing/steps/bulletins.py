"""Writes on bulletins that several acts share, inside their transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from amparo.cases.act import NewTask
from amparo.cases.task_steps import close_tasks
from amparo.ledger.actor import Actor
from amparo.ledger.kept_rows import keep
from amparo.tracing.models.reports import Bulletin, BulletinRecipient
from amparo.tracing.task_codes import BULLETIN_RECEIVED, BULLETIN_WITHDRAWN

if TYPE_CHECKING:
    from amparo.cases.models import Case


def withdraw_bulletins(
    case: Case, reason: str, *, by: Actor, at: datetime, with_photograph: bool = False
) -> tuple[NewTask, ...]:
    """Withdraw the bulletins of a report; return the tasks of taking them down."""
    found = Bulletin.objects.filter(case=case, withdrawn_at=None)
    if with_photograph:
        found = found.exclude(photograph=None)
    return tuple(task for bulletin in list(found) for task in withdraw_bulletin(bulletin, reason, by=by, at=at))


def withdraw_bulletin(bulletin: Bulletin, reason: str, *, by: Actor, at: datetime) -> tuple[NewTask, ...]:
    """Withdraw a bulletin; return a task of taking it down for each recipient."""
    bulletin.withdrawn_at, bulletin.withdrawn_by, bulletin.reason = at, by.id, reason
    bulletin.save(update_fields=["withdrawn_at", "withdrawn_by", "reason"])
    keep(bulletin)
    close_tasks(bulletin.case_id, [(BULLETIN_RECEIVED, {"bulletin": str(bulletin.id)})], by=by, at=at)
    return recipient_tasks(BULLETIN_WITHDRAWN, bulletin.recipients.order_by("name"))


def recipient_tasks(code: str, recipients: Iterable[BulletinRecipient]) -> tuple[NewTask, ...]:
    """Return one task for each recipient.

    Of its own agency where its people work on this node, else of the agency that is responsible for the report.
    """
    return tuple(
        NewTask(
            code,
            agency=recipient.agency,
            detail={
                "bulletin": str(recipient.bulletin_id),
                "institution": str(recipient.institution),
                "text": recipient.name,
            },
        )
        for recipient in recipients
    )
