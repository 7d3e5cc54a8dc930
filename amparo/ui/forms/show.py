"""Conversion of a typed input and its form values to the fields of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonMapping, JsonObject
from amparo.ledger.problems import FieldError
from amparo.ledger.text import t
from amparo.ui.choices import list_options
from amparo.ui.fields import Part, known_parts
from amparo.ui.form_fields import NO_MARK, ONE_OF
from amparo.ui.forms.read import Typed, single_value, typed_row_numbers
from amparo.ui.forms.shape import MAX_RADIOS, Shape, shapes_of
from amparo.ui.forms.summary import summarize_errors

YES_NO = [{"value": "yes", "label": t("Sí", "Yes")}, {"value": "no", "label": t("No", "No")}]


NOTHING_TO_CHOOSE = t("Todavía no hay qué elegir.", "There is nothing to choose yet.")


@dataclass(frozen=True)
class Form:
    """What all fields of a page share: reader, time zone, case, form values, errors.

    `asked_by_law`: names of answers that an input may lack, and without which the law may refuse what is done.
    """

    by: Actor
    zone: str
    case_id: UUID | None = None
    typed: Typed = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()
    asked_by_law: frozenset[str] = frozenset()

    def errors_at(self, path: str) -> list[str]:
        """Return the error messages of the answer at this path."""
        return [str(error.message) for error in self.errors if error.path == path]

    def summary(self, fields: list[JsonObject], asked: type[BaseModel] | None = None) -> list[dict[str, str]]:
        """Return all errors as `{% error_summary %}` takes them.

        `asked`: the input, whose labels name what the page shows without its heading.
        """
        return summarize_errors(self.errors, fields, asked)


def fields_for(model: type[BaseModel], form: Form, *, prefix: str = "", only: Iterable[str] = ()) -> list[JsonObject]:
    """Return the fields of an input for `{% field %}`, a heading before each group.

    `prefix`: of the field names. `only`: the names to keep, in the order of the input.
    """
    wanted, group, shown = set(only), "", []
    for shape in shapes_of(model):
        if shape.kind == "drawn" or (wanted and shape.name not in wanted):
            continue
        if str(shape.words.group) != group:
            group = str(shape.words.group)
            if group:
                shown.append({"kind": "heading", "name": f"{prefix}{shape.name}-group", "label": group})
        shown.extend(_build_fields(shape, form, prefix + shape.name))
    return shown


def _build_fields(shape: Shape, form: Form, path: str) -> list[JsonObject]:
    if shape.kind == "part" and shape.part:
        heading = {"kind": "heading", "name": path, "label": shape.words.label, "hint": shape.words.hint}
        inner = fields_for(shape.part, form, prefix=f"{path}.")
        if shape.required and issubclass(shape.part, Part):
            alternatives = {f"{path}.{name}" for name in shape.part.alternatives}
            inner = [field | {"mark": ONE_OF} if field["name"] in alternatives else field for field in inner]
        if errors := form.errors_at(path):
            inner[0] = inner[0] | {"errors": errors + inner[0].get("errors", [])}
        return [heading, *inner]
    return [_common_attributes(shape, form, path) | _kind_attributes(shape, form, path)]


def _common_attributes(shape: Shape, form: Form, path: str) -> JsonObject:
    words = shape.words
    return {
        "name": path,
        "label": words.label,
        "hint": words.hint,
        "why": words.why,
        "observed": words.observed,
        "required": shape.required,
        "mark": NO_MARK if path in form.asked_by_law else "",
        "errors": form.errors_at(path),
    }


def _kind_attributes(shape: Shape, form: Form, path: str) -> JsonObject:
    """Return the kind of control and its value."""
    value = single_value(form.typed, path)
    match shape.kind:
        case "code" | "codes" | "choice" | "choices" | "yes_no":
            return _choice_attributes(shape, form, path)
        case "number":
            return {"kind": "number", "value": value, "width": 3, "inputmode": "numeric"}
        case "date" | "datetime":
            parts = {part: single_value(form.typed, f"{path}-{part}") for part in ("day", "month", "year", "time")}
            return {"kind": shape.kind, "value": parts}
        case "parts" if shape.part:
            rows = _build_rows(shape.part, form, path)
            return {"kind": "people", "rows": rows, "row_label": shape.words.label, "add_label": t("Añadir", "Add")}
        case "texts":
            hint = shape.words.hint or t("Uno por línea", "One per line")
            return {"kind": "textarea", "value": value, "rows": 4, "hint": hint}
        case "textarea":
            return {"kind": "textarea", "value": value, "rows": 4, "maxlength": shape.max_length}
        case _:
            return {"kind": "text", "value": value, "maxlength": shape.max_length}


def _choice_attributes(shape: Shape, form: Form, path: str) -> JsonObject:
    """Return kind of control, options and value of a question with fixed options."""
    one_value, values = single_value(form.typed, path), form.typed.get(path, [])
    options = _build_options(shape, form)
    match shape.kind:
        case "code":
            return {
                "kind": "radios" if len(options) <= MAX_RADIOS else "select",
                "choices": options,
                "value": one_value,
            }
        case "codes":
            return {"kind": "checkboxes", "choices": options, "value": values, "inline": len(options) > MAX_RADIOS}
        case "choice":
            shown = {"kind": "select", "choices": options, "value": one_value}
            return shown if options else shown | {"hint": NOTHING_TO_CHOOSE}
        case "yes_no" if shape.name != "unknown":
            return {"kind": "radios", "choices": options, "value": one_value, "inline": True}
        case _:
            return {"kind": "checkboxes", "choices": options, "value": values}


def _build_options(shape: Shape, form: Form) -> list[JsonObject]:
    if shape.codes:
        return [{"value": code.code, "label": code.label} for code in shape.codes.codes()]
    if shape.kind == "yes_no":
        return [{"value": "yes", "label": shape.words.label}] if shape.name == "unknown" else YES_NO
    offered = list_options(shape.words.choose, form.by, form.case_id)
    return [
        {
            "value": str(o.id),
            "label": f"{o.label} · {o.hint}" if o.hint and shape.kind == "choice" else o.label,
            "hint": o.hint,
        }
        for o in offered
    ]


def _build_rows(part: type[BaseModel], form: Form, path: str) -> list[list[JsonObject]]:
    numbers = typed_row_numbers(form.typed, path) or [0]
    return [fields_for(part, form, prefix=f"{path}.{number}.") for number in numbers]


def json_to_typed(model: type[BaseModel], value: JsonMapping, *, zone: str, prefix: str = "") -> dict[str, list[str]]:
    """Return the form values of stored answers: the inverse of `typed_to_json`."""
    typed: dict[str, list[str]] = {}
    for shape in shapes_of(model):
        if (answer := value.get(shape.name)) is not None:
            typed |= _value_to_typed(shape, answer, prefix + shape.name, zone)
    if issubclass(model, Part):
        for name, precision in model.date_precisions.items():
            known = known_parts(value.get(name), value.get(precision))
            typed |= {f"{prefix}{name}-{part}": [""] for part in ("day", "month") if known and part not in known}
    return typed


def _value_to_typed(shape: Shape, answer: Any, path: str, zone: str) -> dict[str, list[str]]:
    match shape.kind:
        case "part" if shape.part:
            return json_to_typed(shape.part, answer, zone=zone, prefix=f"{path}.")
        case "parts" if shape.part:
            rows = [json_to_typed(shape.part, row, zone=zone, prefix=f"{path}.{n}.") for n, row in enumerate(answer)]
            return {key: values for row in rows for key, values in row.items()}
        case "codes" | "choices":
            return {path: [str(item) for item in answer]}
        case "texts":
            return {path: ["\n".join(answer)]}
        case "yes_no":
            return {path: ["yes" if answer else "no"]}
        case "date":
            year, month, day = answer.split("-")
            return {f"{path}-day": [day], f"{path}-month": [month], f"{path}-year": [year]}
        case "datetime":
            local = datetime.fromisoformat(answer).astimezone(ZoneInfo(zone))
            return {
                f"{path}-{part}": [local.strftime(form)]
                for part, form in (("day", "%d"), ("month", "%m"), ("year", "%Y"), ("time", "%H:%M"))
            }
        case _:
            return {path: [str(answer)]}
