"""Search among the children of a node: for a file, with a reason and a limit; it reveals no hidden child."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from amparo.cases.models import Case
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.models import Event
from amparo.ledger.problems import BadInput, NotVisible, RoleMayNot
from amparo.registry import matcher
from amparo.tracing.acts import child_search as searching
from amparo.tracing.selectors.search_results import SearchResult, search_results, visible_search
from tests.factories import Team, actor, do, reading_as, team, word
from tests.registry.test_duplicates import names, register
from tests.tracing.reports import report

WHY = {"purpose": "find_reported", "why": "La madre pregunta si está aquí"}
BORN = {"birth_date": "2014-02-03", "precision": "day"}


def search(of: Case, by: Actor, **asked: Any) -> list[SearchResult]:
    """Search as a person does, and read what was found."""
    outcome = do("record_search", of.id, by, **WHY | asked)
    assert outcome.entry
    with reading_as(by):
        _, _, entry = visible_search(of.id, outcome.entry.id, by=by)
        return search_results(entry, on=of.id, by=by)


def told(found: list[SearchResult]) -> list[tuple[str, float]]:
    return [(one.card.number, round(one.match.probability, 1)) for one in found]


def shelter(us: Team, called: dict[str, str]) -> Case:
    return register(us, called, age_or_birth=BORN)


def test_who_may_know_finds_the_child_with_the_reasons() -> None:
    us, called = team(), names()
    child, sought = shelter(us, called), report(us)
    [found, *_] = search(sought, us.officer, names=called | {"second_surname": None}, age_or_birth=BORN, sex="female")
    assert found.card.case_id == child.id
    assert found.match.probability > 0.5
    assert found.match.evidence["given_told"] > 0


@pytest.mark.parametrize("role", ["tracing_officer", "consul", "partner_ngo"])
def test_a_hidden_child_changes_nothing(role: str) -> None:
    """The same answer before and after a child is registered of whom this reader may not know."""
    us, reader, called = team(), actor(role), names()
    sought = report(team(), reader)
    asked = {"names": called, "age_or_birth": BORN, "sex": "female"}
    before = told(search(sought, reader, **asked))
    child = shelter(us, called)
    after = search(sought, reader, **asked)
    assert told(after) == before
    assert child.id not in {one.card.case_id for one in after}
    [found, *_] = search(report(us), us.officer, **asked)
    assert found.card.case_id == child.id


def test_what_was_asked_and_why_stays_on_the_file() -> None:
    us = team()
    sought = report(us)
    search(sought, us.officer, names={"given": word()})
    with reading_as(us.officer):
        last = Event.objects.filter(chain=sought.id).order_by("-seq").first()
    assert last
    assert last.act == "record_search"
    assert last.coded["purpose"] == "find_reported"


def test_nobody_is_searched_for_without_a_reason_or_a_name() -> None:
    us = team()
    sought = report(us)
    for asked in ({"names": {"given": word()}, "why": ""}, {"names": {"unknown": True}}, {}):
        with pytest.raises(BadInput):
            do("record_search", sought.id, us.officer, **WHY | asked)


def test_nobody_searches_for_no_file_of_theirs() -> None:
    us = team()
    sought = report(us)
    with pytest.raises(NotVisible):
        do("record_search", sought.id, actor("protection_officer"), names={"given": word()}, **WHY)
    with pytest.raises(RoleMayNot):
        do("record_search", sought.id, actor("health_worker"), names={"given": word()}, **WHY)


def test_somebody_else_s_search_is_not_read_by_who_does_not_see_the_file() -> None:
    us, stranger = team(), actor("consul")
    sought = report(us)
    outcome = do("record_search", sought.id, us.officer, names={"given": word()}, **WHY)
    assert outcome.entry
    with reading_as(stranger), pytest.raises(NotVisible):
        visible_search(sought.id, outcome.entry.id, by=stranger)


def test_a_matcher_that_is_silent_is_not_told_as_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    us, called = team(), names()
    shelter(us, called)
    monkeypatch.setattr(matcher, "socket_path", lambda: tmp_path / "none.sock")
    with pytest.raises(matcher.MatcherUnavailable):
        search(report(us), us.officer, names=called, age_or_birth=BORN, sex="female")


def test_there_is_a_limit_to_searching(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MAX_PER_HOUR", 2)
    us = team()
    one, other = report(us), shelter(us, names())
    for of in (one, other):
        do("record_search", of.id, us.officer, names={"given": word()}, **WHY)
    with pytest.raises(BadInput) as problem:
        do("record_search", one.id, us.officer, names={"given": word()}, **WHY)
    assert "2" in str(problem.value.errors[0].message)
    do("record_search", one.id, us.supervisor, names={"given": word()}, **WHY)
    with clock.at(clock.now() + timedelta(hours=2)):
        do("record_search", one.id, us.officer, names={"given": word()}, **WHY)
