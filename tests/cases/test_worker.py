"""The worker goes on past a case that it cannot bring up to date."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest

from amparo.cases import jobs
from amparo.cases.models import Task
from amparo.ledger import clock
from amparo.ledger.kept_rows import keep
from amparo.ledger.verification import verify_chains
from tests.cases.test_clocks import as_worker, open_deadlines
from tests.factories import LONG_AGO, child, team
from tests.house.database import as_owner, speaking_as


@contextmanager
def in_no_country(case: UUID) -> Iterator[None]:
    """A case whose country has no law: what no act leaves, and a broken migration may."""
    move = "update cases_case set country = %s where id = %s"
    with as_owner() as owner:
        owner.execute(move, ["XXX", case])
    try:
        yield
    finally:
        with as_owner() as owner:
            owner.execute(move, ["MEX", case])


def test_one_case_that_cannot_be_refreshed_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    with clock.at(LONG_AGO):
        us = team()
        broken, whole = child(us), child(us)
    first = min(open_deadlines(whole).values())
    late = first + timedelta(minutes=1)
    with in_no_country(broken.id), as_worker(), clock.at(late), caplog.at_level(logging.ERROR):
        report = jobs.refresh_overdue()
    assert report.failed >= 1
    assert report.done >= 1
    assert str(broken.id) in caplog.text
    assert str(whole.id) not in caplog.text


def test_what_the_node_does_by_itself_is_kept_by_its_events() -> None:
    with clock.at(LONG_AGO):
        case = child(team())
    late = min(open_deadlines(case).values()) + timedelta(minutes=1)
    with as_worker(), clock.at(late):
        assert jobs.escalate_overdue() >= 1
        jobs.refresh_overdue()
        jobs.seal_readings()
    with as_owner() as owner:
        found = owner.execute("select act from ledger_event where chain = %s order by seq", [case.id])
        assert "bring_up_to_date" in {act for (act,) in found}
        escalated = "select count(*) from cases_task where case_id = %s and code = 'overdue'"
        assert owner.execute(escalated, [case.id]).fetchone() != (0,)
    with speaking_as("owner"):
        assert verify_chains([case.id]).faults == []


def test_a_row_that_follows_from_events_changes_only_where_an_event_keeps_it() -> None:
    with pytest.raises(RuntimeError, match="outside keeping_rows"):
        keep(Task(case_id=UUID(int=1)))
