"""From what was typed in a form to the JSON that an act's input is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from amparo.ui.forms.shape import Shape, shapes_of

type Typed = Mapping[str, list[str]]


def typed_to_json(model: type[BaseModel], typed: Typed, *, zone: str, prefix: str = "") -> dict[str, Any]:
    """The answers that were given; what was left blank is absent, so that blank stays unknown.

    What cannot be read as its kind is passed on as it was typed: validation says what is wrong with it.
    """
    found = {}
    for shape in shapes_of(model):
        value = _read_value(shape, typed, prefix + shape.name, zone)
        if value not in (None, [], {}):
            found[shape.name] = value
    return found


def _read_value(shape: Shape, typed: Typed, path: str, zone: str) -> Any:
    match shape.kind:
        case "part":
            return typed_to_json(shape.part, typed, zone=zone, prefix=f"{path}.") if shape.part else None
        case "parts":
            return [_read_part(shape, typed, f"{path}.{n}.", zone) for n in row_numbers(typed, path, shape, zone)]
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


def _read_part(shape: Shape, typed: Typed, prefix: str, zone: str) -> dict[str, Any]:
    return typed_to_json(shape.part, typed, zone=zone, prefix=prefix) if shape.part else {}


def single_value(typed: Typed, path: str) -> str:
    """The single answer to a question, without spaces around it."""
    values = typed.get(path) or [""]
    return values[-1].replace("\r\n", "\n").strip()


def row_numbers(typed: Typed, path: str, shape: Shape, zone: str, *, blank: bool = False) -> list[int]:
    """The numbers of a repeated part's rows; without those left blank unless they are asked for too."""
    pattern = re.compile(re.escape(path) + r"\.(\d{1,3})\.")
    numbers = sorted({int(found[1]) for key in typed if (found := pattern.match(key))})
    return numbers if blank else [n for n in numbers if _read_part(shape, typed, f"{path}.{n}.", zone)]


def date_text(typed: Typed, path: str) -> str | None:
    """An ISO date from day, month and year; what is no date comes out as it was typed."""
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
