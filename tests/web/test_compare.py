"""Comparing two records on the pages: what is shown, what travels along, what stays hidden."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from amparo.accounts.models import Person, Reading
from amparo.core.models import Case
from amparo.registry.files import store_file
from amparo.registry.selectors import photograph_of
from tests.factories import child, do, person, reading_as, team, unique
from tests.house.database import involve
from tests.registry.test_compare import alike
from tests.registry.test_duplicates import names
from tests.registry.test_files import picture
from tests.web.callers import signed_in


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
    back = client.post("/cases/new/", travelled | {"do": "back"})
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
    assert f"/compare/{second.id}/" not in client.get(f"/cases/{first.id}/duplicates/").text


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
        assert photograph_of(case, by=us.officer)
