"""Reading a date as people and programs write it.

The year or the day first, the month in figures or in words.
"""

from __future__ import annotations

import re
from datetime import date

from amparo.ledger import clock
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ledger.words import fold_text
from amparo.tracing.imports.values import UnreadableValue

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("ene enero jan january", "feb febrero february", "mar marzo march", "abr abril apr april", "may mayo",
         "jun junio june", "jul julio july", "ago agosto aug august", "sep sept set septiembre setiembre september",
         "oct octubre october", "nov noviembre november", "dic diciembre dec december"), 1
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY = re.compile(r"^(?:lun|mar|mie|jue|vie|sab|dom|mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]+\s*")
_TIME = re.compile(
    r"(?<=\d)[t ,]+\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:[ap]\.?\s?m\.?)?\s*(?:z|utc|[+-]\d\d:?\d\d)?$"
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})|((?:19|20)\d\d)(\d\d)(\d\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:\s*[/.\-]\s*|\s)(\d{1,2})(?:\s*[/.\-]\s*|\s)(\d{4})")
_OF = r"[\s/.\-,]+(?:de\s|del\s|of\s)?"
_DAY = r"(\d{1,2})(?:°|º|o|ro|ero|er|st|nd|rd|th)?\.?"
_DAY_MONTH_YEAR = re.compile(rf"{_DAY}{_OF}([a-z]+){_OF}(\d{{4}}|\d\d)")
_MONTH_DAY_YEAR = re.compile(rf"([a-z]+){_OF}{_DAY}{_OF}(\d{{4}})")
_MONTH_YEAR = re.compile(rf"([a-z]+){_OF}(\d{{4}})")
_NOT_A_DAY = t(
    "No es una fecha que exista. Escríbala como 2012-05-04 o 04/05/2012, día primero.",
    "It is not a date that exists. Write it as 2012-05-04 or 04/05/2012, day first.",
)


def read_day(text: str) -> date:
    """Return a day, in figures with the year or the day first, never the month.

    Raises `UnreadableValue`.

    >>> read_day("4/5/2012"), read_day("1° de mayo del 2012"), read_day("May 4, 2012")
    (datetime.date(2012, 5, 4), datetime.date(2012, 5, 1), datetime.date(2012, 5, 4))
    """
    plain = _plain_date(text)
    if found := _YEAR_FIRST.fullmatch(plain):
        return _make_date(found[1] or found[4], found[2] or found[5], found[3] or found[6])
    if found := _DAY_FIRST.fullmatch(plain):
        return _make_date(found[3], found[2], found[1])
    if found := _DAY_MONTH_YEAR.fullmatch(plain):
        return _make_date(_whole_year(found[3]), _month_number(found[2]), found[1])
    if found := _MONTH_DAY_YEAR.fullmatch(plain):
        return _make_date(found[3], _month_number(found[1]), found[2])
    raise UnreadableValue(_NOT_A_DAY)


def read_birth(text: str) -> JsonObject:
    """Return a date of birth as exactly as told: a day, a month or a year.

    Raises `UnreadableValue`.

    >>> read_birth("mayo de 2012")
    {'birth_date': '2012-05-01', 'precision': 'month'}
    """
    plain = _plain_date(text)
    if found := re.fullmatch(r"(\d{4})(?:\.0)?", plain):
        return _stated(_make_date(found[1], "1", "1"), "year")
    if found := re.fullmatch(r"(\d{4})\s*[/.\-]\s*(\d{1,2})", plain):
        return _stated(_make_date(found[1], found[2], "1"), "month")
    if found := re.fullmatch(r"(\d{1,2})\s*[/.\-]\s*(\d{4})", plain):
        return _stated(_make_date(found[2], found[1], "1"), "month")
    if found := _MONTH_YEAR.fullmatch(plain):
        return _stated(_make_date(found[2], _month_number(found[1]), "1"), "month")
    return _stated(read_day(text), "day")


def _plain_date(text: str) -> str:
    """Return a date without day of the week and time of the day."""
    return _WEEKDAY.sub("", _TIME.sub("", fold_text(text)))


def _stated(day: date, precision: str) -> JsonObject:
    return {"birth_date": day.isoformat(), "precision": precision}


def _month_number(word: str) -> str:
    if word not in _MONTHS:
        raise UnreadableValue(_NOT_A_DAY)
    return str(_MONTHS[word])


def _whole_year(year: str) -> str:
    """Return a year in full.

    Of two figures, beside a month in words, the latest one that is not to come.
    """
    if len(year) == 4:
        return year
    this_year = clock.now().year
    century = this_year // 100 * 100
    return str(century + int(year) if century + int(year) <= this_year else century - 100 + int(year))


def _make_date(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise UnreadableValue(_NOT_A_DAY) from error
