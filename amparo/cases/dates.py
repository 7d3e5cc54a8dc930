"""Dates ahead that a case's file names: a review, a contact, an arrival, a remedy.

Every context declares its own (`dates.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from amparo.cases.file import CaseFile
from amparo.ledger.days import local_day, start_of_day
from amparo.ledger.registry import Registry


@dataclass(frozen=True, slots=True)
class CaseDate:
    """What will be when, in words; `is_day` if no hour is known."""

    at: datetime
    words: str
    is_day: bool = False


def day_ahead(on: str | None, words: str) -> Iterable[CaseDate]:
    """Yield what will be on a day as an answer writes it; nothing without one."""
    if on:
        yield CaseDate(start_of_day(date.fromisoformat(on)), words, is_day=True)


type DateFinder = Callable[[CaseFile, datetime], Iterable[CaseDate]]
"""A function that returns the dates of a file as its reader may see it; past ones are left out by who asks."""

DATES: Registry[DateFinder] = Registry("finder of dates")


def declare_dates(name: str, finder: DateFinder) -> None:
    """Add the dates that a context knows of, by what they are of."""
    DATES.add(name, finder)


def dates_ahead(file: CaseFile, at: datetime, *, only: Iterable[str] = ()) -> list[CaseDate]:
    """Return the dates of a file from this day on, the earliest first. No query.

    `only`: of these finders.
    """
    finders = [DATES[name] for name in only] or list(DATES.values())
    found = [one for finder in finders for one in finder(file, at)]
    today = start_of_day(local_day(at))
    return sorted((one for one in found if one.at >= today), key=lambda one: one.at)
