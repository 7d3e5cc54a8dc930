"""Several cases are assigned at once: confirmed first, each by the act, and what could not be is named."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from amparo.accounts.models import Person
from amparo.accounts.roles import ROLES
from amparo.cases.models import Case
from amparo.ledger.actor import Actor
from amparo.registry.models import Card
from tests.callers import signed_in
from tests.cases.test_writing import count
from tests.factories import Team, actor, child, do, person, reading_as, team

pytestmark = pytest.mark.usefixtures("open_house")


def of(who: Actor) -> Person:
    return Person.objects.get(id=who.id)


def officers_of(us: Team, *cases: Case) -> list[Any]:
    with reading_as(us.supervisor):
        found = dict(Card.objects.filter(case__in=cases).values_list("case", "officer"))
    return [found[case.id] for case in cases]


def confirm(us: Team, to: str, *cases: Case) -> list[str]:
    """What is to be confirmed: pairs of case and officer."""
    page = signed_in(of(us.supervisor)).post("/assign/", {"case": [str(case.id) for case in cases], "to": to})
    assert page.status_code == 200
    return re.findall(r'name="pair" value="([^"]+)"', page.content.decode())


def assign(us: Team, pairs: list[str]) -> str:
    sent = signed_in(of(us.supervisor)).post("/assign/", {"do": "assign", "pair": pairs}, follow=True)
    assert sent.status_code == 200
    return sent.content.decode()


def test_several_go_to_one_officer_each_by_an_event() -> None:
    us = team()
    cases = [child(us) for _ in range(3)]
    listed = signed_in(of(us.supervisor)).get("/assign/").content.decode()
    assert all(case.number in listed for case in cases)
    pairs = confirm(us, str(us.officer.id), *cases[:2])
    assert officers_of(us, *cases) == [None, None, None], "nothing before it is confirmed"
    assert "Casos asignados: 2." in assign(us, pairs)
    assert officers_of(us, *cases) == [us.officer.id, us.officer.id, None]
    assert [count(case, "record_assignment", us.supervisor) for case in cases] == [1, 1, 0]


def test_they_are_shared_out_to_whoever_has_fewest() -> None:
    us = team()
    second = actor("protection_officer", us.agency)
    had = child(us)
    do("record_assignment", had.id, us.supervisor, officer=str(us.officer.id))
    cases = [child(us) for _ in range(3)]
    pairs = confirm(us, "evenly", *cases)
    assert Counter(pair.split(":")[1] for pair in pairs) == {str(second.id): 2, str(us.officer.id): 1}
    assign(us, pairs)
    assert None not in officers_of(us, *cases)


def test_what_could_not_be_assigned_is_named_with_its_reason() -> None:
    us = team()
    taken, gone, good = child(us), child(team()), child(us)
    second = actor("protection_officer", us.agency)
    pairs = confirm(us, str(us.officer.id), taken, good)
    do("record_assignment", taken.id, us.supervisor, officer=str(second.id))
    page = assign(us, [*pairs, f"{gone.id}:{us.officer.id}"])
    assert f"{taken.number} no se asignó: ya tiene a una persona responsable." in page
    assert "Ya no están en su lista: 1." in page
    assert gone.number not in page
    assert officers_of(us, taken, good) == [second.id, us.officer.id]
    left = child(us)
    page = assign(us, [f"{left.id}:{actor('protection_officer').id}"])
    assert f"{left.number} no se asignó" in page
    assert officers_of(us, left) == [None]


@pytest.mark.parametrize(("sent", "words"), [({}, "Marque al menos un caso."), ({"to": ""}, "Elija a una persona")])
def test_nothing_is_assigned_without_a_case_and_a_person(sent: dict[str, str], words: str) -> None:
    us = team()
    case = child(us)
    cases = {"case": [str(case.id)]} if sent else {}
    answer = signed_in(of(us.supervisor)).post("/assign/", cases | sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert officers_of(us, case) == [None]


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"protection_supervisor"}))
def test_it_is_for_supervisors_alone(role: str) -> None:
    who = person(role)
    assert signed_in(who).get("/assign/").status_code == 404
    assert signed_in(who).post("/assign/", {"do": "assign", "pair": []}).status_code == 404
