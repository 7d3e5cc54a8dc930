"""Possible duplicates: settled by a person when they are seen, and never betrayed when they are hidden."""

import json
from typing import Any

import pytest

from amparo.cases.file import visible_version
from amparo.cases.models import Case, GeneralStatement, Task
from amparo.ledger.models import Event
from amparo.registry import candidates as found
from amparo.registry import selectors
from amparo.registry.problems import Duplicates
from tests.cases.test_clocks import as_worker
from tests.cases.test_perform import at_once
from tests.factories import Team, actor, do, reading_as, team, word

FEMALE_14: dict[str, Any] = {"sex": "female", "age_or_birth": {"age_years": 14}, "with_whom": "unaccompanied"}


def names() -> dict[str, str]:
    return {"given": word(), "first_surname": word(), "second_surname": word()}


def register(us: Team, called: dict[str, str], **more: Any) -> Case:
    return do("register", None, us.officer, names=called, protection_agency=str(us.agency.id), **FEMALE_14 | more).case


def look_for(case: Case) -> None:
    """As the worker does once an act has changed what is compared."""
    with as_worker():
        found.find_candidates(case.id)


def candidates(us: Team, called: dict[str, str], **more: Any) -> list[dict[str, Any]]:
    with pytest.raises(Duplicates) as problem:
        register(us, called, **more)
    return problem.value.candidates


def test_the_same_names_raise_before_anything_is_written() -> None:
    us, called = team(), names()
    first = register(us, called)
    with reading_as(us.officer):
        before = Case.objects.count(), Event.objects.count()
    [one] = candidates(us, called)
    assert one["id"] == str(first.id)
    assert one["number"] == first.number
    assert one["name"] == " ".join(called.values())
    assert one["age"] == "unos 14 años"
    assert one["similarity"] >= 0.9
    assert one["similarity"] == round(one["similarity"], 1), "finer digits would tell of cases that are hidden"
    with reading_as(us.officer):
        assert (Case.objects.count(), Event.objects.count()) == before


@pytest.mark.parametrize("changed", ["accent", "missing", "order", "misspelt"])
def test_small_differences_still_meet(changed: str) -> None:
    us, called = team(), names()
    register(us, called)
    other = dict(called)
    if changed == "accent":
        other["given"] = called["given"].replace("a", "á").replace("o", "ö").upper()
    elif changed == "missing":
        del other["second_surname"]
    elif changed == "order":
        other["first_surname"], other["second_surname"] = called["second_surname"], called["first_surname"]
    else:
        other["first_surname"] = called["first_surname"][:-1] + "z"
    assert candidates(us, other)


@pytest.mark.parametrize(
    "changed",
    [
        {"age_or_birth": {"age_years": 6}},
        {"age_or_birth": {"birth_date": "2020-01-01"}},
        {"given": True},
    ],
    ids=["age", "birth", "sibling with the same surnames"],
)
def test_another_child_does_not_meet(changed: dict[str, Any]) -> None:
    us, called = team(), names()
    register(us, called)
    other = called | ({"given": word()} if changed.pop("given", False) else {})
    assert register(us, other, **changed)


def test_the_other_sex_may_be_a_slip_of_the_pen() -> None:
    us, called = team(), names()
    register(us, called)
    assert candidates(us, called, sex="male")


def test_what_else_the_child_is_called_is_compared_too() -> None:
    us, called, nickname = team(), names(), word()
    first = register(us, called | {"nickname": nickname})
    [one] = candidates(us, called | {"given": nickname})
    assert one["id"] == str(first.id)


def test_unknown_names_are_compared_with_nobody() -> None:
    us = team()
    assert register(us, {}) != register(us, {})


def test_distinct_opens_a_record() -> None:
    us, called = team(), names()
    first = register(us, called)
    second = register(us, called, distinct_from=[str(first.id)])
    with reading_as(us.officer):
        assert selectors.same_child_cards(second, by=us.officer) == []
    assert {one["id"] for one in candidates(us, called, distinct_from=[str(first.id)])} == {str(second.id)}


def test_same_links_both() -> None:
    us, called = team(), names()
    first = register(us, called)
    second = register(us, called, same_as=str(first.id))
    with reading_as(us.officer):
        assert [card.case_id for card in selectors.same_child_cards(first, by=us.officer)] == [second.id]
        assert [card.case_id for card in selectors.same_child_cards(second, by=us.officer)] == [first.id]


def test_a_named_sibling_is_settled() -> None:
    us, called = team(), names()
    first = register(us, called)
    assert register(us, called, siblings=[str(first.id)])


def answer(us: Team, case: Case) -> bytes:
    """What the caller can come to see of the opening, but for random ids, keys and instants."""
    with reading_as(us.officer):
        event = Event.objects.get(chain=case.id)
        said = {
            name: body[name]
            for body in GeneralStatement.objects.filter(case=case).values_list("body", flat=True)
            for name in sorted(body)
        }
        seen = {
            "cases": Case.objects.filter(id=case.id).count(),
            "statement": said,
            "coded": event.coded,
            "compartments": event.compartments,
            "tasks": list(Task.objects.values_list("code", flat=True)),
            "version": visible_version(case.id),
        }
    return json.dumps(seen, sort_keys=True).encode()


def test_a_hidden_duplicate_changes_no_byte_and_leaves_a_task_with_its_supervisors() -> None:
    them, us, called = team(), team(), names()
    without = answer(us, register(us, called))
    hidden = register(them, called)
    newcomers = team()
    called_alike = register(newcomers, called)
    look_for(called_alike)
    assert answer(newcomers, called_alike).replace(str(newcomers.agency.id).encode(), b"") == without.replace(
        str(us.agency.id).encode(), b""
    )
    with reading_as(them.supervisor):
        [task] = Task.objects.filter(case=hidden, code="possible_duplicate", detail__number=called_alike.number)
    assert (task.agency, task.role) == (them.agency.id, "protection_supervisor")
    with reading_as(newcomers.supervisor):
        assert not Task.objects.filter(code="possible_duplicate").exists()


def test_the_tasks_say_nothing_to_who_lacks_a_compartment() -> None:
    them, called = team(), names()
    border = actor("border_officer")
    hidden = do("register", None, border, names=called, protection_agency=str(them.agency.id), **FEMALE_14).case
    look_for(register(team(), called))
    with reading_as(border):
        assert Case.objects.filter(id=hidden.id).exists()
        assert not Task.objects.filter(code="possible_duplicate").exists()
    with reading_as(them.supervisor):
        assert Task.objects.filter(code="possible_duplicate", case=hidden).exists()


def test_hidden_duplicates_change_nothing_of_those_that_are_seen() -> None:
    answers = []
    for hidden in (0, 3):
        us, called = team(), names()
        register(us, called)
        for _ in range(hidden):
            register(team(), called)
        [one] = candidates(us, called)
        answers.append({name: one[name] for name in ("age", "similarity")} | {"fields": sorted(one)})
    assert answers[0] == answers[1]


def test_eight_equal_registrations_at_once_open_one_case() -> None:
    us, called = team(), names()
    found = at_once(*[lambda: register(us, called)] * 8)
    assert sorted(type(one).__name__ for one in found) == ["Case", *["Duplicates"] * 7]
    with reading_as(us.officer):
        assert len(selectors.case_list(by=us.officer).rows) == 1
