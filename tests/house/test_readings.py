"""Whoever is shown a child leaves a trace: every page and operation of a case is logged as read."""

from __future__ import annotations

import pytest

from amparo.accounts.models import Person
from amparo.cases.models import Case, Reading
from tests.callers import signed_in, with_token
from tests.factories import reading_as, team
from tests.house.test_hostile_reader import filled, operations, pages
from tests.protection.determined import screened

pytestmark = pytest.mark.usefixtures("open_house")


@pytest.mark.parametrize("of", ["pages", "operations"])
def test_every_page_and_operation_of_a_case_is_logged(of: str) -> None:
    us = team()
    case = screened(us)
    officer = Person.objects.get(id=us.officer.id)
    client = signed_in(officer) if of == "pages" else with_token(officer)
    routes = pages() if of == "pages" else [route for method, route in operations() if method == "get"]
    of_a_case = [route for route in routes if "case_id" in route]
    shown = 0
    for route in of_a_case:
        path, before = filled(route, case.id)[0], _count_readings(case, officer)
        if client.get(path).status_code == 200:
            shown += 1
            assert _count_readings(case, officer) > before, path
    assert shown >= 8


def test_every_part_has_words() -> None:
    us = team()
    case = screened(us)
    officer = Person.objects.get(id=us.officer.id)
    for part in ("tasks", "deadlines", "actions", "accesses", "files"):
        assert with_token(officer).get(f"/api/v1/cases/{case.id}/{part}").status_code == 200
    page = signed_in(officer).get(f"/cases/{case.id}/readers/").content.decode()
    for words in ("Tareas", "Plazos", "Qué sigue", "Quién lo leyó", "Archivos"):
        assert words in page


def _count_readings(case: Case, who: Person) -> int:
    from amparo.accounts.selectors import actor_of

    with reading_as(actor_of(who)):
        return Reading.objects.filter(case=case, person=who.id).count()
