"""Counts of searches: exactly the reports and cases that the reader sees, by what they say and when it was."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amparo.cases.models import Case
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_time
from amparo.tracing.selectors.counts import (
    SEARCH_AGES,
    SOLVING_OUTCOMES,
    ReportCounts,
    family_search_counts,
    report_counts,
)
from amparo.tracing.selectors.reports import report_cards_visible_to, report_count
from tests.factories import Team, actor, child, do, reading_as, team
from tests.house.database import as_owner
from tests.tracing.family import wanted
from tests.tracing.reports import report


def counted(by: Actor) -> ReportCounts:
    with reading_as(by):
        return report_counts(by=by)


def since(one: Case, days: int) -> None:
    """As if the report had been made so many days ago, at noon."""
    noon = local_time(clock.now()).replace(hour=12, minute=0, second=0, microsecond=0)
    _moved(one.id, noon - timedelta(days=days))


def _moved(one: UUID, at: datetime) -> None:
    with as_owner() as owner:
        owner.execute("update tracing_reportcard set reported_at = %s where case_id = %s", [at, one])


@pytest.mark.parametrize(
    ("days", "age"),
    [(0, "first_days"), (3, "first_days"), (4, "first_month"), (30, "first_month"), (31, "half_year"),
     (182, "half_year"),
     (183, "year"), (365, "year"), (366, "longer"), (4000, "longer")],
)  # fmt: skip
def test_an_open_search_has_one_age(days: int, age: str) -> None:
    us = team()
    since(report(us), days)
    assert {name: n for name, n in counted(us.supervisor).by_age.items() if n} == {age: 1}


def test_ages_leave_no_day_out() -> None:
    ranges = list(SEARCH_AGES.values())
    assert ranges[0][0] == 0
    assert ranges[-1][1] is None
    assert all(before[1] is not None and before[1] + 1 == after[0] for before, after in pairwise(ranges))


def test_open_ones_by_urgency_and_as_many_as_the_list_has() -> None:
    us = team()
    for urgency in ("high", "high", "normal"):
        report(us, urgency=urgency)
    found = counted(us.supervisor)
    assert found.by_urgency == {"high": 2, "normal": 1}
    with reading_as(us.supervisor):
        assert sum(found.open.values()) == report_count(by=us.supervisor)


def ended(us: Team, outcome: str, *, after_days: int) -> Case:
    one = report(us)
    do("close_report", one.id, us.officer, outcome=outcome, text="Se comprobó")
    _moved(one.id, clock.now() - timedelta(days=after_days))
    return one


def test_endings_and_the_middle_of_how_long_it_took() -> None:
    us = team()
    for days in (2, 10, 40):
        ended(us, "found_alive", after_days=days)
    ended(us, "other", after_days=900)
    withdrawn = report(us)
    do("withdraw_report", withdrawn.id, us.officer, withdrawn_by="searcher", reason="searcher_asked")
    found = counted(us.supervisor)
    assert dict(found.closed) == {"found_alive": 3, "other": 1}
    assert found.withdrawn == 1
    assert found.median_days == pytest.approx(10, abs=0.1)
    assert "other" not in SOLVING_OUTCOMES
    assert sum(found.open.values()) == 0


def test_a_report_that_was_opened_again_has_not_ended() -> None:
    us = team()
    one = ended(us, "unfounded", after_days=5)
    do("reopen_report", one.id, us.officer, reason="missing_again", text="Otra vez")
    found = counted(us.supervisor)
    assert (dict(found.closed), found.median_days) == ({}, None)
    assert sum(found.by_age.values()) == 1


def test_months_are_the_last_twelve_and_end_now() -> None:
    us = team()
    ended(us, "found_alive", after_days=0)
    since(report(us), 800)
    found = counted(us.supervisor)
    assert len(found.months) == 12
    assert found.months[-1] == (local_time(clock.now()).date().replace(day=1), 1, 1)
    assert sum(opened for _, opened, _ in found.months) == 1


def test_nothing_is_nothing() -> None:
    assert counted(team().supervisor).is_empty


def test_what_others_see_is_not_counted() -> None:
    us, them, of_the_country = team(), team(), actor("tracing_officer")
    one = report(us)
    assert counted(them.supervisor).is_empty
    with reading_as(of_the_country):
        assert report_cards_visible_to(by=of_the_country).filter(case=one).exists(), "tracing officers see the country"
    assert sum(counted(of_the_country).open.values()) >= 1, (
        "other tests open and close reports meanwhile: it has no fixed number"
    )


def families(by: Actor) -> dict[str, int]:
    with reading_as(by):
        return family_search_counts(by=by)


def test_searches_for_families_count_where_each_stands_last() -> None:
    us, them = team(), team()
    wanted(us)
    second, _ = wanted(us), child(us)
    do("record_tracing_step", second.id, us.officer, what="Visita", tracing_status="relative_located")
    do("record_tracing_step", second.id, us.officer, what="Llamada sin respuesta")
    assert families(us.supervisor) == {"open": 1, "relative_located": 1}
    assert families(them.supervisor) == {}


def test_all_counts_cost_five_questions() -> None:
    us = team()
    report(us)
    with reading_as(us.supervisor), CaptureQueriesContext(connection) as asked:
        report_counts(by=us.supervisor)
        family_search_counts(by=us.supervisor)
    assert len(asked) == 5
