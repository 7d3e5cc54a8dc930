"""The calendar of the destination: it proposes in both languages, and never decides."""

from __future__ import annotations

import doctest
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from amparo.law import PROFILES
from amparo.returns import working_days
from amparo.returns.working_days import find_holiday_name, list_calendar_objections


def test_examples() -> None:
    outcome = doctest.testmod(working_days)
    assert outcome.attempted
    assert not outcome.failed


@pytest.mark.parametrize("country", sorted(PROFILES))
def test_every_country_of_the_conference_has_a_calendar(country: str) -> None:
    assert str(find_holiday_name(date(2027, 1, 1), country))


def test_arrival_may_have_several_objections() -> None:
    with override("en"):
        objections = [
            str(objection) for objection in list_calendar_objections(datetime(2027, 5, 1, 6, 59, tzinfo=UTC), "GTM")
        ]
    assert objections == ["it is a weekend", "it is a holiday: Labor Day", "it is outside 07:00 to 17:00"]


@pytest.mark.parametrize("hour", [7, 17])
def test_working_hour_has_no_objection(hour: int) -> None:
    assert list_calendar_objections(datetime(2026, 11, 24, hour, tzinfo=UTC), "HND") == []


def test_unknown_country_has_weekends_alone() -> None:
    assert find_holiday_name(date(2027, 1, 1), "XXX") == ""
    assert list_calendar_objections(datetime(2026, 11, 22, 10, tzinfo=UTC), "XXX") != []
