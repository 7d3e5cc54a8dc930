"""What a calendar knows of the hour at which a child is to arrive. It only proposes: whoever plans the journey says
`arrival_working_day`, for local closures are in no calendar.

National holidays come from the package `holidays`; the hours are those of the law (G17-8: TVPRA (a)(2)(C)(ii); CRM09).
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache

import holidays

from amparo.ledger.text import t

OPENS, CLOSES = time(7), time(17)
_SATURDAY = 5
_OTHER_NAMES = {"GTM": "GT"}
_SPANISH, _ENGLISH = ("es",), ("en_US", "en_CA")


def objections(arrival: datetime, country: str) -> list[str]:
    """Why the calendar would not take this for a working hour of a working day there; empty when it sees nothing.

    `arrival` in the hour of the destination; `country` is ISO 3166 alpha-3.

    >>> [str(one) for one in objections(datetime(2026, 9, 15, 18, 30), "SLV")]
    ['es feriado: Día de la Independencia', 'es fuera de las 07:00 a 17:00']
    """
    found = []
    if arrival.weekday() >= _SATURDAY:
        found.append(t("es fin de semana", "it is a weekend"))
    if name := holiday(arrival.date(), country):
        found.append(t("es feriado: {name}", "it is a holiday: {name}", name=name))
    if not OPENS <= arrival.time() <= CLOSES:
        found.append(t("es fuera de las 07:00 a 17:00", "it is outside 07:00 to 17:00"))
    return found


def in_calendar_words(arrival: datetime, country: str) -> str:
    """Return what a calendar would object to this hour of arrival, in words; it only proposes."""
    found = objections(arrival, country)
    if not found:
        return str(t("Día y hora hábil, salvo cierres locales", "A working day and hour, but for local closures"))
    return str(t("Revise: {what}", "Look again: {what}", what="; ".join(str(one) for one in found)))


def holiday(day: date, country: str) -> str:
    """The national holiday of that day, in both languages where the calendar has them; empty if there is none.

    >>> str(holiday(date(2026, 9, 15), "GTM"))
    'Día de la Independencia'
    """
    spanish, english = (_calendar(country, languages).get(day, "") for languages in (_SPANISH, _ENGLISH))
    return t(spanish or english, english or spanish) if spanish or english else ""


@cache
def _calendar(country: str, languages: tuple[str, ...]) -> holidays.HolidayBase:
    """The years are filled as they are asked for; a country that the package does not know has no holidays."""
    code = _OTHER_NAMES.get(country, country)
    try:
        spoken = holidays.country_holidays(code).supported_languages
        language = next((one for one in languages if one in spoken), None)
        return holidays.country_holidays(code, language=language)
    except NotImplementedError:
        return holidays.HolidayBase()
