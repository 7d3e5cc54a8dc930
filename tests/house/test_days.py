"""A day is a day of the node: at eight in the evening in México it is tomorrow by the clock of UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from amparo.config.demo import world
from amparo.ledger import clock

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
