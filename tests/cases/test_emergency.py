"""A look in an emergency: read-only, for minutes, told at once, and silent about what it may not open."""

from __future__ import annotations

import time
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from amparo.accounts.selectors import actor_of
from amparo.cases import emergency
from amparo.cases.access import sees_case
from amparo.cases.models import Case, Deadline, EmergencyLook, Task
from amparo.cases.selectors import file_for, visible_case
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.models import Event
from amparo.ledger.problems import BadInput, NotVisible, Problem, RoleMayNot
from amparo.registry.selectors import card_json, case_list
from tests.callers import post, signed_in, with_token
from tests.cases.test_perform import at_once
from tests.factories import Team, actor, agency, child, do, person, reading_as, team

pytestmark = pytest.mark.usefixtures("open_house")

WHY = "Accidente en carretera, hay que saber si tiene alergias"
WRONG = "MEX-00000-00000-0"


def look(case: Case, by: Actor, minutes: int = 30) -> emergency.OpenedCase:
    with reading_as(by):
        return emergency.open_case(case.number, WHY, minutes, by=by)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emergency, "RESPONSE_SECONDS", 0.0)


def test_opens_for_reading_until_its_end_and_shows_in_no_list() -> None:
    us, other = team(), actor("protection_officer")
    case = child(us)
    opened = look(case, other)
    with reading_as(other):
        found = visible_case(opened.case_id, by=other)
        assert file_for(found, by=other).entries
        assert card_json(found, by=other)["sex"] != "undisclosed"
        assert case_list(by=other).rows == []
        assert not Deadline.objects.filter(case=case).exists()
        with clock.at(opened.until):
            assert not sees_case(other, case.id)


def test_the_database_closes_it_too() -> None:
    us, other = team(), actor("protection_officer")
    case = child(us)
    with clock.at(clock.now() - timedelta(hours=2)):
        look(case, other)
    with reading_as(other):
        assert not Case.objects.filter(id=case.id).exists()


def test_nothing_can_be_done_nor_written() -> None:
    us, other = team(), actor("protection_officer")
    case = child(us)
    look(case, other)
    with pytest.raises(RoleMayNot):
        do("record_alert", case.id, other, kind="threat", severity="act_now", text="Lo buscan")
    client = with_token(us_person(other))
    answer = post(client, f"/cases/{case.id}/records/record_danger", {"immediate_danger": "yes"})
    assert answer.status_code == 403
    assert answer.json()["type"].endswith("/role")
    states = client.get(f"/api/v1/cases/{case.id}/actions").json()["items"]
    assert states
    assert not any(state["may"] for state in states)


def us_person(by: Actor) -> Any:
    from amparo.accounts.models import Person

    return Person.objects.get(id=by.id)


def test_each_role_sees_what_it_sees_anyway() -> None:
    us, border = team(), actor("border_officer")
    case = child(us)
    do("record_danger", case.id, us.officer, immediate_danger="yes", what="La siguen")
    do("record_international_protection", case.id, us.officer, asylum="wish_expressed", reason="Lo dijo")
    look(case, border)
    with reading_as(border):
        acts = {entry.act for entry in file_for(visible_case(case.id, by=border), by=border).entries}
    assert "register" in acts
    assert "record_international_protection" not in acts


def test_supervisors_are_told_at_once_and_it_is_on_the_chain() -> None:
    us, other = team(), actor("health_worker")
    case = child(us)
    look(case, other, 15)
    with reading_as(us.supervisor):
        task = Task.objects.get(case=case, code=emergency.TASK)
        assert (task.agency, task.role) == (us.agency.id, "protection_supervisor")
        assert task.due_at == task.created_at + timedelta(hours=72)
        event = Event.objects.filter(chain=case.id).latest("seq")
    assert (event.act, event.actor, event.coded["minutes"]) == ("emergency", str(other.id), 15)


def test_review_ends_the_task_and_only_a_supervisor_of_the_agency_gives_it() -> None:
    us, other = team(), actor("health_worker")
    case = child(us)
    look(case, other)
    with reading_as(us.supervisor):
        [one] = emergency.looks_visible_to(by=us.supervisor)
    for stranger in (other, us.officer, actor("protection_supervisor")):
        with reading_as(stranger), pytest.raises(NotVisible):
            emergency.review(one.id, justified=True, words="Era necesario saberlo", by=stranger)
    with reading_as(us.supervisor):
        with pytest.raises(BadInput):
            emergency.review(one.id, justified=True, words="sí", by=us.supervisor)
        emergency.review(one.id, justified=True, words="Era necesario saberlo", by=us.supervisor)
        assert Task.objects.get(case=case, code=emergency.TASK).done_at is not None
        with pytest.raises(NotVisible):
            emergency.review(one.id, justified=False, words="Cambio de opinión", by=us.supervisor)


def test_a_consulate_opens_nothing_and_learns_nothing() -> None:
    us, consul = team(), person("consul")
    case = child(us)
    client = with_token(consul)
    asked = {"reason": WHY, "minutes": 10}
    answers = [post(client, "/break-glass", asked | {"number": number}) for number in (case.number, WRONG)]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].content == answers[1].content
    assert signed_in(consul).get("/break-glass/").status_code in (403, 404)
    by = actor_of(consul)
    with reading_as(by):
        assert not EmergencyLook.objects.filter(person=by.id).exists()


def test_every_way_to_an_answer_takes_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Longer than any way takes on a slow machine; when the answer would come is noted instead of waited for."""
    border = actor("border_officer")
    answers_at: list[float] = []
    waits = SimpleNamespace(monotonic=time.monotonic, sleep=lambda left: answers_at.append(time.monotonic() + left))
    monkeypatch.setattr(emergency, "RESPONSE_SECONDS", 600.0)
    monkeypatch.setattr(emergency, "time", waits)
    for number in (WRONG, "nada"):
        with reading_as(border):
            began = time.monotonic()
            with pytest.raises(NotVisible):
                emergency.open_case(number, WHY, 5, by=border)
        assert 600 <= answers_at.pop() - began < 610
        assert answers_at == []


def test_who_tries_numbers_is_stopped() -> None:
    other = actor("border_officer")
    with reading_as(other):
        for _ in range(emergency.MAX_ATTEMPTS):
            with pytest.raises(NotVisible):
                emergency.open_case(WRONG, WHY, 5, by=other)
        with pytest.raises(emergency.TooManyAttempts):
            emergency.open_case(WRONG, WHY, 5, by=other)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"minutes": 61}, 422),
        ({"minutes": 0}, 422),
        ({"reason": "corto"}, 422),
        ({"number": 7}, 422),
        ({"minutes": "60"}, 422),
        ({"more": 1}, 422),
    ],
)
def test_bad_input_is_told(given: dict[str, Any], status: int) -> None:
    asked = {"number": WRONG, "reason": WHY, "minutes": 10} | given
    assert post(with_token(person("border_officer")), "/break-glass", asked).status_code == status


@pytest.mark.parametrize("role", ["auditor", "administrator", "statistician", "guardian", "tracing_officer"])
def test_roles_that_open_nothing(role: str) -> None:
    answer = post(with_token(person(role)), "/break-glass", {"number": WRONG, "reason": WHY, "minutes": 10})
    assert answer.status_code in (403, 404)
    by = actor(role)
    if not emergency.may_open_in_emergency(by):
        with pytest.raises(Problem):
            emergency.open_case(WRONG, WHY, 5, by=by)


def test_the_page_opens_reviews_and_tells() -> None:
    us, other = team(), person("health_worker", agency("health"))
    case, supervisor = child(us), signed_in(supervisor_of(us))
    client = signed_in(other)
    page = client.post("/break-glass/", {"number": case.number, "reason": WHY, "minutes": "15"}, follow=True)
    assert page.status_code == 200
    assert "sólo puede leer" in page.content.decode()
    assert "/do/record_" not in page.content.decode()
    work = supervisor.get("/").content.decode()
    with reading_as(us.supervisor):
        [one] = emergency.looks_visible_to(by=us.supervisor)
    assert f"/break-glass/{one.id}/" in work
    shown = supervisor.get(f"/break-glass/{one.id}/").content.decode()
    assert WHY in shown
    assert "Resumen" in shown
    assert supervisor.post(f"/break-glass/{one.id}/", {"justified": "", "review": ""}).status_code == 422
    supervisor.post(f"/break-glass/{one.id}/", {"justified": "no", "review": "No había urgencia que lo pidiera"})
    assert "No justificada" in supervisor.get("/break-glass/").content.decode()
    assert client.post("/break-glass/", {"number": WRONG, "reason": WHY, "minutes": "15"}).status_code == 404


def supervisor_of(us: Team) -> Any:
    return us_person(us.supervisor)


def test_many_attempts_at_once_are_no_more_than_the_limit() -> None:
    other = actor("protection_officer")

    def attempt() -> Any:
        with reading_as(other):
            return emergency.open_case(WRONG, WHY, 15, by=other)

    found = [type(one) for one in at_once(*[attempt] * 8)]
    assert sorted(found, key=str) == [emergency.TooManyAttempts] * 3 + [NotVisible] * 5
