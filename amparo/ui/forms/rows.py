"""Rows of repeated parts.

The buttons that add and remove them, and rows with fixed names.
"""

from __future__ import annotations

from dataclasses import dataclass

from amparo.ui.forms.read import typed_row_numbers


@dataclass(frozen=True, slots=True)
class NamedRows:
    """A repeated part whose rows are named by the page, in the answer `name_field`.

    A row with nothing but its name counts as blank. With `names` there is one row for each of them, in this order, and
    each row is compared and replaced on its own; without, the list is replaced as a whole.
    """

    name_field: str
    names: tuple[str, ...] = ()


def apply_row_button(typed: dict[str, list[str]]) -> bool:
    """Add or remove a row of a repeated part if its button was pressed.

    Return whether one was.
    """
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
                removed = f"{path}.{numbers[int(position)]}."
                for inner in [k for k in typed if k.startswith(removed)]:
                    del typed[inner]
            return True
    return False
