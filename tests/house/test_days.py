"""A day is a day of the node: at eight in the evening in México it is tomorrow by the clock of UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from amparo.accounts.models import Certificate
from amparo.accounts.selectors import actor_of
from amparo.cases.selectors import file_for, visible_case
from amparo.config.demo import world
from amparo.ledger import clock
from amparo.ledger.days import end_of_day, local_day, start_of_day
from tests.factories import person, reading_as, team, today
from tests.protection.helpers import facts
from tests.returns.ways import followed_up, home_again

PACKAGE = Path(__file__).resolve().parents[2] / "amparo"
DAY_BY_UTC = re.compile(r"(?:\bat|\bnow\(\)|timedelta\([^)]*\)\))\.date\(\)|\bdate\.today\(\)|utcnow")


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 11, 30, 5, 59, tzinfo=UTC), date(2026, 11, 29)),
        (datetime(2026, 11, 30, 6, 0, tzinfo=UTC), date(2026, 11, 30)),
        (datetime(2026, 12, 1, 3, 0, tzinfo=UTC), date(2026, 11, 30)),
        (datetime(2027, 1, 1, 0, 30, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2028, 3, 1, 2, 0, tzinfo=UTC), date(2028, 2, 29)),
    ],
)
def test_the_demo_certifies_people_from_the_day_of_the_node(instant: datetime, day: date) -> None:
    """Dated by UTC, the certificates of an evening began tomorrow, and nobody was trained."""
    with clock.at(instant):
        assert world._today() == day.isoformat()


def test_no_day_is_taken_from_an_instant_in_utc() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in PACKAGE.rglob("*.py")
        if "law" not in path.parts and path.name != "days.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if DAY_BY_UTC.search(line) and "local" not in line
    ]
    assert found == []


@pytest.mark.usefixtures("every_hour")
def test_a_child_reaches_determination_return_and_home() -> None:
    """The whole way, at each hour: the demo of an evening trained nobody, and no child came this far."""
    us = team()
    case = home_again(us)
    with reading_as(us.officer):
        file = file_for(visible_case(case.id, by=us.officer), by=us.officer)
    assert {"decide_bid", "approve_return_plan", "execute_return", "receive_return"} <= {e.act for e in file.entries}
    with clock.at(clock.now() + timedelta(days=7)):
        followed_up(us, case, 7)
        assert facts(case, us.officer).followups_done == {7}


@pytest.mark.usefixtures("every_hour")
def test_a_certificate_holds_from_its_first_day_to_its_last() -> None:
    for first, last, is_trained in ((0, 0, True), (1, 9, False), (-9, -1, False), (-1, 0, True), (0, 1, True)):
        who = person("protection_officer", trained=False)
        valid = {"valid_from": today() + timedelta(days=first), "valid_until": today() + timedelta(days=last)}
        Certificate.objects.create(person=who, issued_by="x", entered_at=clock.now(), **valid)
        assert actor_of(who).trained is is_trained


@pytest.mark.usefixtures("every_hour")
def test_a_day_begins_and_ends_here() -> None:
    day = local_day(clock.now())
    assert start_of_day(day) <= clock.now() <= end_of_day(day, clock.now()) + timedelta(minutes=1)
    assert local_day(start_of_day(day) - timedelta(seconds=1)) == day - timedelta(days=1)
    assert local_day(end_of_day(day, clock.now())) == day
