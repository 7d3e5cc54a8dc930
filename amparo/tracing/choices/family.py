"""What can be chosen from a case's own file in a form: a planned contact, a message that is not delivered yet."""

from __future__ import annotations

from uuid import UUID

from django.utils.formats import date_format

from amparo.cases.file import CaseFile
from amparo.cases.selectors import file_for, visible_case
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.tracing.contact import Message, messages, open_plans
from amparo.ui.choices import Option, choice_source

_SHOWN = 60


@choice_source("planned_contact")
def planned_contacts(by: Actor, case_id: UUID | None) -> list[Option]:
    """The planned contacts of which nobody said yet how they went, oldest first."""
    return [
        Option(plan.id, f"{plan['with_whom']} · {date_format(plan.occurred_at, 'j M Y')}")
        for plan in open_plans(_file(by, case_id))
    ]


@choice_source("open_message")
def open_messages(by: Actor, case_id: UUID | None) -> list[Option]:
    """The messages that were not delivered yet, held ones too, the latest first."""
    waiting = (one for one in reversed(messages(_file(by, case_id))) if one.state != "delivered")
    return [Option(one.first.id, _words(one)) for one in waiting]


def _words(one: Message) -> str:
    said = one.first.get("text", "")
    begins = f"«{said[:_SHOWN]}{'…' if len(said) > _SHOWN else ''}»" if said else ""
    day = date_format(one.first.occurred_at, "j M Y")
    return " · ".join(filter(None, (str(label("family_message_direction", one.first["direction"])), day, begins)))


def _file(by: Actor, case_id: UUID | None) -> CaseFile:
    if case_id is None:
        return CaseFile(UUID(int=0), "", ())
    return file_for(visible_case(case_id, by=by), by=by)
