"""What several layouts show.

A row of questions by name, who wrote what when, codes in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from pydantic import BaseModel

from amparo.accounts.selectors import person_names
from amparo.cases.file import Entry
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ui import present
from amparo.ui.forms.show import Form, fields_for

type Field = JsonObject
_SMALL: dict[str, Field] = {"radios": {"kind": "select"}, "textarea": {"maxlength": "", "rows": 3}}


def row_fields(part: type[BaseModel], form: Form, prefix: str) -> dict[str, Field]:
    """Return the questions of one row by the name of the answer.

    Rows are many, so each takes little room.
    """
    fields = fields_for(part, form, prefix=f"{prefix}.")
    return {field["name"].removeprefix(f"{prefix}."): field | _SMALL.get(field["kind"], {}) for field in fields}


def hidden_field(name: str, value: str) -> Field:
    """Return an answer that the page gives itself."""
    return {"kind": "hidden", "name": name, "value": value}


def is_filled(field: Field) -> bool:
    """Return whether a question is answered."""
    value = field.get("value")
    return any(value.values()) if isinstance(value, dict) else bool(value)


def code_label(list_name: str, code: str | None) -> str:
    """Return a code in the reader's language; nothing for none."""
    return str(label(list_name, code)) if code else ""


def author_names(entries: Iterable[Entry]) -> dict[UUID, str]:
    """Return who wrote these. One query."""
    return person_names({entry.by for entry in entries})


def authorship(entry: Entry, people: dict[UUID, str], by: Actor) -> dict[str, str]:
    """Return who wrote an entry, and when."""
    return {
        "who": people.get(entry.by, ""),
        "at_text": present.format_relative(entry.occurred_at, clock.now(), by),
        "exact": present.format_exact(entry.occurred_at, by),
    }
