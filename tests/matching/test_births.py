"""Two births: the day, the ways to write it wrong, and the years between."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.matching.births import Birth, compare, list_lookup_days
from amparo.matching.record import parse_days


def one(asked: str, found: str) -> Birth:
    first, last = parse_days(found)
    return Birth(int(compare(*parse_days(asked), np.array([first], np.int32), np.array([last], np.int32))[0]))


@pytest.mark.parametrize(
    ("asked", "found", "how"),
    [
        ("2012-05-09", "2012-05-09", Birth.SAME_DAY),
        ("2012-05-09", "2012-09-05", Birth.DAY_AND_MONTH_SWAPPED),
        ("2012-05-09", "2012-05-21", Birth.SAME_MONTH),
        ("2012-05-09", "2013-05-09", Birth.NEXT_YEAR),
        ("2012-05-09", "2015-05-09", Birth.OTHER_YEAR),
        ("2012-05-09", "2021-05-09", Birth.OTHER_YEAR),
        ("2012-05-09", "2012", Birth.POSSIBLE),
        ("2012", "2012-05-09", Birth.POSSIBLE),
        ("2012-01-01", "2012-05-09", Birth.POSSIBLE),
        ("2012", "2014", Birth.NEARLY_POSSIBLE),
        ("2012-05-09", "2015", Birth.ROUGHLY_POSSIBLE),
        ("2012", "2016", Birth.WITHIN_SIX_YEARS),
        ("2012-05-09", "2016", Birth.WITHIN_SIX_YEARS),
        ("2016", "2012-01-01", Birth.WITHIN_SIX_YEARS),
        ("2012-05-09", "2014-08-09", Birth.SAME_DAY_OF_MONTH),
        ("2012-05-09", "2012-11-20", Birth.WITHIN_A_YEAR),
        ("2012-05-09", "2014-11-20", Birth.WITHIN_THREE_YEARS),
        ("2012-05-09", "2017-11-20", Birth.WITHIN_SIX_YEARS),
        ("2012-05-09", "1999-11-20", Birth.FAR),
        ("", "2012-05-09", Birth.UNKNOWN),
        ("2012-05-09", "", Birth.UNKNOWN),
    ],
)
def test_how_births_agree(asked: str, found: str, how: Birth) -> None:
    assert one(asked, found) is how


DAYS = st.dates(date(1985, 1, 1), date(2026, 12, 31))


@given(DAYS, DAYS)
def test_two_days_agree_alike_from_both_sides(a: date, b: date) -> None:
    assert one(a.isoformat(), b.isoformat()) is one(b.isoformat(), a.isoformat())


@given(DAYS)
def test_what_is_looked_up_is_what_compares_so(day: date) -> None:
    first = day.toordinal()
    for other, how in list_lookup_days(first, first):
        found = compare(first, first, np.array([other], np.int32), np.array([other], np.int32))[0]
        assert found in (how, Birth.POSSIBLE, Birth.NEARLY_POSSIBLE)  # the first of January is less than a day


@pytest.mark.parametrize("text", ["", "abc", "2012-13-01", "2012-02-30", "0000", "2012-05-01-01"])
def test_what_is_no_date_is_unknown(text: str) -> None:
    assert parse_days(text) == (0, 0)
