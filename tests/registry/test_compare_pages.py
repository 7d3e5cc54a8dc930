"""Comparing two records on the pages: what is shown, what travels along, what stays hidden."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from amparo.accounts.models import Person
from amparo.cases.models import Case, Reading
from amparo.ledger.models import Event
from amparo.registry.age import BirthRange
from amparo.registry.child_summary import ChildSummary
from amparo.registry.comparison import comparison_rows
from amparo.registry.duplicate_pairs import open_duplicate_pairs
from amparo.registry.files import store_file
from amparo.registry.selectors import identity_photograph
from tests.callers import post, signed_in, with_token
from tests.factories import Team, child, do, person, reading_as, team, unique
from tests.house.database import involve
from tests.registry.test_compare import alike
from tests.registry.test_duplicates import look_for, names
from tests.registry.test_files import picture

pytestmark = pytest.mark.usefixtures("open_house")


def typed(called: dict[str, str], **more: Any) -> dict[str, Any]:
    return {
        "names.given": called["given"],
        "names.first_surname": called["first_surname"],
        "names.second_surname": called["second_surname"],
        "names.nickname": "Güicho",
        "sex": "female",
        "age_or_birth.age_years": "14",
        "with_whom": "unaccompanied",
        **more,
    }


def hidden_fields(page: str) -> dict[str, list[str]]:

    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page):
        if name not in ("csrfmiddlewaretoken", "next"):
            found.setdefault(name, []).append(value)
    return found


def test_a_new_record_is_compared_and_nothing_typed_is_lost() -> None:
    us, called = team(), names()
    who = Person.objects.get(id=us.officer.id)
    first = do(
        "register", None, us.officer, names=called | {"given": called["given"].upper()}, sex="female",
        age_or_birth={"birth_date": "2012-05-06"}, with_whom="separated", protection_agency=str(us.agency.id),
    ).case  # fmt: skip
    client, sent = signed_in(who), typed(called, protection_agency=str(us.agency.id))
    asked = client.post("/cases/new/", sent)
    assert asked.status_code == 409
    assert f'formaction="/cases/new/compare/{first.id}/"' in asked.text
    page = client.post(f"/cases/new/compare/{first.id}/", sent)
    assert page.status_code == 200
    for words in ("6 may 2012", "unos 14 años", "salvo acentos o mayúsculas", "Distinto", "Igual", "Falta un dato"):
        assert words.lower() in page.text.lower(), words
    travelled = hidden_fields(page.text)
    assert {name: travelled[name] for name in sent} == {name: [value] for name, value in sent.items()}
    back = client.post("/cases/new/", travelled | {"do": "check"})
    assert back.status_code == 409
    assert "Güicho" in back.text
    assert Case.objects.filter(id=first.id).count() == 0, "nobody in particular sees anything"
    opened = client.post("/cases/new/", travelled | {"distinct_from": [str(first.id)]})
    assert opened.status_code == 302
    with reading_as(us.officer):
        assert Reading.objects.filter(case=first, what="comparison", person=who.id).exists()
        assert Case.objects.count() == 2


def test_the_same_child_is_linked_from_the_comparison() -> None:
    us, called = team(), names()
    first = do(
        "register", None, us.officer, names=called, sex="female", age_or_birth={"age_years": 14},
        with_whom="separated", protection_agency=str(us.agency.id),
    ).case  # fmt: skip
    client = signed_in(Person.objects.get(id=us.officer.id))
    page = client.post(f"/cases/new/compare/{first.id}/", typed(called))
    done = client.post("/cases/new/", hidden_fields(page.text) | {"same_as": str(first.id)})
    assert done.status_code == 302
    assert str(first.number) in client.get(done["Location"]).text


def test_a_comparison_with_a_hidden_case_is_no_page() -> None:
    us, them, called = team(), team(), names()
    case, hidden = child(us), child(them)
    client = signed_in(Person.objects.get(id=us.officer.id))
    nothing = client.post("/cases/new/compare/00000000-0000-7000-8000-000000000000/", typed(called))
    closed = client.post(f"/cases/new/compare/{hidden.id}/", typed(called))
    assert (closed.status_code, closed.content) == (nothing.status_code, nothing.content) or closed.status_code == 404
    assert client.get(f"/cases/{case.id}/compare/{hidden.id}/").status_code == 404
    assert client.get(f"/cases/{case.id}/compare/{case.id}/").status_code == 404
    assert client.get(f"/cases/{hidden.id}/duplicates/").status_code == 404
    assert client.get(f"/cases/new/compare/{case.id}/").status_code == 302


def test_two_cases_are_compared_with_their_photographs_and_decided() -> None:
    us = team()
    first, second = alike(us)
    client = signed_in(Person.objects.get(id=us.officer.id))
    with reading_as(us.officer):
        stored = store_file(second, content=picture(), kind="photograph", by=us.officer)
    do("record_photograph", second.id, us.officer, file=str(stored.id), purpose="identification")
    offered = client.get(f"/cases/{first.id}/duplicates/").text
    assert f"/cases/{first.id}/compare/{second.id}/" in offered
    assert f"/cases/{first.id}/duplicates/" in client.get(f"/cases/{first.id}/").text
    page = client.get(f"/cases/{first.id}/compare/{second.id}/").text
    assert f'src="/cases/{second.id}/files/{stored.id}/"' in page
    said = client.post(
        f"/cases/{first.id}/do/record_duplicate/", hidden_fields(page) | {"same": "yes", "why": unique("Igual")}
    )
    assert said.status_code == 302
    assert second.number in client.get(f"/cases/{first.id}/").text
    assert "Comparar lado a lado" not in client.get(f"/cases/{first.id}/duplicates/").text


def test_who_may_not_say_compares_without_buttons() -> None:
    us, border = team(), person("border_officer")
    first, second = alike(us)
    involve(border, first)
    involve(border, second)
    page = signed_in(border, "en").get(f"/cases/{first.id}/compare/{second.id}/").text
    assert "record_duplicate" not in page
    assert "Let it know" in page or "let it know" in page


def test_a_photograph_of_injuries_is_not_for_comparing() -> None:
    us = team()
    first, second = alike(us)
    with reading_as(us.officer):
        stored = store_file(second, content=picture(), kind="photograph", by=us.officer)
    do("record_photograph", second.id, us.officer, file=str(stored.id), purpose="injuries")
    client = signed_in(Person.objects.get(id=us.officer.id))
    assert str(stored.id) not in client.get(f"/cases/{first.id}/compare/{second.id}/").text


def test_a_photograph_is_added_from_the_page_of_files() -> None:
    us = team()
    case = child(us)
    client = signed_in(Person.objects.get(id=us.officer.id))
    photograph = SimpleUploadedFile("foto.jpg", picture(), "image/jpeg")
    sent = client.post(f"/cases/{case.id}/files/", {"file": photograph, "kind": "photograph"})
    assert sent.status_code == 302, sent.text
    with reading_as(us.officer):
        assert identity_photograph(case, by=us.officer)


def found_pair(us: Team) -> tuple[Case, Case]:
    """Two cases that the team answers for, alike, after the worker has looked."""
    first, second = alike(us)
    look_for(second)
    return first, second


def test_the_likeliest_pairs_wait_to_be_compared() -> None:
    us = team()
    first, second = found_pair(us)
    client = signed_in(Person.objects.get(id=us.officer.id))
    assert "/duplicates/" in client.get("/cases/").text
    page = client.get("/duplicates/").text
    assert f"/cases/{first.id}/compare/{second.id}/" in page
    assert "de cada 10" in page
    assert first.number in client.get(f"/duplicates/?q={second.number}").text
    assert "Ningún par coincide" in client.get("/duplicates/?q=nadie").text
    assert client.get("/duplicates/?at_least=0.5&cursor=x").status_code == 302
    beside = client.get(f"/cases/{first.id}/compare/{second.id}/").text
    assert "de cada 10" in beside
    assert re.search(r"<strong>Apellidos</strong>: \w.*habla[^<]* a favor", beside)
    client.post(f"/cases/{first.id}/do/record_duplicate/", hidden_fields(beside) | {"same": "no"})
    assert "Nada que comparar" in client.get("/duplicates/").text


def test_a_pair_with_a_hidden_case_is_not_listed_and_its_task_names_the_number() -> None:
    us, them, called = team(), team(), names()
    first = child(us, names=called)
    second = child(them, names=called)
    look_for(second)
    client = signed_in(Person.objects.get(id=us.supervisor.id))
    assert "Nada que comparar" in client.get("/duplicates/").text
    work = client.get("/").text
    assert second.number in work
    assert f"/cases/{first.id}/duplicates/" in work
    theirs = signed_in(Person.objects.get(id=them.supervisor.id))
    assert first.number not in theirs.get("/").text
    assert "Nada que comparar" in theirs.get("/duplicates/").text


def test_pairs_come_in_pages() -> None:
    us = team()
    pairs = [found_pair(us) for _ in range(3)]
    with reading_as(us.officer):
        one = open_duplicate_pairs(by=us.officer, limit=2)
        two = open_duplicate_pairs(by=us.officer, limit=2, cursor=one.next or "")
    assert (one.total, len(one.rows), len(two.rows), two.next) == (3, 2, 1, None)
    listed = [(pair.older.case_id, pair.newer.case_id) for pair in one.rows + two.rows]
    assert sorted(listed) == sorted((first.id, second.id) for first, second in pairs)
    assert [pair.probability for pair in one.rows] == sorted((pair.probability for pair in one.rows), reverse=True)


def test_who_may_not_say_has_no_such_page() -> None:
    assert signed_in(person("border_officer")).get("/duplicates/").status_code == 404
    assert signed_in(person("consul")).get("/duplicates/").status_code == 404


def test_linked_cases_name_each_other_and_are_parted_from_there() -> None:
    us = team()
    first, second = found_pair(us)
    do("record_duplicate", first.id, us.officer, other=str(second.id), same=True)
    client = signed_in(Person.objects.get(id=us.officer.id))
    for case, other in ((first, second), (second, first)):
        head = client.get(f"/cases/{case.id}/protection/").text
        assert "También es" in head
        assert other.number in head
        assert f"/cases/{case.id}/compare/{other.id}/" in head
    page = client.get(f"/cases/{second.id}/compare/{first.id}/").text
    assert "Separar los expedientes" in page
    sent = hidden_fields(page) | {"same": "no"}
    refused = client.post(f"/cases/{second.id}/do/record_duplicate/", sent)
    assert refused.status_code == 422
    assert "por qué se separan" in refused.text
    assert client.post(f"/cases/{second.id}/do/record_duplicate/", sent | {"why": "Otra huella"}).status_code == 302
    assert "También es" not in client.get(f"/cases/{first.id}/").text
    with reading_as(us.officer):
        seq = Event.objects.filter(chain=first.id, act="record_link").latest("seq").seq
    noted = client.get(f"/cases/{first.id}/why/{seq}/").text
    assert "Se separaron" in noted
    assert "Otra huella" in noted


def test_the_api_links_and_parts_too() -> None:
    us = team()
    first, second = found_pair(us)
    client = with_token(Person.objects.get(id=us.officer.id))
    said = {"other": str(second.id), "same": True}
    assert post(client, f"/cases/{first.id}/records/record_duplicate", said).status_code == 200
    parted = post(client, f"/cases/{first.id}/records/record_duplicate", said | {"same": False})
    assert parted.status_code == 422
    assert [error["path"] for error in parted.json()["errors"]] == ["why"]
    said |= {"same": False, "why": "Otra huella"}
    assert post(client, f"/cases/{first.id}/records/record_duplicate", said).status_code == 200


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2012, 10, 3), date(2013, 10, 2), "2012–2013"),
        (date(2012, 1, 1), date(2012, 12, 31), "2012"),
        (date(2012, 10, 1), date(2012, 10, 31), "octubre 2012"),
    ],
    ids=["an age, told on a day", "a year", "a month"],
)
def test_a_birth_that_is_known_roughly_is_shown_no_finer(first: date, last: date, shown: str) -> None:
    [row] = [
        row
        for row in comparison_rows(ChildSummary(birth=BirthRange(first, last)), ChildSummary())
        if row["state"] == "missing" and row["left"]
    ]
    assert row["left"].startswith(f"{shown} (")
