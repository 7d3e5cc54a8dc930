"""The kind of question that each field of an input is, derived from its type."""

from __future__ import annotations

import types
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Union, get_args, get_origin
from uuid import UUID

from annotated_types import MaxLen
from pydantic import AwareDatetime, BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from amparo.ledger.codes import In
from amparo.ledger.json import JsonObject
from amparo.ui.drawn import DrawnSignature
from amparo.ui.fields import FieldSpec, MaxTextLength, field_spec, is_form_field

MAX_RADIOS = 8
MAX_TEXT_LINE = 400
_KINDS: dict[object, str] = {
    bool: "yes_no",
    int: "number",
    datetime: "datetime",
    AwareDatetime: "datetime",
    date: "date",
    UUID: "choice",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One question of a form: its name, label, kind and possible answers.

    `kind`: text, textarea, number, date, datetime, yes_no, code, codes, choice, choices, part, parts,
    texts, and drawn, which only a page with a signature pad shows.
    """

    name: str
    words: FieldSpec
    kind: str
    required: bool
    codes: In | None = None
    part: type[BaseModel] | None = None
    max_length: int | None = None


def shapes_of(model: type[BaseModel]) -> list[Shape]:
    """Return the questions of an input or of one of its parts, in order."""
    return [shape_of(name, info) for name, info in model.model_fields.items() if is_form_field(info)]


def shape_of(name: str, info: FieldInfo) -> Shape:
    """Return the question of one field. Raises `TypeError` for a type without a kind."""
    inner, marks = _unwrap(info.annotation, list(info.metadata))
    common: JsonObject = {"name": name, "words": field_spec(info), "required": info.is_required()}
    if get_origin(inner) is list:
        return _list_shape(common, get_args(inner)[0])
    code = next((mark for mark in marks if isinstance(mark, In)), None)
    if code:
        return Shape(kind="code", codes=code, **common)
    if any(isinstance(mark, DrawnSignature) for mark in marks):
        return Shape(kind="drawn", **common)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return Shape(kind="part", part=inner, **common)
    if inner in _KINDS:
        return Shape(kind=_KINDS[inner], **common)
    if inner is str:
        longest = _max_length(marks)
        return Shape(
            kind="textarea" if longest is None or longest > MAX_TEXT_LINE else "text", max_length=longest, **common
        )
    raise TypeError(f"{name}: no question asks for {inner}")


def _list_shape(common: JsonObject, item: object) -> Shape:
    inner, marks = _unwrap(item, [])
    code = next((mark for mark in marks if isinstance(mark, In)), None)
    if code:
        return Shape(kind="codes", codes=code, **common)
    if inner is UUID:
        return Shape(kind="choices", **common)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return Shape(kind="parts", part=inner, **common)
    if inner is str:
        return Shape(kind="texts", **common)
    raise TypeError(f"{common['name']}: no question asks for a list of {inner}")


def _unwrap(annotation: object, marks: list[object]) -> tuple[object, list[object]]:
    """Return the type inside `Annotated` and `| None`, and its metadata."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return _unwrap(inner, marks + more)
    if origin in (Union, types.UnionType):
        inner = next(item for item in get_args(annotation) if item is not type(None))
        return _unwrap(inner, marks)
    return annotation, marks


def _max_length(marks: list[object]) -> int | None:
    """Return the smallest of the limits of a text."""
    limits = [mark.max_length for mark in marks if isinstance(mark, StringConstraints | MaxLen | MaxTextLength)]
    return min((limit for limit in limits if limit), default=None)
