"""Matches, searches and the threshold from outside: what each reader is answered on the pages and over the API."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from amparo.accounts.models import Agency, Person
from amparo.cases.models import Case
from amparo.cases.selectors import file_for
from amparo.ledger.actor import Actor
from amparo.registry.models import MatchThreshold
from amparo.registry.projection import child_names
from amparo.registry.threshold import DEFAULT_THRESHOLD, current_threshold
from amparo.tracing import home_sections
from tests.callers import post, signed_in, with_token
from tests.factories import Team, actor, agency, do, person, reading_as, team
from tests.registry.test_candidates import see_both
from tests.registry.test_duplicates import look_for, names, register
from tests.tracing.family import wanted
from tests.tracing.reports import report, with_photograph

pytestmark = pytest.mark.usefixtures("open_house")

BORN = {"birth_date": "2015-08-09", "precision": "day"}
WHY = "Contó lo del perro"


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    settings.DEMO = True  # elsewhere a second factor comes first


def who(one: Actor) -> Person:
    return Person.objects.get(id=one.id)


def pair() -> tuple[Team, Case, Case, dict[str, str]]:
    us, called = team(), names()
    child = register(us, called, age_or_birth=BORN)
    sought = report(team(), actor("consul"), names=called, sex="female", age_or_birth=BORN)
    look_for(sought)
    return us, child, sought, called


def test_from_the_work_list_to_two_people_s_word() -> None:
    us, child, sought, _ = pair()
    officer, supervisor = signed_in(who(us.officer)), signed_in(who(us.supervisor))
    way = f"/cases/{child.id}/reports/{sought.id}/"
    assert way in supervisor.get("/").content.decode()
    assert way in officer.get("/matches/").content.decode()
    page = officer.get(way).content.decode()
    assert "de cada 10" in page
    assert "Nacimiento o edad" in page
    assert "Con quién viaja" not in page  # not asked of who searches
    assert "Lugar de nacimiento" not in page  # nobody told it
    assert "Marielos Pineda" not in page  # who searches; the mother is compared by her name
    for client, says in ((officer, "Una persona dice que es la misma"), (supervisor, "Confirmado por dos personas")):
        sent = client.post(f"/cases/{child.id}/do/record_report_match/", typed(sought), follow=True)
        assert sent.status_code == 200
        assert says in client.get(way).content.decode()
    assert WHY in officer.get(way).content.decode()
    tab = officer.get(f"/cases/{child.id}/family-search/").content.decode()
    assert WHY in tab
    assert "registro anterior" not in tab


def test_it_is_in_the_work_of_who_searches_with_how_likely_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    us = team()
    child = wanted(us)
    with reading_as(us.officer):
        called = child_names(file_for(child, by=us.officer))
    sought = report(team(), actor("consul"), names=called, sex="female", age_or_birth={"age_years": 14})
    look_for(sought)
    monkeypatch.setattr(home_sections, "LINES", 10_000)  # a tracing officer's are the whole country's
    way = f"/cases/{child.id}/reports/{sought.id}/"
    for reader in (actor("tracing_officer"), us.officer):
        page = signed_in(who(reader)).get("/").content.decode()
        [row] = [row for row in page.split("am-tasks__row") if way in row]
        assert "de cada 10" in row
        assert sought.number in row
    assert way not in signed_in(who(team().officer)).get("/").content.decode()


def test_the_photograph_is_shown_only_where_the_searcher_agreed_that_it_is_shared() -> None:
    us, called = team(), names()
    child = register(us, called, age_or_birth=BORN)
    for consents, status in ((["search", "sharing", "photograph"], 200), (["search", "photograph"], 404)):
        theirs, consul = team(), actor("consul")
        sought = report(theirs, consul, names=called, sex="female", age_or_birth=BORN, consents=consents)
        with_photograph(sought, consul)
        look_for(sought)
        way = f"/cases/{child.id}/reports/{sought.id}/"
        officer = signed_in(who(us.officer))
        assert officer.get(f"{way}photograph/").status_code == status
        assert ("photograph/" in officer.get(way).content.decode()) is (status == 200)
        assert signed_in(who(consul)).get(f"{way}photograph/").status_code == 404


def typed(sought: Case) -> dict[str, str]:
    return {"report": str(sought.id), "verdict": "same", "why": WHY, "do": "act"}


def test_the_same_person_twice_is_told_what_to_do() -> None:
    us, child, sought, _ = pair()
    client = signed_in(who(us.officer))
    for _ in range(2):
        sent = client.post(f"/cases/{child.id}/do/record_report_match/", typed(sought))
    assert sent.status_code == 422
    assert "debe confirmarlo otra persona" in sent.content.decode()


def test_the_family_search_of_a_child_shows_the_reports_that_may_be_theirs_and_how_they_stand() -> None:
    us, child, sought, called = pair()
    officer, way = signed_in(who(us.officer)), f"/cases/{child.id}/reports/{sought.id}/"
    place = f"/cases/{child.id}/family-search/"
    before = officer.get(place).content.decode()
    assert "Reportes que podrían ser suyos" in before
    assert way in before
    assert called["given"] in before
    assert "de cada 10" in before
    officer.post(f"/cases/{child.id}/do/record_report_match/", typed(sought))
    after = officer.get(place).content.decode()
    assert way in after
    assert "Una persona dice que es la misma" in after
    assert "de cada 10" not in after, "what was said counts, no longer what the matcher found"


def test_the_family_search_says_nothing_of_reports_where_there_are_none_or_nobody_may_know() -> None:
    us, child, sought, _ = pair()
    other = register(us, names())
    assert (
        "Reportes que podrían"
        not in signed_in(who(us.officer)).get(f"/cases/{other.id}/family-search/").content.decode()
    )
    border = actor("border_officer")
    see_both(replace(us, agency=Agency.objects.get(id=border.agency)), child)
    page = signed_in(who(border)).get(f"/cases/{child.id}/family-search/")
    assert page.status_code == 200
    for word in ("Reportes que podrían", str(sought.id), sought.number):
        assert word not in page.content.decode()


@pytest.mark.parametrize("role", ["consul", "border_officer", "health_worker", "tracing_officer", "auditor"])
def test_others_find_no_comparison(role: str) -> None:
    _, child, sought, _ = pair()
    client = signed_in(person(role, agency(None) if role == "auditor" else None))
    assert client.get(f"/cases/{child.id}/reports/{sought.id}/").status_code == 404
    listed = client.get("/matches/")
    assert str(sought.id) not in listed.content.decode()


def test_a_search_from_the_form_to_what_was_found() -> None:
    us, child, _, called = pair()
    mine = report(us)
    sent = signed_in(who(us.officer)).post(
        f"/reports/{mine.id}/do/record_search/",
        {"names.given": called["given"], "names.first_surname": called["first_surname"], "sex": "female",
         "age_or_birth.birth_date_0": "9", "age_or_birth.birth_date_1": "8", "age_or_birth.birth_date_2": "2015",
         "purpose": "find_reported", "why": "Pregunta la madre", "do": "act"},
        follow=True,
    )  # fmt: skip
    page = sent.content.decode()
    assert sent.status_code == 200
    assert child.number in page
    assert f"/cases/{child.id}/reports/{mine.id}/" in page
    assert "Pregunta la madre" in page


def test_a_search_on_a_report_begins_with_what_the_searcher_remembers() -> None:
    us, called = team(), names()
    paper = {"kind": "birth_certificate", "number": "AB 12345"}
    mine = report(us, names=called, sex="female", age_or_birth=BORN, birth_place="Nebaj, Quiché", documents=[paper])
    page = signed_in(who(us.officer)).get(f"/reports/{mine.id}/do/record_search/").content.decode()
    for typed in (*called.values(), "2015", "Nebaj, Quiché", "Marielos", "AB 12345"):
        assert f'value="{typed}"' in page


def test_a_search_over_the_api_and_what_a_reader_who_may_not_know_is_answered() -> None:
    us, child, _, called = pair()
    consul = actor("consul")
    found = []
    for by, of in ((us.officer, report(us)), (consul, report(us, consul))):
        client = with_token(who(by))
        asked = {"names": called, "age_or_birth": BORN, "purpose": "find_reported", "why": "Pregunta la madre"}
        done = post(client, f"/reports/{of.id}/records/record_search", asked)
        assert done.status_code == 200, done.content
        answer = client.get(f"/api/v1/searches/{of.id}/{done.json()['entry']}")
        assert answer.status_code == 200
        found.append({one["id"]: one for one in json.loads(answer.content)["items"]})
    assert found[0][str(child.id)]["probability"] > 0.5
    assert found[0][str(child.id)]["reasons"]
    assert str(child.id) not in found[1]


@pytest.mark.xdist_group("journeys")  # where another sets the country's threshold too
def test_a_supervisor_sets_the_threshold_and_an_officer_sees_what_it_costs() -> None:
    us = team()
    officer, supervisor = signed_in(who(us.officer)), signed_in(who(us.supervisor))
    assert "Fijar para el país" not in officer.get("/matches/threshold/").content.decode()
    assert officer.post("/matches/threshold/", {"least": "0.2", "why": "Menos se escapan"}).status_code == 403
    wrong = supervisor.post("/matches/threshold/", {"least": "0.2", "why": ""})
    assert wrong.status_code == 422
    assert 'value="0.2" checked' in wrong.content.decode(), "what was chosen is not lost"
    assert supervisor.post("/matches/threshold/", {"least": "0.21", "why": "x"}).status_code == 422
    try:
        assert supervisor.post("/matches/threshold/", {"least": "0.2", "why": "Menos se escapan"}).status_code == 302
        with reading_as(us.officer):
            assert current_threshold().least == 0.2
        assert "Menos se escapan" in officer.get("/matches/threshold/").content.decode()
    finally:
        supervisor.post("/matches/threshold/", {"least": str(DEFAULT_THRESHOLD), "why": "Como antes"})
    with reading_as(us.officer):
        assert current_threshold().least == DEFAULT_THRESHOLD
        assert MatchThreshold.objects.count() >= 2


def test_two_reports_of_one_child_are_shown_to_who_sees_both_until_one_is_closed() -> None:
    us, them = team(), team()
    called = names()
    first, second, hidden = (report(of, names=called, age_or_birth=BORN, sex="female") for of in (us, us, them))
    officer, place = signed_in(who(us.officer)), f"/reports/{second.id}/"
    page = officer.get(place).content.decode()
    assert first.number in page
    assert "Otros reportes que pueden ser" in page
    assert hidden.number not in page
    over_api = with_token(who(us.officer)).get(f"/api/v1{place}alike")
    [found] = [one for one in json.loads(over_api.content)["items"] if one["id"] == str(first.id)]
    assert found["probability"] > 0.5
    assert str(hidden.id) not in over_api.content.decode()
    assert with_token(who(them.officer)).get(f"/api/v1{place}alike").status_code == 404
    do("close_report", first.id, us.officer, outcome="other_report", other_report=str(second.id), text="La misma niña")
    assert "Otros reportes que pueden ser" not in officer.get(place).content.decode()
    assert "Otros reportes que pueden ser" not in officer.get(f"/reports/{first.id}/").content.decode()
