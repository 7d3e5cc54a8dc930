"""What a calendar knows of the hour at which a child is to arrive.

It only proposes: whoever plans the journey states `arrival_working_day`, for local closures are in no calendar.
National holidays come from the package `holidays`, the hours from the law (G17-8: TVPRA (a)(2)(C)(ii); CRM09).
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache

import holidays

from amparo.ledger.text import t

OPENS, CLOSES = time(7), time(17)
_SATURDAY = 5
_OTHER_CODES = {"GTM": "GT"}
_SPANISH, _ENGLISH = ("es",), ("en_US", "en_CA")


def list_calendar_objections(arrival: datetime, country: str) -> list[str]:
    """Return why an arrival is not in working hours there; empty without a reason.

    `arrival` in the hour of the destination; `country` is ISO 3166 alpha-3.

    >>> [str(objection) for objection in list_calendar_objections(datetime(2026, 9, 15, 18, 30), "SLV")]
    ['es feriado: Día de la Independencia', 'es fuera de las 07:00 a 17:00']
    """
    objections = []
    if arrival.weekday() >= _SATURDAY:
        objections.append(t("es fin de semana", "it is a weekend"))
    if name := find_holiday_name(arrival.date(), country):
        objections.append(t("es feriado: {name}", "it is a holiday: {name}", name=name))
    if not OPENS <= arrival.time() <= CLOSES:
        objections.append(t("es fuera de las 07:00 a 17:00", "it is outside 07:00 to 17:00"))
    return objections


def describe_arrival(arrival: datetime, country: str) -> str:
    """Return in words whether an arrival is in working hours, and why not."""
    objections = list_calendar_objections(arrival, country)
    if not objections:
        return str(t("Día y hora hábil, salvo cierres locales", "A working day and hour, but for local closures"))
    return str(t("Revise: {what}", "Look again: {what}", what="; ".join(str(objection) for objection in objections)))


def find_holiday_name(day: date, country: str) -> str:
    """Return the national holiday of a day, in both languages; empty without one.

    >>> str(find_holiday_name(date(2026, 9, 15), "GTM"))
    'Día de la Independencia'
    """
    spanish, english = (_load_holiday_calendar(country, languages).get(day, "") for languages in (_SPANISH, _ENGLISH))
    return t(spanish or english, english or spanish) if spanish or english else ""


@cache
def _load_holiday_calendar(country: str, languages: tuple[str, ...]) -> holidays.HolidayBase:
    """Return the calendar of a country, empty if the package does not know it.

    Its years are filled when they are first read.
    """
    code = _OTHER_CODES.get(country, country)
    try:
        supported = holidays.country_holidays(code).supported_languages
        language = next((language for language in languages if language in supported), None)
        return holidays.country_holidays(code, language=language)
    except NotImplementedError:
        return holidays.HolidayBase()
