"""What is compared of a child.

As little as a family may know, as much as a register may hold.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

UNKNOWN_BIRTH = (0, 0)


class Record(NamedTuple):
    """One record. Texts as they were written, empty where nothing is known.

    `born` are the first and the last day on which the child can have been born, as ordinals of the proleptic Gregorian
    calendar (`date.toordinal`), (0, 0) where nothing is known: one day, the days of a year, the years that an age
    leaves. `place` goes from the smallest part to the largest ("Nebaj", "Quiché"); `sex`, `language` and `nationality`
    are codes.
    """

    given: str = ""
    first_surname: str = ""
    second_surname: str = ""
    sex: str = ""
    born: tuple[int, int] = UNKNOWN_BIRTH
    place: tuple[str, ...] = ()
    mother: str = ""
    father: str = ""
    language: str = ""
    nationality: str = ""
    documents: tuple[str, ...] = ()


def parse_days(text: str) -> tuple[int, int]:
    """Return the days that an ISO date leaves.

    `2012-05-01` one, `2012-05` a month, `2012` a year; nothing for what is none.

    >>> [date.fromordinal(day).isoformat() for day in days_of("2012-02")]
    ['2012-02-01', '2012-02-29']
    """
    parts = text.split("-")
    try:
        year, month, day = [*map(int, parts), 1, 1][: max(len(parts), 3)]
        first = date(year, month, day)
        if len(parts) == 3:
            return first.toordinal(), first.toordinal()
        following = date(first.year + 1, 1, 1) if len(parts) == 1 else _next_month(first)
    except (ValueError, TypeError, OverflowError):
        return UNKNOWN_BIRTH
    return first.toordinal(), (following - timedelta(days=1)).toordinal()


def _next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
