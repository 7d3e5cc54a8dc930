"""The answers to an input as labelled texts, question by question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from pydantic import BaseModel

from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonMapping, JsonObject
from amparo.ledger.text import t
from amparo.ui.choices import list_options
from amparo.ui.fields import Part
from amparo.ui.forms.shape import Shape, shapes_of
from amparo.ui.present import format_known_day, to_local

OWN_ENTRIES_PREFIX = "entry:"
"""Prefix of sources that offer entries of the same case file, whose ids no list of options resolves."""


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """Who reads the answers, and which row they are about.

    `parts`: the suffixes of the fields in which a repeated part is stored when it is split by compartment.
    """

    by: Actor
    about: UUID | None = None
    parts: tuple[str, ...] = ()


def answer_rows(
    model: type[BaseModel], body: JsonMapping, context: AnswerContext, *, without: Iterable[str] = ()
) -> list[JsonObject]:
    """Return the answers as rows of `name`, `key` (the label) and `value`.

    A blank answer has no row.
    """
    left_out = frozenset(without)
    precisions = model.date_precisions if issubclass(model, Part) else {}
    return [
        row
        for shape in shapes_of(model)
        for row in answer_rows_of_question(shape, body, context, body.get(precisions.get(shape.name, "")) or "day")
        if row["name"] not in left_out
    ]


def answer_rows_of_question(
    shape: Shape, body: JsonMapping, context: AnswerContext, precision: str = "day"
) -> list[JsonObject]:
    """Return the rows of one question.

    Several for a part or repeated part, none if blank. `precision`: how exact a date is.
    """
    value = _join_parts(shape, body, context)
    if value is None:
        return []
    if shape.kind == "part" and shape.part:
        return answer_rows(shape.part, value, context)
    if shape.kind == "parts" and shape.part:
        return [_build_part_row(shape, shape.part, row, context) for row in value]
    if shape.kind == "date":
        shown = format_known_day(value, precision)
    else:
        shown = _format_value(shape, value, context)
    return [{"name": shape.name, "key": shape.words.label, "value": shown}]


def _join_parts(shape: Shape, body: JsonMapping, context: AnswerContext) -> Any:
    """Return an answer, with the rows of a split repeated part joined."""
    if shape.kind != "parts":
        return body.get(shape.name)
    names = (shape.name, *(f"{shape.name}_{part}" for part in context.parts))
    return [row for name in names for row in body.get(name, [])] or None


def _build_part_row(shape: Shape, part: type[BaseModel], row: JsonObject, context: AnswerContext) -> JsonObject:
    """Return the row of one item of a repeated part, labelled with its first answer."""
    answered = answer_rows(part, row, context)
    first, rest = (answered[0]["value"], answered[1:]) if answered else (shape.words.label, [])
    value = " · ".join(f"{answer['key']}: {answer['value']}" for answer in rest) or "–"
    return {"name": shape.name, "key": first, "value": value}


def _format_value(shape: Shape, value: Any, context: AnswerContext) -> str:
    match shape.kind:
        case "code" if shape.codes:
            return str(shape.codes.label(value))
        case "codes" if shape.codes:
            return ", ".join(str(shape.codes.label(code)) for code in value)
        case "yes_no":
            return str(t("Sí", "Yes") if value else t("No", "No"))
        case "datetime":
            return date_format(to_local(datetime.fromisoformat(value), context.by), "j M Y H:i")
        case "texts":
            return ", ".join(value)
        case "drawn":
            return str(t("Firmado", "Signed"))
        case "choice" | "choices":
            return _format_choices(shape, value, context)
        case _:
            return str(value)


def _format_choices(shape: Shape, value: Any, context: AnswerContext) -> str:
    """Return the names of the chosen options.

    A general word stands for options that the reader cannot list.
    """
    of_own_rows = shape.words.choose.startswith(OWN_ENTRIES_PREFIX)
    offered = [] if of_own_rows else list_options(shape.words.choose, context.by, context.about)
    names = {str(option.id): str(option.label) for option in offered}
    unknown = str(t("registro anterior", "an earlier record"))
    return ", ".join(names.get(str(chosen), unknown) for chosen in (value if isinstance(value, list) else [value]))
