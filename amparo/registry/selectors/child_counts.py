"""Counts of the children of the node, for who sees no child."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db import connection

from amparo.law.limits import SMALLEST_CELL
from amparo.ledger import clock
from amparo.ledger.codes import code_list
from amparo.ledger.days import local_day

PARTS = ("age", "sex", "with_whom", "origin", "custody", "step")
UNKNOWN, ADULT = "unknown", "adult"


@dataclass(frozen=True, slots=True)
class Cell:
    """How many children have one answer; None for so few that they could be found."""

    code: str
    count: int | None


def count_children() -> dict[str, list[Cell]]:
    """Return how many children there are by each of `PARTS`, most first.

    Nothing unless the reader of the database is a statistician. One query. A cell of fewer than `SMALLEST_CELL` has no
    number, nor has the next where it alone could be found by subtraction (G22).
    """
    with connection.cursor() as cursor:
        cursor.execute("select part, code, n from app_child_counts(%s)", [local_day(clock.now())])
        rows = cursor.fetchall()
    found: dict[str, Counter[str]] = {part: Counter() for part in PARTS}
    for part, code, count in rows:
        found[part][_band(code) if part == "age" else code or UNKNOWN] += count
    return {part: hide_small(counts) for part, counts in found.items()}


def _band(years: str | None) -> str:
    """Return the age band of whole years.

    >>> _band("7")
    '6_8'
    """
    if years is None:
        return UNKNOWN
    for code in code_list("age_band_statistics"):
        first, last = code.split("_")
        if int(first) <= int(years) <= int(last):
            return code
    return ADULT


def hide_small(counts: Counter[str]) -> list[Cell]:
    """Return the cells, most first, without the numbers that would find somebody.

    >>> [cell.count for cell in hide_small(Counter(a=40, b=12, c=3))]
    [40, None, None]
    """
    cells = sorted(counts.items(), key=lambda cell: (-cell[1], cell[0]))
    hidden = {code for code, count in cells if count < SMALLEST_CELL}
    if len(hidden) == 1 and len(cells) > 1:  # else the total tells it
        hidden.add(next(code for code, _ in reversed(cells) if code not in hidden))
    return [Cell(code, None if code in hidden else count) for code, count in cells]
