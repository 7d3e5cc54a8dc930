"""Whoever is shown a child leaves a trace: every page and operation of a case is logged as read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amparo.accounts.models import Person
from amparo.cases import middleware
from amparo.cases.models import Case, Reading
from amparo.ledger import clock
from tests.callers import signed_in, with_token
from tests.factories import child, person, reading_as, team
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


@pytest.mark.parametrize("path", ["/cases/", "/cases/?q=Ixcoy", "/", "/api/v1/cases", "/api/v1/cases?q=Ixcoy"])
def test_who_sees_a_child_in_a_list_leaves_a_trace_once_an_hour(path: str) -> None:
    us, others = team(), team()
    shown, hidden = child(us, names={"first_surname": "Ixcoy"}), child(others)
    officer = Person.objects.get(id=us.officer.id)
    for minutes, readings in ((0, 1), (1, 1), (62, 2)):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            client = with_token(officer) if path.startswith("/api") else signed_in(officer)
            answer = client.get(path)
            assert str(shown.id) in answer.content.decode()
        assert _count_readings(shown, officer, what="list") == readings
    assert _count_readings(hidden, officer) == 0


def test_the_page_of_readers_shows_lists_on_demand() -> None:
    us = team()
    case = child(us)
    client = signed_in(Person.objects.get(id=us.officer.id))
    assert client.get("/cases/").status_code == 200
    page = f"/cases/{case.id}/readers/"
    assert "En una lista" not in client.get(page).content.decode()
    assert "En una lista" in client.get(page + "?lists=1").content.decode()
    assert "En una lista" in client.get(page + "?format=csv").content.decode()


def test_every_part_has_words() -> None:
    us = team()
    case = screened(us)
    officer = Person.objects.get(id=us.officer.id)
    for part in ("tasks", "deadlines", "actions", "accesses", "files"):
        assert with_token(officer).get(f"/api/v1/cases/{case.id}/{part}").status_code == 200
    page = signed_in(officer).get(f"/cases/{case.id}/readers/").content.decode()
    for words in ("Tareas", "Plazos", "Qué sigue", "Quién lo leyó", "Archivos"):
        assert words in page


def test_a_form_and_the_page_of_readers_are_called_what_they_are_and_a_day_is_one_row() -> None:
    us = team()
    case = child(us)
    client = signed_in(Person.objects.get(id=us.officer.id))
    for path in ("do/record_danger/", "readers/", "timeline/"):
        assert client.get(f"/cases/{case.id}/{path}").status_code == 200
    page = client.get(f"/cases/{case.id}/readers/").content.decode()
    assert "Cronología · Quién lo leyó · Un formulario" in page
    assert page.count("<tr") == 2, "the head, and one row for what one person read in a day"
    rows = client.get(f"/cases/{case.id}/readers/?format=csv").content.decode().splitlines()
    assert len(rows) >= 4, "the file has each reading"


@pytest.mark.parametrize(("role", "is_put_off"), [("border_officer", True), ("protection_officer", False)])
def test_an_answer_is_put_off_by_chance_for_who_may_not_know_all(
    monkeypatch: pytest.MonkeyPatch, role: str, *, is_put_off: bool
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(middleware, "BLUR_SECONDS", 0.02)
    monkeypatch.setattr(middleware.time, "sleep", waited.append)
    client = signed_in(person(role))
    for _ in range(8):
        assert client.get("/cases/").status_code == 200
    assert (len(set(waited)) == 8) is is_put_off
    assert all(0 <= seconds <= 0.02 for seconds in waited)


def _count_readings(case: Case, who: Person, **only: str) -> int:
    from amparo.accounts.selectors import actor_of

    with reading_as(actor_of(who)):
        return Reading.objects.filter(case=case, person=who.id, **only).count()


def test_a_refusal_that_tells_of_the_case_is_logged() -> None:
    us = team()
    case, reader = child(us), Person.objects.get(id=us.supervisor.id)
    api, page = with_token(reader), signed_in(reader)
    for ask, status in (
        (lambda: api.post(f"/api/v1/cases/{case.id}/actions/execute_return?dry_run=1", {}, "application/json"), 409),
        (lambda: page.post(f"/cases/{case.id}/do/record_danger/", {}), 422),
    ):
        before = _count_readings(case, reader)
        assert ask().status_code == status
        assert _count_readings(case, reader) > before
