"""Rows of repeated parts: added and removed by their own buttons, and named by one of their answers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from amparo.ui.forms.read import Typed


@dataclass(frozen=True, slots=True)
class NamedRows:
    """A repeated part whose rows the page names itself: `by` is the answer that does.

    A row with nothing but its name says nothing. With `every`, there is one row for each of these names, in this order,
    and a row said again replaces the earlier one of its name alone; without, the list is said whole.
    """

    by: str
    every: tuple[str, ...] = ()


def apply_row_button(typed: dict[str, list[str]]) -> bool:
    """Add or remove a row of a repeated part when its button was pressed."""
    for key in list(typed):
        if key.endswith("-add"):
            del typed[key]
            path = key.removesuffix("-add")
            typed[f"{path}.{max(typed_row_numbers(typed, path), default=-1) + 1}."] = [""]
            return True
        if key.endswith("-remove"):
            path, position = key.removesuffix("-remove"), typed.pop(key)[-1]
            numbers = typed_row_numbers(typed, path)
            if position.isdecimal() and int(position) < len(numbers):
                gone = f"{path}.{numbers[int(position)]}."
                for inner in [k for k in typed if k.startswith(gone)]:
                    del typed[inner]
            return True
    return False


def typed_row_numbers(typed: Typed, path: str) -> list[int]:
    """The numbers of the rows of a part that were typed in or added, in order."""
    pattern = re.compile(re.escape(path) + r"\.(\d{1,3})\.", re.ASCII)
    return sorted({int(found[1]) for key in typed if (found := pattern.match(key))})
