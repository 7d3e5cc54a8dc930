"""Two births compared.

The day, the ways in which a day is written wrong, and the years between.
"""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_DAYS_IN_YEAR = 366
_GUESSED_DAYS = 3 * 365
"""Between the ends of two births that were told by year or age: a guess is not off by more, a namesake is."""
_DECADES = 18
"""Two children are not born so many years apart: one of the years is a slip."""
_DOUBTED_YEARS = 2
"""A year given alone, or the first of January, may be one or two years off: it was often counted back from an age."""


class Birth(IntEnum):
    """How two births agree, or differ."""

    UNKNOWN = 0
    SAME_DAY = 1
    DAY_AND_MONTH_SWAPPED = 2
    SAME_MONTH = 3
    NEXT_YEAR = 4
    OTHER_YEAR = 5
    POSSIBLE = 6
    NEARLY_POSSIBLE = 7
    SAME_DAY_OF_MONTH = 8
    WITHIN_A_YEAR = 9
    WITHIN_THREE_YEARS = 10
    WITHIN_SIX_YEARS = 11
    FAR = 12
    ROUGHLY_POSSIBLE = 13
    OTHER_MONTH = 14
    DECADES = 15


@lru_cache(maxsize=4096)
def _swap_day_and_month(day: int) -> int:
    """Return the day with day and month in each other's place.

    0 where that is no other day.
    """
    born = date.fromordinal(day)
    return date(born.year, born.day, born.month).toordinal() if born.day <= 12 and born.day != born.month else 0


def _is_new_year(day: int) -> bool:
    """Return whether a day is 1 January, which often stands for a year."""
    born = date.fromordinal(day)
    return born.month == born.day == 1


def list_lookup_days(first: int, last: int) -> list[tuple[int, Birth]]:
    """Return the days under which the same child may be registered.

    Each with how it agrees with this birth.
    """
    if not 0 < first == last:
        return []
    found = [(first, Birth.SAME_DAY)]
    if swapped := _swap_day_and_month(first):
        found.append((swapped, Birth.DAY_AND_MONTH_SWAPPED))
    born = date.fromordinal(first)
    for years in (-3, -2, -1, 1, 2, 3):
        try:
            other = born.replace(year=born.year + years).toordinal()
        except ValueError:
            continue
        found.append((other, Birth.NEXT_YEAR if abs(years) == 1 else Birth.OTHER_YEAR))
    return found


def compare(first: int, last: int, from_: NDArray[np.int32], to: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Return `Birth` of one birth against many.

    Ordinals of days, 0 where nothing is known.
    """
    known = (from_ > 0) & (first > 0)
    year, month, day = _split_dates(from_)
    to = np.where((from_ == to) & (month == 1) & (day == 1), from_ + _DAYS_IN_YEAR - 2, to)
    last = last + _DAYS_IN_YEAR - 2 if 0 < first == last and _is_new_year(first) else last
    single = from_ == to
    apart = np.maximum(np.maximum(from_ - last, first - to), 0)
    years = np.abs((from_ + to) // 2 - (first + last) // 2) / 365.25
    found = np.select(
        [years <= 1, years <= 3, years <= 6, years <= _DECADES],
        [Birth.WITHIN_A_YEAR, Birth.WITHIN_THREE_YEARS, Birth.WITHIN_SIX_YEARS, Birth.FAR],
        Birth.DECADES,
    ).astype(np.uint8)
    vague = ~single | (first != last)
    found[vague & (apart <= _GUESSED_DAYS)] = Birth.ROUGHLY_POSSIBLE
    found[vague & (apart <= _DOUBTED_YEARS * _DAYS_IN_YEAR)] = Birth.NEARLY_POSSIBLE
    found[vague & (apart == 0)] = Birth.POSSIBLE
    if 0 < first == last:
        born = date.fromordinal(first)
        found[single & (day == born.day) & (years <= 6)] = Birth.SAME_DAY_OF_MONTH
        found[single & (year == born.year) & (day == born.day)] = Birth.OTHER_MONTH
        found[single & (year == born.year) & (month == born.month)] = Birth.SAME_MONTH
        same = single & (month == born.month) & (day == born.day)
        found[same] = Birth.OTHER_YEAR
        found[same & (np.abs(year - born.year) == 1)] = Birth.NEXT_YEAR
        if swapped := _swap_day_and_month(first):
            found[single & (from_ == swapped)] = Birth.DAY_AND_MONTH_SWAPPED
        found[single & (from_ == first)] = Birth.SAME_DAY
    found[~known] = Birth.UNKNOWN
    return found


_EPOCH = date(1970, 1, 1).toordinal()


def _split_dates(ordinals: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return year, month and day of many days."""
    days = (ordinals.astype(np.int64) - _EPOCH).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    return (
        months.astype("datetime64[Y]").astype(np.int64) + 1970,
        months.astype(np.int64) % 12 + 1,
        (days - months).astype(np.int64) + 1,
    )
