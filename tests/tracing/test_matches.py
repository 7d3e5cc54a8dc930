"""Matches of a child and a report: found by the worker, confirmed by two people, taken back by either."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count

import pytest

from amparo.accounts.models import Agency
from amparo.cases.models import Case, Task, WhereaboutsStatement
from amparo.cases.selectors import file_for, visible_case
from amparo.ledger.actor import Actor
from amparo.ledger.events import find_break
from amparo.ledger.models import Event
from amparo.ledger.problems import BadInput, NotVisible
from amparo.registry.models import Candidate
from amparo.tracing.matches.statements import match_status
from amparo.tracing.selectors.matches import compared_report, undecided_pairs, undecided_reports
from tests.factories import Team, actor, do, reading_as, team
from tests.registry.test_candidates import see_both
from tests.registry.test_duplicates import look_for, names, register
from tests.tracing.reports import report

WHY = "Contó lo de Canelo y tiene el lunar"
TELL = {"means": "telephone"}
_DAYS = count(0, 37)
pytestmark = pytest.mark.xdist_group("matches")  # days are counted in one process


@dataclass
class World:
    """A boy in a shelter, the consul with his mother's report, his responsible team, and that of the report."""

    us: Team
    them: Team
    consul: Actor
    searcher: Actor
    child: Case
    sought: Case


@pytest.fixture
def world() -> World:
    us, them, consul, called = team(), team(), actor("consul"), names()
    # Each on a day of its own: among few records one day that many share would speak for all of them.
    born = {"birth_date": (date(2012, 1, 1) + timedelta(days=next(_DAYS))).isoformat(), "precision": "day"}
    child = register(us, called, age_or_birth=born)
    sought = report(them, consul, names=called, sex="female", age_or_birth=born)
    look_for(sought)
    return World(us, them, consul, actor("tracing_officer"), child, sought)


def say(world: World, by: Actor, verdict: str = "same", why: str = WHY) -> None:
    do("record_report_match", world.child.id, by, report=str(world.sought.id), verdict=verdict, why=why)


def paths(problem: pytest.ExceptionInfo[BadInput]) -> set[str]:
    return {error.path for error in problem.value.errors}


def how(world: World) -> str:
    with reading_as(world.us.officer):
        file = file_for(visible_case(world.child.id, by=world.us.officer), by=world.us.officer)
        return match_status(file, world.sought.id)


def waiting(world: World, by: Actor) -> set[str]:
    with reading_as(by):
        return set(Task.objects.filter(case=world.child, done_at=None).values_list("code", flat=True))


def test_the_child_s_people_find_it_in_their_list_with_how_likely_it_is(world: World) -> None:
    with reading_as(world.us.supervisor):
        [(found, match)] = undecided_reports(world.child.id, by=world.us.supervisor)
        [pair], count = undecided_pairs(by=world.us.supervisor)
    assert (found.id, found.number) == (world.sought.id, world.sought.number)
    assert match.probability > 0.3
    assert (pair.child.case_id, pair.report.id, count) == (world.child.id, world.sought.id, 1)
    assert "possible_report_match" in waiting(world, world.us.supervisor)


def test_they_see_what_was_compared_and_nothing_of_who_searches(world: World) -> None:
    with reading_as(world.us.officer):
        found = compared_report(world.child.id, world.sought.id)
        assert not Case.objects.filter(id=world.sought.id).exists()
    assert found.known.names["given"]
    assert "Marielos Pineda" not in str(found)
    assert "+504" not in str(found)


@pytest.mark.parametrize("who", ["consul", "searcher", "them"])
def test_who_searches_learns_nothing_of_the_child(world: World, who: str) -> None:
    reader = world.them.supervisor if who == "them" else getattr(world, who)
    with reading_as(reader):
        assert not Candidate.objects.filter(child=world.child).exists()
        assert world.child.id not in {pair.child.case_id for pair in undecided_pairs(by=reader, limit=500)[0]}
        assert not Task.objects.filter(code="possible_report_match", case=world.child).exists()
        with pytest.raises(NotVisible):
            compared_report(world.child.id, world.sought.id)


def test_a_reader_without_the_compartment_learns_nothing_either(world: World) -> None:
    border = actor("border_officer")
    see_both(replace(world.us, agency=Agency.objects.get(id=border.agency)), world.child)
    with reading_as(border):
        assert visible_case(world.child.id, by=border)
        assert not Candidate.objects.exists()
        assert undecided_reports(world.child.id, by=border) == []
        with pytest.raises(NotVisible):
            compared_report(world.child.id, world.sought.id)


def test_two_people_confirm(world: World) -> None:
    say(world, world.us.officer)
    assert how(world) == "proposed"
    assert waiting(world, world.us.supervisor) & {"possible_report_match", "confirm_report_match"} == {
        "confirm_report_match"
    }
    with pytest.raises(BadInput) as problem:
        say(world, world.us.officer)
    assert paths(problem) == {"verdict"}
    say(world, world.us.supervisor)
    assert how(world) == "confirmed"
    assert "confirm_report_match" not in waiting(world, world.us.supervisor)
    assert "assess_searching_family" in waiting(world, world.us.supervisor)


@pytest.mark.parametrize("verdict", ["not_same", "cannot_tell"])
def test_anybody_takes_it_back_and_two_must_find_so_again(world: World, verdict: str) -> None:
    say(world, world.us.officer)
    say(world, world.us.supervisor)
    say(world, world.us.officer, verdict, "La fecha no era")
    assert how(world) == verdict
    assert "assess_searching_family" not in waiting(world, world.us.supervisor)
    say(world, world.us.supervisor)
    assert how(world) == "proposed"


def test_both_chains_say_it_and_stay_whole(world: World) -> None:
    say(world, world.us.officer)
    for case, reader, act in (
        (world.child, world.us.officer, "record_report_match"),
        (world.sought, world.them.supervisor, "note_report_match"),
    ):
        with reading_as(reader):
            events = list(Event.objects.filter(chain=case.id).order_by("seq"))
        assert events[-1].act == act
        assert find_break(events, ends_with=events[-1].hash, last_seq=len(events)) is None


def test_who_searches_does_not_find_it_on_the_report_either(world: World) -> None:
    say(world, world.us.officer)
    say(world, world.us.supervisor)
    for reader in (world.consul, world.searcher):
        with reading_as(reader):
            assert not Event.objects.filter(chain=world.sought.id, act="note_report_match").exists()
            assert not WhereaboutsStatement.objects.filter(case=world.sought.id).exists()


def test_a_pair_that_was_said_comes_back_only_when_something_changed(world: World) -> None:
    say(world, world.us.officer, "not_same", "Otra mamá")
    look_for(world.child)
    look_for(world.sought)
    with reading_as(world.us.supervisor):
        assert undecided_reports(world.child.id, by=world.us.supervisor) == []
    do("record_report_news", world.sought.id, world.consul, learnt="Nació en Nebaj", birth_place="Nebaj, Quiché")
    look_for(world.sought)
    with reading_as(world.us.supervisor):
        assert len(undecided_reports(world.child.id, by=world.us.supervisor)) == 1


def test_a_report_that_is_withdrawn_finds_nobody_any_more(world: World) -> None:
    do("withdraw_report", world.sought.id, world.them.officer,
       withdrawn_by="protection", reason="searcher_danger", text="La abuela contó que la golpea")  # fmt: skip
    look_for(world.child)
    with reading_as(world.us.supervisor):
        assert undecided_reports(world.child.id, by=world.us.supervisor) == []


@pytest.mark.parametrize("other", ["unknown", "another"])
def test_only_a_report_that_may_be_theirs_is_compared(world: World, other: str) -> None:
    which = world.child.id if other == "unknown" else report(world.them, world.consul).id
    with pytest.raises(BadInput) as problem:
        do("record_report_match", world.child.id, world.us.officer, report=str(which), verdict="same", why=WHY)
    assert paths(problem) == {"report"}


class TestWhatMayBeTold:
    def test_nothing_of_it_before_two_confirmed_and_telling_is_safe(self, world: World) -> None:
        both = report_seen_by(world)
        for step in (lambda: None, lambda: say(world, world.us.officer), lambda: say(world, world.us.supervisor)):
            step()
            with pytest.raises(BadInput):
                do("record_family_told", world.sought.id, both, told="found_no_contact", **TELL)
        do("record_contact_risk", world.child.id, world.us.officer, contact_safe="yes", reasons="Se evaluó")
        do("record_family_told", world.sought.id, both, told="found_no_contact", **TELL)

    def test_contact_only_if_the_child_wants_it_too(self, world: World) -> None:
        both = report_seen_by(world)
        say(world, world.us.officer)
        say(world, world.us.supervisor)
        do("record_contact_risk", world.child.id, world.us.officer, contact_safe="yes", reasons="Se evaluó")
        with pytest.raises(BadInput):
            do("record_family_told", world.sought.id, both, told="contact_possible", **TELL)
        do("record_consent", world.child.id, world.us.officer,
           purposes=["family_contact"], decision="granted", given_by="child", own_words="Sí quiero")  # fmt: skip
        do("record_family_told", world.sought.id, both, told="contact_possible", **TELL)

    def test_who_does_not_see_the_child_is_answered_as_if_there_were_none(self, world: World) -> None:
        say(world, world.us.officer)
        say(world, world.us.supervisor)
        do("record_contact_risk", world.child.id, world.us.officer, contact_safe="yes", reasons="Se evaluó")
        answers = []
        for told in ("found_no_contact", "contact_possible"):
            with pytest.raises(BadInput) as problem:
                do("record_family_told", world.sought.id, world.them.officer, told=told, **TELL)
            answers.append(str(problem.value.errors[0].message))
        assert len(set(answers)) == 1


def report_seen_by(world: World) -> Actor:
    """An officer of the child's agency who is involved in the report too."""
    see_both(world.us, world.sought)
    return world.us.officer


def test_what_was_said_before_the_worker_found_the_pair_is_not_asked_again() -> None:
    us, called = team(), names()
    child, sought = register(us, called), report(us, names=called, sex="female", age_or_birth={"age_years": 14})
    do("record_report_match", child.id, us.officer, report=str(sought.id), verdict="not_same", why="Es su prima")
    look_for(sought)
    with reading_as(us.supervisor):
        [row] = Candidate.objects.filter(child=child, other=sought)
        assert row.state == "decided"
        assert undecided_reports(child.id, by=us.supervisor) == []
        assert not Task.objects.filter(case=child, code="possible_report_match").exists()
