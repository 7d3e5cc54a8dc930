"""Reading a date as people and programs write it.

The year or the day first, the month in figures or in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from amparo.ledger import clock
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ledger.words import fold_text
from amparo.tracing.imports.values import UnreadableValue

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("ene enero jan january janv janvier janeiro janvye", "feb febrero february fevr fevrier fev fevereiro fevriye",
         "mar marzo march mars marco mas", "abr abril apr april avr avril", "may mayo mai maio me",
         "jun junio june juin junho jen", "jul julio july juil juillet julho jiye",
         "ago agosto aug august aout", "sep sept set septiembre setiembre september septembre setembro septanm",
         "oct octubre october octobre outubro oktob", "nov noviembre november novembre novembro novanm",
         "dic diciembre dec december decembre dez dezembro desanm"), 1
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
_MONTHS_A_YEAR = 12
_EITHER_ORDER = t(
    "En esta columna unas fechas tienen el día primero y otras el mes: escriba ésta con el mes en letras.",
    "In this column some dates have the day first and others the month: write this one with the month in letters.",
)
_NOT_A_DAY = t(
    "No es una fecha que exista. Escríbala como 2012-05-04 o 04/05/2012, día primero.",
    "It is not a date that exists. Write it as 2012-05-04 or 04/05/2012, day first.",
)


def find_date_order(cells: Iterable[str]) -> str:
    """Return what the dates in figures of a column say of their order.

    `month`: some can only have the month first, and none the day. `mixed`: there are both. Else blank: the day is
    first, as in the countries of the Conference but one.

    >>> find_date_order(["5/13/2012", "5/4/2012"]), find_date_order(["5/13/2012", "13/5/2012"])
    ('month', 'mixed')
    """
    pairs = [(int(found[1]), int(found[2])) for cell in cells if (found := _DAY_FIRST.fullmatch(_plain_date(cell)))]
    has_month_first = any(first <= _MONTHS_A_YEAR < second for first, second in pairs)
    has_day_first = any(second <= _MONTHS_A_YEAR < first for first, second in pairs)
    return ("mixed" if has_day_first else "month") if has_month_first else ""


def is_of_either_order(text: str) -> bool:
    """Return whether a date in figures is another day with the month first."""
    if (found := _DAY_FIRST.fullmatch(_plain_date(text))) is None:
        return False
    first, second = int(found[1]), int(found[2])
    return first != second and max(first, second) <= _MONTHS_A_YEAR


def read_day(text: str, order: str = "") -> date:
    """Return a day, in figures with the year or the day first.

    The month first where the column has it so: `order`, as `find_date_order` returns it. Raises `UnreadableValue`.

    >>> read_day("4/5/2012"), read_day("1° de mayo del 2012"), read_day("May 4, 2012")
    (datetime.date(2012, 5, 4), datetime.date(2012, 5, 1), datetime.date(2012, 5, 4))
    """
    plain = _plain_date(text)
    if found := _YEAR_FIRST.fullmatch(plain):
        return _make_date(found[1] or found[4], found[2] or found[5], found[3] or found[6])
    if found := _DAY_FIRST.fullmatch(plain):
        if order == "mixed" and is_of_either_order(text):
            raise UnreadableValue(_EITHER_ORDER)
        is_month_first = order == "month" or (order == "mixed" and int(found[2]) > _MONTHS_A_YEAR)
        return _make_date(found[3], found[1 if is_month_first else 2], found[2 if is_month_first else 1])
    if found := _DAY_MONTH_YEAR.fullmatch(plain):
        return _make_date(_whole_year(found[3]), _month_number(found[2]), found[1])
    if found := _MONTH_DAY_YEAR.fullmatch(plain):
        return _make_date(found[3], _month_number(found[1]), found[2])
    raise UnreadableValue(_NOT_A_DAY)


def read_birth(text: str, order: str = "") -> JsonObject:
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
    return _stated(read_day(text, order), "day")


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
