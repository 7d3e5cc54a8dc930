"""Conversion of submitted form values to the JSON of a typed input."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from amparo.ledger.json import JsonObject
from amparo.ui.fields import Part, complete_date
from amparo.ui.forms.shape import Shape, shapes_of

type Typed = Mapping[str, list[str]]


def typed_to_json(model: type[BaseModel], typed: Typed, *, zone: str, prefix: str = "") -> JsonObject:
    """Return the answers of a form as JSON.

    Blank ones are absent, so that blank stays unknown.

    `zone`: the time zone in which times were typed. A value that cannot be converted stays as typed: validation reports
    it.
    """
    found = {}
    for shape in shapes_of(model):
        value = _read_value(shape, typed, prefix + shape.name, zone)
        if value not in (None, [], {}):
            found[shape.name] = value
    if issubclass(model, Part):
        for name, precision in model.date_precisions.items():
            _complete_date(found, typed, prefix + name, name, precision)
    return found


def _complete_date(found: JsonObject, typed: Typed, path: str, name: str, precision: str) -> None:
    """Complete a date of which the year, or month and year, were typed.

    It says how exact it is. A date that was said to be more exact stays as it was typed: validation refuses it.
    """
    day, month, year = (single_value(typed, f"{path}-{part}") for part in ("day", "month", "year"))
    if day or not year:
        return
    told = f"{year:0>4}-{month:0>2}" if month else f"{year:0>4}"
    found |= complete_date(told, found.get(precision), name=name, precision=precision)


def _read_value(shape: Shape, typed: Typed, path: str, zone: str) -> Any:
    match shape.kind:
        case "part":
            return typed_to_json(shape.part, typed, zone=zone, prefix=f"{path}.") if shape.part else None
        case "parts":
            items = [_read_part(shape, typed, f"{path}.{n}.", zone) for n in typed_row_numbers(typed, path)]
            return [item for item in items if item]
        case "codes" | "choices":
            return [value for value in typed.get(path, []) if value]
        case "texts":
            return [line.strip() for line in single_value(typed, path).splitlines() if line.strip()]
        case "date":
            return date_text(typed, path)
        case "datetime":
            return _instant_text(typed, path, zone)
        case "number":
            text = single_value(typed, path)
            return int(text) if re.fullmatch(r"-?\d{1,9}", text) else text or None
        case "yes_no":
            return {"yes": True, "no": False}.get(single_value(typed, path))
        case _:
            return single_value(typed, path) or None


def _read_part(shape: Shape, typed: Typed, prefix: str, zone: str) -> JsonObject:
    return typed_to_json(shape.part, typed, zone=zone, prefix=prefix) if shape.part else {}


def single_value(typed: Typed, path: str) -> str:
    """Return the value of a field that has one, stripped; blank if absent."""
    values = typed.get(path) or [""]
    return values[-1].replace("\r\n", "\n").strip()


def typed_row_numbers(typed: Typed, path: str) -> list[int]:
    """Return the numbers of the rows of a repeated part, in order.

    Rows that were typed in or added.
    """
    pattern = re.compile(re.escape(path) + r"\.(\d{1,3})\.", re.ASCII)
    return sorted({int(found[1]) for key in typed if (found := pattern.match(key))})


def date_text(typed: Typed, path: str) -> str | None:
    """Return an ISO date from day, month and year, None if blank.

    Validation refuses a false date.
    """
    day, month, year = (single_value(typed, f"{path}-{part}") for part in ("day", "month", "year"))
    if not (day or month or year):
        return None
    return f"{year:0>4}-{month:0>2}-{day:0>2}"


def _instant_text(typed: Typed, path: str, zone: str) -> str | None:
    day, time = date_text(typed, path), single_value(typed, f"{path}-time")
    if day is None:
        return None
    try:
        local = datetime.fromisoformat(f"{day}T{time or '00:00'}")
    except ValueError:
        return f"{day}T{time}"
    return local.replace(tzinfo=ZoneInfo(zone)).isoformat()
