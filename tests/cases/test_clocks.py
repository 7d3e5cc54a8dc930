"""Deadlines follow the facts, overdue ones are escalated once, tasks are added and finished by hand."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import pytest

from amparo.cases import components, jobs, selectors, task_steps
from amparo.cases.deadlines import DAY_DEADLINES
from amparo.cases.models import Case, Deadline, Task
from amparo.cases.transaction import case_transaction
from amparo.ledger import clock
from amparo.ledger.days import local_day, local_time
from amparo.ledger.problems import NotVisible
from tests.factories import LONG_AGO, actor, child, do, leave_task, reading_as, team
from tests.house.database import connected, count, speaking_as
from tests.protection.determined import screened, signed

pytestmark = pytest.mark.xdist_group("worker")


def as_worker() -> AbstractContextManager[None]:
    """Within the block this process speaks to the database as the worker does."""
    return speaking_as("worker")


def open_deadlines(case: Case) -> dict[str, datetime]:
    with connected("owner") as owner:
        found = owner.execute(
            "select code, due_at from cases_deadline where case_id = %s and closed_at is null", [case.id]
        )
        return dict(found.fetchall())


def overdue_tasks(case: Case) -> int:
    with connected("owner") as owner:
        return count(owner, "cases_task", "case_id = %(case)s and code = 'overdue'", case=case.id)


def test_a_deadline_closes_when_what_it_asks_is_done() -> None:
    us = team()
    assert "screening_initial" in open_deadlines(child(us))
    case = screened(us)
    assert "screening_initial" not in open_deadlines(case)
    with connected("owner") as owner:
        closed = "case_id = %(case)s and code = 'screening_initial' and closed_at is not null"
        assert count(owner, "cases_deadline", closed, case=case.id) == 1


def test_a_refusal_moves_no_deadline() -> None:
    us = team()
    case = child(us)
    before = open_deadlines(case)
    from tests.factories import refused

    refused("execute_return", case.id, us.officer)
    assert open_deadlines(case) == before


def test_what_is_late_reaches_the_supervisors_once() -> None:
    with clock.at(LONG_AGO):
        us = team()
        case = child(us)
    first = min(open_deadlines(case).values())
    with as_worker():
        with clock.at(first - timedelta(seconds=1)):
            jobs.escalate_overdue()
        assert overdue_tasks(case) == 0
        with clock.at(first + timedelta(seconds=1)):
            while jobs.escalate_overdue():
                pass
            assert overdue_tasks(case) >= 1
            again = overdue_tasks(case)
            jobs.escalate_overdue()
    assert overdue_tasks(case) == again
    with reading_as(us.supervisor):
        late = Task.objects.filter(case=case, code="overdue").first()
        assert late is not None
        assert (late.agency, late.role) == (us.agency.id, "protection_supervisor")
        assert late.id in {task.id for task in selectors.my_tasks(by=us.supervisor)}
    with reading_as(us.officer):
        assert late.id not in {task.id for task in selectors.my_tasks(by=us.officer)}
    assert first > LONG_AGO


def test_what_was_done_while_the_worker_looked_is_not_late() -> None:
    with clock.at(LONG_AGO):
        us = team()
        case = child(us)
    due = open_deadlines(case)["guardian_request"] + timedelta(minutes=1)

    @contextmanager
    def locked_late(case_id: UUID) -> Iterator[Case]:
        with case_transaction(case_id) as locked:
            Deadline.objects.filter(case=case_id).update(closed_at=due)
            yield locked

    with as_worker(), clock.at(due), patch.object(jobs, "case_transaction", locked_late):
        assert jobs.escalate_overdue() >= 1
    assert overdue_tasks(case) == 0


def test_the_worker_closes_what_time_alone_ended() -> None:
    with clock.at(LONG_AGO):
        case = child(team())
    first = min(open_deadlines(case).values())
    with as_worker(), clock.at(first + timedelta(minutes=1)):
        jobs.refresh_overdue()
    assert open_deadlines(case)


def test_old_answers_are_forgotten() -> None:
    from amparo.ui.jobs import forget_responses
    from amparo.ui.models import IdempotentResponse
    from tests.factories import unique

    us, old, new = team(), unique("old"), unique("new")
    with reading_as(us.officer):
        for key, at in ((old, LONG_AGO - timedelta(days=8)), (new, LONG_AGO - timedelta(days=6))):
            IdempotentResponse.objects.create(
                person=us.officer.id, key=key, body_hash="0" * 64, started_at=at, answer={}
            )
    with as_worker(), clock.at(LONG_AGO):
        forget_responses.func(0)
    with connected("owner") as owner:
        assert count(owner, "ui_idempotentresponse", "key = %(key)s", key=old) == 0
        assert count(owner, "ui_idempotentresponse", "key = %(key)s", key=new) == 1


def test_colours_of_a_deadline() -> None:
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    told = [selectors.urgency(at + left, at) for left in (timedelta(), timedelta(seconds=1), timedelta(hours=24),
                                                          timedelta(hours=24, seconds=1))]  # fmt: skip
    assert told == ["late", "soon", "soon", "ok"]
    assert selectors.urgency(None, at) == "ok"


def test_a_deadline_on_a_birthday_is_that_day_where_the_node_is() -> None:
    """Born on 30 November: «29 Nov 2025 18:00», six hours before the day."""
    us = team()
    case = child(us, age_or_birth={"birth_date": "2012-11-30"})
    due = open_deadlines(case)["transition_plan"]
    assert (local_day(due), local_time(due).hour) == (date(2029, 11, 30), 0)
    shown = components.build_deadline("transition_plan", due, due - timedelta(days=9), us.officer)
    assert "30 Nov 2029, quedan 9 días" in shown["due_text"]
    assert shown["exact"] == "2029-11-30"
    near = [components.build_deadline("transition_plan", due, due + by, us.officer)["due_text"].partition(",")[0]
            for by in (timedelta(hours=-1), timedelta(hours=1), timedelta(hours=25))]  # fmt: skip
    assert near == ["mañana", "hoy", "ayer"]


def test_deadlines_that_fall_on_a_day_are_those_of_a_birthday() -> None:
    table = Path(__file__).parents[1] / "law" / "spec" / "deadlines.csv"
    with table.open(encoding="utf-8") as rows:
        assert {row["code"] for row in csv.DictReader(rows) if "birthday(" in str(row)} == DAY_DEADLINES


def test_what_the_law_wants_at_once_is_overdue_after_an_hour() -> None:
    """«Vencido, hace 0 min», with a task for the supervisors, at the moment of registering."""
    with clock.at(LONG_AGO):
        us, border = team(), actor("border_officer")
        case = child(us, border)
    due = open_deadlines(case)["custody_exit"]
    assert due <= LONG_AGO
    for after, state, count_of_tasks in ((timedelta(minutes=59), "soon", 0), (timedelta(minutes=61), "late", 1)):
        with clock.at(LONG_AGO + after), reading_as(us.officer):
            row = Deadline.objects.get(case=case, code="custody_exit", closed_at=None)
            assert selectors.deadline_json(row, clock.now())["state"] == state
            shown = components.build_deadline(row.code, due, clock.now(), us.officer, opened_at=row.opened_at)
            assert (shown["state"], str(shown.get("word", ""))) == (state, "Debe hacerse ya" if state == "soon" else "")
        with as_worker(), clock.at(LONG_AGO + after):
            jobs.escalate_overdue()
        with connected("owner") as owner:
            held = "case_id = %(case)s and code = 'overdue' and detail->>'deadline' = 'custody_exit'"
            assert count(owner, "cases_task", held, case=case.id) == count_of_tasks


def test_tasks_by_hand() -> None:
    us = team()
    case, due = child(us), clock.now() + timedelta(days=2)
    with reading_as(us.officer):
        task_steps.add_task(case, "Llamar al albergue", due, by=us.officer)
        task = Task.objects.get(case=case, code="manual")
        assert (task.agency, task.detail, task.due_at) == (us.agency.id, {"text": "Llamar al albergue"}, due)
        assert task in selectors.my_tasks(by=us.officer)
        assert task_steps.finish_task(case, task.id, by=us.officer)
        assert not task_steps.finish_task(case, task.id, by=us.officer), "once"
        assert task not in selectors.my_tasks(by=us.officer)
    stranger = actor("protection_officer")
    with reading_as(stranger):
        with pytest.raises(NotVisible):
            task_steps.add_task(case, "Ver", None, by=stranger)
        with pytest.raises(NotVisible):
            task_steps.finish_task(case, task.id, by=stranger)


def test_a_task_is_finished_by_those_whose_it_is() -> None:
    us, border = team(), actor("border_officer")
    case = child(us, border)
    with reading_as(us.officer):
        task_steps.add_task(case, "Llamar al albergue", None, by=us.officer)
        task = Task.objects.get(case=case, code="manual")
    with reading_as(border):
        assert not task_steps.finish_task(case, task.id, by=border)
    with reading_as(us.supervisor):
        led = leave_task(case, "manual", role="protection_supervisor", agency=us.agency.id, detail={"text": "Revisar"})
    with reading_as(us.officer):
        assert not task_steps.finish_task(case, led.id, by=us.officer)
    with reading_as(us.supervisor):
        assert task_steps.finish_task(case, led.id, by=us.supervisor)
        assert task_steps.finish_task(case, task.id, by=us.supervisor)


def test_hidden_deadlines_are_not_told() -> None:
    us, border = team(), actor("border_officer")
    case = child(us, border)
    do("record_international_protection", case.id, us.officer, asylum="wish_expressed", fear_of_return="yes")
    hidden = {code for code in open_deadlines(case) if {"protection"} & set(_compartments(case, code))}
    assert hidden
    with reading_as(border):
        seen = set(Deadline.objects.filter(case=case).values_list("code", flat=True))
        assert not seen & hidden
        assert seen


def _compartments(case: Case, code: str) -> list[str]:
    with connected("owner") as owner:
        row = owner.execute(
            "select compartments from cases_deadline where case_id = %s and code = %s and closed_at is null",
            [case.id, code],
        ).fetchone()
    assert row
    return list(row[0])


def open_tasks(case: Case) -> set[str]:
    with connected("owner") as owner:
        found = owner.execute("select code from cases_task where case_id = %s and done_at is null", [case.id])
        return {code for (code,) in found.fetchall()}


def test_a_task_ends_with_the_act_that_does_it() -> None:
    us, border = team(), actor("border_officer")
    case = child(us, by=border)
    assert "new_case" in open_tasks(case)
    do("record_assignment", case.id, us.officer, officer=str(us.officer.id))
    assert "new_case" not in open_tasks(case)


def test_only_the_task_of_the_alert_that_was_closed_ends() -> None:
    us = team()
    case = child(us)
    first, _ = (do("record_alert", case.id, us.officer, kind="threat", severity="act_now", text=text) for text in "ab")
    assert first.entry is not None
    closed = {"entry": str(first.entry.id), "resolution": "danger_over", "text": "Se verificó"}
    do("record_alert_closed", case.id, us.officer, **closed)
    with connected("owner") as owner:
        left = owner.execute(
            "select count(*) filter (where done_at is null), count(*) from cases_task where case_id = %s "
            "and code = 'alert'",
            [case.id],
        ).fetchone()
    assert left == (1, 2)


def test_what_was_brought_before_supervisors_ends_with_its_deadline() -> None:
    with clock.at(LONG_AGO):
        us = team()
        case = child(us)
    requested = {"step": "requested", "requested_of": "DIF"}
    late = open_deadlines(case)["guardian_request"] + timedelta(minutes=1)
    with as_worker(), clock.at(late):
        while jobs.escalate_overdue():
            pass
    before = escalated(case)
    assert "guardian_request" in before
    with clock.at(late):
        do("record_guardianship", case.id, us.officer, **requested)
    assert escalated(case) == before - {"guardian_request"}


def escalated(case: Case) -> set[str]:
    with connected("owner") as owner:
        query = "select detail->>'deadline' from cases_task where case_id = %s and code = 'overdue' and done_at is null"
        return {code for (code,) in owner.execute(query, [case.id]).fetchall()}


def test_nothing_runs_on_a_closed_case_until_it_is_opened_again() -> None:
    us = team()
    case = screened(us)
    closing = {"closure_reason": "duplicate"}
    do("record_closure_evidence", case.id, us.officer, **closing, kind="other_case", evidence="Es el otro expediente")
    signed("close_case", case, us, **closing, confirmations=["child_informed"])
    assert (open_deadlines(case), open_tasks(case)) == ({}, set())
    do("record_reopening", case.id, us.officer, reason="child_asks", text="Volvió a pedir ayuda")
    assert open_deadlines(case)
    assert "reopened_case" in open_tasks(case)
