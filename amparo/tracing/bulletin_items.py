"""A bulletin as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.ledger.canonical import iso_instant
from amparo.ledger.json import JsonObject
from amparo.tracing.selectors.bulletins import bulletin_state

if TYPE_CHECKING:
    from amparo.tracing.models.reports import Bulletin


def bulletin_item(bulletin: Bulletin) -> JsonObject:
    """Return a bulletin as JSON, without its content once it is no longer in force."""
    state = bulletin_state(bulletin)
    return {
        "id": str(bulletin.id),
        "report": str(bulletin.case_id),
        "state": state,
        "issued_at": iso_instant(bulletin.issued_at),
        "expires_at": iso_instant(bulletin.expires_at),
        "content": bulletin.content if state == "in_force" else None,
        "photograph": bulletin.photograph is not None,
        "recipients": [
            {
                "institution": str(recipient.institution),
                "name": recipient.name,
                "acknowledged_at": iso_instant(recipient.acknowledged_at) if recipient.acknowledged_at else None,
                "withdrawal_told_at": iso_instant(recipient.withdrawal_told_at)
                if recipient.withdrawal_told_at
                else None,
            }
            for recipient in bulletin.recipients.all()
        ],
    }
