"""Fields of typed inputs.

Label, limits, and the compartment in which the answer is stored. One typed model gives the web form, the API schema and
the validation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from amparo.ledger.json import JsonObject
from amparo.ledger.words import visible_text


def _clean_text(value: str) -> str:
    value = visible_text(value).strip()
    if not value:
        raise PydanticCustomError("string_too_short", "no text is left")
    if any((ord(character) < 32 and character not in "\n\t") or ord(character) == 127 for character in value):
        raise ValueError("control characters are not text")
    return value


def _clean_line(value: str) -> str:
    """Return a text of one line, with one plain space between words."""
    value = _clean_text(value)
    if len(value.splitlines()) > 1:
        raise PydanticCustomError("line_break", "a line break in a text of one line")
    return " ".join(value.split())


def _require_word(value: str) -> str:
    if not any(character.isalnum() for character in value):
        raise PydanticCustomError("no_word", "neither a letter nor a digit")
    return value


ShortText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_clean_line)
]
"""A text of one line."""
NameText = Annotated[ShortText, AfterValidator(_require_word)]
"""The name of a row: a text of one line with at least one letter or digit."""
LongText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000), AfterValidator(_clean_text)
]


@dataclass(frozen=True, slots=True)
class MaxTextLength:
    """Limit a text or None to a length.

    It is counted as it will be stored, after its cleaning.
    """

    max_length: int

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema of the text, with the check of its length."""
        return core_schema.no_info_after_validator_function(self._require_length, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonObject:
        """Return the JSON Schema of the text with its `maxLength`."""
        found = handler(schema)
        for variant in found.get("anyOf", [found]):
            if variant.get("type") == "string":
                variant["maxLength"] = self.max_length
        return found

    def _require_length(self, value: str | None) -> str | None:
        if value is not None and len(value) > self.max_length:
            raise PydanticCustomError("string_too_long", "longer than its column", {"max_length": self.max_length})
        return value


_OUTSIDE_FORMS: JsonObject = {}


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """How a form shows a field, and the compartment in which its answer is stored.

    `choose` names a source of options in the database (`ui.choices`): institutions, providers. `observed`: the
    officer answers by observation, without asking the child.
    """

    label: str
    hint: str = ""
    why: str = ""
    group: str = ""
    compartment: str | None = None
    choose: str = ""
    observed: bool = False

    def __call__(self, schema: JsonObject) -> None:
        """Write the label and hint into a JSON Schema, in the language of the caller.

        And the address of the list that offers its options.
        """
        schema["title"] = str(self.label)
        if self.hint:
            schema["description"] = str(self.hint)
        if self.choose:
            schema["x-choices"] = f"/api/v1/choices/{self.choose}"


def field(
    label: str,
    *,
    default: Any = None,
    hint: str = "",
    why: str = "",
    group: str = "",
    compartment: str | None = None,
    choose: str = "",
    observed: bool = False,
    **limits: Any,
) -> Any:
    """Declare a field of an input with its label. Optional unless `default=...`.

    `limits` are passed to `pydantic.Field`.
    """
    spec = FieldSpec(label, hint, why, group, compartment, choose, observed)
    return Field(default, json_schema_extra=spec, **limits)


def field_outside_forms() -> Any:
    """Declare a field that forms do not show.

    Such as the time of an act or its approval.
    """
    return Field(None, json_schema_extra=_OUTSIDE_FORMS)


def is_form_field(field_info: FieldInfo) -> bool:
    """Return whether forms show this field."""
    return field_info.json_schema_extra is not _OUTSIDE_FORMS


def field_spec(field_info: FieldInfo) -> FieldSpec:
    """Return the label and options of a field.

    Raises `TypeError` unless declared with `field()`.
    """
    if not isinstance(field_info.json_schema_extra, FieldSpec):
        raise TypeError(f"{field_info} has no label: declare it with field()")
    return field_info.json_schema_extra


class Part(BaseModel):
    """A part of an input, repeated or not: the names, one companion, one option.

    `alternatives`: of these answers one must be given, where the part is required.
    `date_precisions`: of a date of which the month or the year alone may be typed, the field that says how exact it is.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    alternatives: ClassVar[tuple[str, ...]] = ()
    date_precisions: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonObject:
        """Return the JSON Schema, in which dates that may be a year or a month are."""
        found = handler.resolve_ref_schema(handler(schema))
        for name in cls.date_precisions:
            found["properties"][name]["anyOf"].insert(1, dict(_YEAR_OR_MONTH))
        return found


_YEAR_OR_MONTH: Final[JsonObject] = {
    "type": "string",
    "pattern": r"^\d{4}(-\d{2})?$",
    "description": "The year alone, or year and month",
}


def complete_date(told: object, exactness: object, *, name: str, precision: str) -> JsonObject:
    """Return the ISO date and precision of a year, or of a year and month.

    Nothing for any other text, nor where it is said to be more exact than it is: validation refuses it.

    >>> complete_date("2012-05", None, name="born", precision="exact")
    {'born': '2012-05-01', 'exact': 'month'}
    >>> complete_date("2012", "month", name="born", precision="exact")
    {}
    """
    if not isinstance(told, str) or not re.fullmatch(r"\d{4}(?:-\d{2})?", told, re.ASCII):
        return {}
    is_year = len(told) == len("2012")
    if exactness not in (None, "year", "estimated") and (is_year or exactness != "month"):
        return {}
    return {
        name: f"{told}-01-01" if is_year else f"{told}-01",
        precision: exactness or ("year" if is_year else "month"),
    }


def known_parts(day: str | None, precision: str | None) -> tuple[str, ...]:
    """Return which parts of an ISO date are known.

    A year alone is stored as its first of January. Nothing without a date; all of a date that says more than its
    precision.

    >>> known_parts("2012-01-01", "year"), known_parts("2012-05-01", "month"), known_parts("2012-05-17", "estimated")
    (('year',), ('month', 'year'), ('day', 'month', 'year'))
    """
    if not day:
        return ()
    if precision in ("year", "estimated") and day.endswith("-01-01"):
        return ("year",)
    if precision in ("month", "year", "estimated") and day.endswith("-01"):
        return ("month", "year")
    return ("day", "month", "year")
