"""Options of forms from a case's own file.

Planned contacts and undelivered messages.
"""

from __future__ import annotations

from uuid import UUID

from django.utils.formats import date_format

from amparo.cases.file import CaseFile
from amparo.cases.selectors import file_for, visible_case
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.tracing.contact import FamilyMessage, family_messages, open_planned_sessions
from amparo.ui.choices import Option, choice_source

_SHOWN = 60


@choice_source("planned_contact")
def planned_contacts(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return the planned contacts without an outcome, oldest first."""
    return [
        Option(plan.id, f"{plan['with_whom']} · {date_format(plan.occurred_at, 'j M Y')}")
        for plan in open_planned_sessions(_visible_file(by, case_id))
    ]


@choice_source("open_message")
def open_messages(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return the messages without delivery, held ones too, the latest first."""
    waiting = (
        message for message in reversed(family_messages(_visible_file(by, case_id))) if message.state != "delivered"
    )
    return [Option(message.first.id, _message_words(message)) for message in waiting]


def _message_words(message: FamilyMessage) -> str:
    text = message.first.get("text", "")
    beginning = f"«{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}»" if text else ""
    day = date_format(message.first.occurred_at, "j M Y")
    return " · ".join(
        filter(None, (str(label("family_message_direction", message.first["direction"])), day, beginning))
    )


def _visible_file(by: Actor, case_id: UUID | None) -> CaseFile:
    if case_id is None:
        return CaseFile(UUID(int=0), "", ())
    return file_for(visible_case(case_id, by=by), by=by)
