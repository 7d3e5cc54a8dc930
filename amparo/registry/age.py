"""Ages: the days between which a child was born, and the age in words.

The words are as exact as what is known.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.formats import date_format

from amparo.cases.file import CaseFile
from amparo.ledger.json import JsonObject
from amparo.ledger.text import language, t

MAX_AGE_YEARS: Final = 30
"""The greatest age that may be stated of a child, or computed from a date of birth."""
_DETERMINATION: Final = "record_age_determination"
BIRTH_ACTS: Final = ("register", "record_identity", _DETERMINATION)
"""The acts that state an age or birth: the latest counts, the earlier stay on file."""


@dataclass(frozen=True, slots=True)
class BirthRange:
    """The first and last possible day of birth; the age as told if no date is known."""

    first: date | None = None
    last: date | None = None
    estimate: int | None = None

    @property
    def told_on(self) -> date | None:
        """Return the day on which the age was told; None of a birth.

        28 February stands for a 29th.
        """
        return None if self.estimate is None or self.last is None else years_before(self.last, -self.estimate)


def determined_birth(file: CaseFile) -> JsonObject | None:
    """Return the age or birth that a procedure determined; None if none did."""
    determined = file.latest("age_or_birth", _DETERMINATION)
    return None if determined is None else dict(determined)


def birth_range(answer: JsonObject, told_on: date) -> BirthRange:
    """Return the range of birth from an answer on age or birth.

    An age was the child's on the day that the answer gives, else when it was told. The last day
    gives the benefit of the doubt, as the law does.

    >>> birth_range({"birth_date": "2012-02-01", "precision": "month"}, date(2026, 1, 1)).last
    datetime.date(2012, 2, 29)
    """
    if answer.get("birth_date"):
        stated = date.fromisoformat(answer["birth_date"])
        return _RANGE_BY_PRECISION[answer.get("precision") or "day"](stated)
    years = answer.get("age_years")
    if years is None:
        return BirthRange()
    told_on = date.fromisoformat(answer["told_on"]) if answer.get("told_on") else told_on
    return BirthRange(years_before(told_on, years + 1) + timedelta(days=1), years_before(told_on, years), years)


def _month_range(stated: date) -> BirthRange:
    first = stated.replace(day=1)
    return BirthRange(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def _year_range(stated: date) -> BirthRange:
    return BirthRange(date(stated.year, 1, 1), date(stated.year, 12, 31))


_RANGE_BY_PRECISION = {
    "day": lambda stated: BirthRange(stated, stated),
    "month": _month_range,
    "year": _year_range,
    "estimated": _year_range,
}


def years_before(on: date, years: int) -> date:
    """Return the same day that many years earlier.

    28 February stands for a 29th that the year lacks.
    """
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return on.replace(year=on.year - years, day=day)


def whole_years(birth: date, on: date) -> int:
    """Return completed years; a child born on 29 February completes one on 1 March.

    In a year without a 29th.

    >>> whole_years(date(2012, 2, 29), date(2025, 2, 28)), whole_years(date(2012, 2, 29), date(2025, 3, 1))
    (12, 13)
    """
    return max(0, on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day)))


def age_words(birth: BirthRange, on: date) -> str:
    """Return the age in words.

    «14 años», «unos 13 años», «menos de un año», «edad desconocida». An age that was told a year ago or more is given
    with the day of its telling and as it is now: «9 años el 10 mar 2019 (hoy 16 a 17)».

    >>> str(age_words(BirthRange(date(2012, 1, 1), date(2012, 1, 1)), date(2026, 6, 1)))
    '14 años'
    >>> str(age_words(BirthRange(date(2012, 1, 1), date(2012, 12, 31)), date(2026, 6, 1)))
    'unos 13 años'
    """
    if birth.estimate is not None:
        return _told_age_words(birth, birth.estimate, on)
    if birth.first is None or birth.last is None:
        return t("edad desconocida", "age not known")
    least, most = whole_years(birth.last, on), whole_years(birth.first, on)
    return _years_words(least, about=least != most)


def _told_age_words(birth: BirthRange, estimate: int, on: date) -> str:
    told_on = birth.told_on
    if birth.first is None or birth.last is None or told_on is None or whole_years(birth.last, on) <= estimate:
        return _years_words(estimate, about=True)
    least, most = whole_years(birth.last, on), whole_years(birth.first, on)
    now = str(least) if least == most else t("{least} a {most}", "{least} to {most}", least=least, most=most)
    return t("{then} el {day} (hoy {now})", "{then} on {day} (today {now})",
             then=_years_words(estimate, about=False), day=short_day(told_on), now=now)  # fmt: skip


def short_day(day: date) -> str:
    """Return a day as people write it within a sentence.

    The month has the case of its language.

    >>> short_day(date(2019, 3, 10))
    '10 mar 2019'
    """
    return date_format(day, "j M Y" if language() == "en" else "j b Y")


def _years_words(years: int, *, about: bool) -> str:
    if years == 0:
        return t("menos de un año", "under one year")
    if years == 1:
        return t("alrededor de un año", "about one year") if about else t("1 año", "1 year")
    if about:
        return t("unos {n} años", "about {n} years", n=years)
    return t("{n} años", "{n} years", n=years)
