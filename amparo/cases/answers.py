"""What was stated, question by question, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from pydantic import BaseModel

from amparo.cases.act import AnyAct
from amparo.cases.compartments import Compartment
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.choices import options
from amparo.ui.forms.shape import Shape, shapes_of
from amparo.ui.present import local


def answer_rows(
    act: AnyAct, body: JsonObject, by: Actor, case_id: UUID | None = None, *, without: frozenset[str] = frozenset()
) -> list[JsonObject]:
    """Return the answers of an entry, in rows of `name`, `key` and `value`.

    `case_id`: to name what is chosen among what a case has.
    """
    return [row for row in _rows(act.Input, body, by, case_id) if row["name"] not in without]


def _rows(model: type[BaseModel], body: JsonObject, by: Actor, case_id: UUID | None) -> list[JsonObject]:
    return [row for shape in shapes_of(model) for row in answer_rows_to(shape, body, by, case_id)]


def answer_rows_to(
    shape: Shape, body: Mapping[str, object], by: Actor, case_id: UUID | None = None
) -> list[JsonObject]:
    """Return what was answered to one question: a row for each part or repeated part, else one; none if blank."""
    value: Any = _joined(shape, body)
    if value is None:
        return []
    if shape.kind == "part" and shape.part:
        return _rows(shape.part, value, by, case_id)
    if shape.kind == "parts" and shape.part:
        return [_part_row(shape, shape.part, row, by, case_id) for row in value]
    return [{"name": shape.name, "key": shape.words.label, "value": _in_words(shape, value, by, case_id)}]


def _joined(shape: Shape, body: Mapping[str, Any]) -> Any:
    """Return an answer, joined again where its rows lie in several compartments."""
    if shape.kind != "parts":
        return body.get(shape.name)
    found = [row for name in (shape.name, *(f"{shape.name}_{c}" for c in Compartment)) for row in body.get(name, [])]
    return found or None


def _part_row(shape: Shape, part: type[BaseModel], row: JsonObject, by: Actor, case_id: UUID | None) -> JsonObject:
    """Return a row of a repeated part, called by its first answer."""
    answered = _rows(part, row, by, case_id)
    first, rest = (answered[0]["value"], answered[1:]) if answered else (shape.words.label, [])
    value = " · ".join(f"{one['key']}: {one['value']}" for one in rest) or "–"
    return {"name": shape.name, "key": first, "value": value}


def _in_words(shape: Shape, value: Any, by: Actor, case_id: UUID | None) -> str:
    match shape.kind:
        case "code" if shape.codes:
            return str(label(shape.codes.name, value))
        case "codes" if shape.codes:
            return ", ".join(str(label(shape.codes.name, one)) for one in value)
        case "yes_no":
            return str(t("Sí", "Yes") if value else t("No", "No"))
        case "datetime":
            return date_format(local(datetime.fromisoformat(value), by), "j M Y H:i")
        case "date":
            return date_format(datetime.fromisoformat(value).date(), "j M Y")
        case "texts":
            return ", ".join(value)
        case "drawn":
            return str(t("Firmado", "Signed"))
        case "choice" | "choices":
            return _chosen(shape, value, by, case_id)
        case _:
            return str(value)


def _chosen(shape: Shape, value: Any, by: Actor, case_id: UUID | None) -> str:
    """Return the names of what was chosen from a register; another word where the reader's list does not hold them."""
    of_entries = shape.words.choose.startswith("entry:")
    offered = [] if of_entries else options(shape.words.choose, by, case_id)
    names = {str(option.id): str(option.label) for option in offered}
    unknown = str(t("registro anterior", "an earlier record"))
    return ", ".join(names.get(str(one), unknown) for one in (value if isinstance(value, list) else [value]))
