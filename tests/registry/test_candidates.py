"""Candidates: found by the worker, told to the people of the older case, gone once a person has said what they are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from psycopg.errors import InsufficientPrivilege

from amparo.cases.models import Case, Task
from amparo.ledger.models import Event
from amparo.ledger.problems import BadInput
from amparo.registry import jobs, matcher, selectors
from amparo.registry.models import Candidate, Kinship
from amparo.registry.threshold import DEFAULT_THRESHOLD
from tests.cases.test_clocks import as_worker
from tests.factories import Team, actor, do, reading_as, team
from tests.house.database import as_owner, connected, count
from tests.registry.test_duplicates import look_for, names, register


def pair(us: Team, them: Team | None = None, **more: Any) -> tuple[Case, Case]:
    """Two cases of one child, registered by two teams that see nothing of each other's; the worker has looked."""
    called = names()
    first, second = register(us, called), register(them or team(), called, **more)
    look_for(second)
    return first, second


def states(one: Case, other: Case) -> list[str]:
    with connected("owner") as owner:
        found = owner.execute(
            "select state from registry_candidate where %(one)s in (child_id, other_id) "
            "and %(other)s in (child_id, other_id)",
            {"one": one.id, "other": other.id},
        )
        return [state for (state,) in found]


def waiting(case: Case, *, done: bool = False) -> int:
    with connected("owner") as owner:
        where = f"case_id = %(case)s and code = 'possible_duplicate' and done_at is {'not' if done else ''} null"
        return count(owner, "cases_task", where, case=case.id)


def see_both(us: Team, *cases: Case) -> None:
    """Involve the agency of a team in cases of another."""
    with as_owner() as owner:
        for case in cases:
            owner.execute(
                "insert into cases_involvement (id, case_id, agency_id, role, roles, ground, own_only, since) "
                "values (gen_random_uuid(), %s, %s, '', '{}', 'test', false, now())",
                [case.id, us.agency.id],
            )


def test_the_people_of_the_older_case_know_and_those_of_the_newer_do_not() -> None:
    us, them = team(), team()
    older, newer = pair(us, them)
    with reading_as(us.officer):
        [row] = Candidate.objects.all()
        assert (row.child_id, row.other_id, row.kind, row.state) == (older.id, newer.id, "duplicate", "open")
        assert row.probability >= DEFAULT_THRESHOLD
        assert row.evidence
        assert all(isinstance(number, float | int) for number in row.evidence.values())
    with reading_as(them.supervisor):
        assert not Candidate.objects.exists()
        assert not Task.objects.filter(code="possible_duplicate").exists()
    with reading_as(us.supervisor):
        [task] = Task.objects.filter(code="possible_duplicate")
    assert (task.case_id, task.detail, task.role) == (older.id, {"number": newer.number}, "protection_supervisor")


def test_looking_again_asks_nobody_twice() -> None:
    us = team()
    older, newer = pair(us)
    for case in (older, newer, newer):
        look_for(case)
    assert states(older, newer) == ["open"]
    assert waiting(older) == 1


def test_the_job_looks_and_waits_while_the_matcher_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    us, called = team(), names()
    older, newer = register(us, called), register(team(), called)

    def queued() -> int:
        with connected("owner") as owner:
            lock = "queueing_lock = %(lock)s and scheduled_at > now()"
            return count(owner, "procrastinate_jobs", lock, lock=f"match-{newer.id}")

    with as_owner() as owner:
        owner.execute("delete from procrastinate_jobs where queueing_lock = %s", [f"match-{newer.id}"])
    with as_worker(), monkeypatch.context() as silent:
        silent.setattr(matcher, "TIMEOUT_SECONDS", 0.0)
        jobs.look_for_matches(str(newer.id))
    assert queued() == 1
    assert states(older, newer) == []
    with as_worker():
        jobs.look_for_matches(str(newer.id))
    assert states(older, newer) == ["open"]


def test_what_was_settled_when_the_record_was_opened_is_not_asked() -> None:
    us, called = team(), names()
    first = register(us, called)
    distinct = register(us, called, distinct_from=[str(first.id)])
    same = register(us, called, same_as=str(first.id), distinct_from=[str(distinct.id)])
    for case in (first, distinct, same):
        look_for(case)
    assert states(first, distinct) == states(first, same) == states(distinct, same) == ["decided"] or (
        states(distinct, same) == ["open"]
    ), "whoever names the same child is asked nothing of the others"
    assert waiting(first) == 0


def test_siblings_that_were_registered_together_are_not_asked_about() -> None:
    us, called = team(), names()
    first = register(us, called)
    second = register(us, called, siblings=[str(first.id)])
    look_for(second)
    assert states(first, second) == ["decided"]
    assert waiting(first) == 0


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("on_newer", [True, False])
def test_saying_it_settles_the_pair_from_either_side(same: bool, on_newer: bool) -> None:
    us = team()
    older, newer = pair(us)
    see_both(us, newer)
    case, other = (newer, older) if on_newer else (older, newer)
    do("record_duplicate", case.id, us.officer, other=str(other.id), same=same)
    assert states(older, newer) == ["decided"]
    assert (waiting(older), waiting(older, done=True)) == (0, 1)
    look_for(newer)
    assert states(older, newer) == ["decided"]


def test_a_pair_comes_back_when_something_new_is_known_of_one() -> None:
    us = team()
    older, newer = pair(us, age_or_birth={"birth_date": "2012-05-06"})
    see_both(us, newer)
    do("record_duplicate", older.id, us.officer, other=str(newer.id), same=False, why="Otra fecha")
    look_for(older)
    do("record_identity", older.id, us.officer, marks="Un lunar")
    look_for(older)
    assert states(older, newer) == ["decided"], "what is not compared changes nothing"
    do("record_identity", older.id, us.officer, age_or_birth={"birth_date": "2012-05-06"})
    look_for(older)
    assert states(older, newer) == ["open"]
    assert waiting(older) == 1


def test_a_pair_that_is_linked_does_not_come_back() -> None:
    us = team()
    older, newer = pair(us)
    see_both(us, newer)
    do("record_duplicate", older.id, us.officer, other=str(newer.id), same=True)
    look_for(older)
    do("record_identity", older.id, us.officer, age_or_birth={"birth_date": "2012-05-06"})
    look_for(older)
    assert states(older, newer) == ["decided"]


def test_a_pair_that_is_alike_no_more_grows_stale_and_its_task_ends() -> None:
    us, them = team(), team()
    older, newer = pair(us, them)
    do("record_identity", newer.id, them.officer, names=names(), age_or_birth={"birth_date": "2021-01-02"})
    look_for(newer)
    assert states(older, newer) == ["stale"]
    assert (waiting(older), waiting(older, done=True)) == (0, 1)


def test_of_a_case_and_a_report_the_people_of_the_case_know() -> None:
    us, called = team(), names()
    case, report = register(us, called), register(team(), called)
    with as_owner() as owner:
        owner.execute(
            "update registry_matchrecord set kind = 'report', moved = pg_current_xact_id()::text::bigint "
            "where case_id = %s",
            [report.id],
        )
        owner.execute("update cases_case set kind = 'report' where id = %s", [report.id])
    look_for(report)
    with reading_as(us.supervisor):
        [row] = Candidate.objects.all()
        assert (row.child_id, row.other_id, row.kind) == (case.id, report.id, "report")
        assert Task.objects.filter(case=case, code="possible_report_match", detail__number=report.number).exists()


def test_what_was_linked_is_parted_with_a_reason_and_both_files_keep_it() -> None:
    us, called = team(), names()
    first = register(us, called)
    second = register(us, called, same_as=str(first.id))
    with pytest.raises(BadInput) as problem:
        do("record_duplicate", first.id, us.officer, other=str(second.id), same=False)
    assert [error.path for error in problem.value.errors] == ["why"]
    assert linked(us, first, second) == {first.id, second.id}
    do("record_duplicate", first.id, us.officer, other=str(second.id), same=False, why="Otra huella")
    assert linked(us, first, second) == set()
    with reading_as(us.officer):
        assert Event.objects.filter(chain=first.id, act="record_duplicate").count() == 1
        assert Event.objects.filter(chain=second.id, act="record_link").count() == 1
        assert Kinship.objects.filter(case=first, ended_at__isnull=False).count() == 1
        assert Kinship.objects.filter(case=second, ended_at__isnull=False).count() == 1
    do("record_duplicate", second.id, us.officer, other=str(first.id), same=True)
    assert linked(us, first, second) == {first.id, second.id}


def linked(us: Team, *cases: Case) -> set[UUID]:
    with reading_as(us.officer):
        return {card.case_id for case in cases for card in selectors.same_child_cards(case, by=us.officer)}


def test_parting_siblings_leaves_them_siblings() -> None:
    us, called = team(), names()
    first = register(us, called)
    second = register(us, called, siblings=[str(first.id)])
    do("record_duplicate", first.id, us.officer, other=str(second.id), same=False)
    with reading_as(us.officer):
        assert [card.case_id for card in selectors.sibling_cards(first, by=us.officer)] == [second.id]


def test_who_sees_a_case_in_general_may_not_change_a_candidate() -> None:
    us = team()
    older, _ = pair(us)
    with connected("web", us.officer.id) as web:
        assert count(web, "registry_candidate") == 1
        with pytest.raises(InsufficientPrivilege):
            web.execute("update registry_candidate set state = 'decided' where child_id = %s", [older.id])
    with connected("web", actor("border_officer").id) as web:
        assert count(web, "registry_candidate") == 0
