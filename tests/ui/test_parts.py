"""The parts of a form: what nobody asked for is refused by its name, and nothing of it stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amparo.accounts.models import Person
from amparo.cases.models import Case
from tests.callers import signed_in, with_token
from tests.factories import Team, child, team
from tests.registry.test_files import picture

pytestmark = pytest.mark.usefixtures("open_house")


def upload(name: str = "x.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(), content_type="image/jpeg")


@pytest.fixture(scope="module")
def us(django_db_blocker: Any) -> Team:
    with django_db_blocker.unblock():
        return team()


@pytest.fixture
def case(us: Team) -> Case:
    return child(us)


@pytest.fixture
def api(us: Team) -> Client:
    return with_token(Person.objects.get(id=us.officer.id))


@pytest.fixture
def browser(us: Team) -> Client:
    return signed_in(Person.objects.get(id=us.officer.id), "en")


TOO_MUCH: dict[str, tuple[dict[str, Any], str]] = {
    "a second file of the name": ({"file": [upload(), upload()]}, "file"),
    "a file of another name": ({"back": upload()}, "back"),
    "a field of another name": ({"abuot": "Acta"}, "abuot"),
    "a file where words are asked": ({"about": upload()}, "about"),
    "words twice": ({"about": ["Acta", "Carta"]}, "about"),
    "the field of another kind of case": ({"shows": "La cara"}, "shows"),
}


def form(more: dict[str, Any]) -> dict[str, Any]:
    parts: dict[str, Any] = {"kind": "photograph", "file": upload()} | more
    for value in parts.values():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, SimpleUploadedFile):
                each.seek(0)
    return parts


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_the_api_names_each_part_that_is_too_much(api: Client, case: Case, us: Team, kind: str) -> None:
    more, part = TOO_MUCH[kind]
    refused = api.post(f"/api/v1/cases/{case.id}/files", form(more))
    assert refused.status_code == 422, refused.content
    assert [error["path"] for error in refused.json()["errors"]] == [part]
    assert api.get(f"/api/v1/cases/{case.id}/files").json()["items"] == []
    assert api.post(f"/api/v1/cases/{case.id}/files", form({})).status_code == 201


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_a_page_names_each_part_that_is_too_much(browser: Client, api: Client, case: Case, kind: str) -> None:
    more, part = TOO_MUCH[kind]
    refused = browser.post(f"/cases/{case.id}/files/", form(more))
    assert refused.status_code == 422
    assert part in refused.content.decode()
    assert api.get(f"/api/v1/cases/{case.id}/files").json()["items"] == []


def test_what_the_browser_sends_by_itself_is_no_part_of_the_form(us: Team, case: Case) -> None:
    browser = signed_in(Person.objects.get(id=us.officer.id))
    sent = form({"csrfmiddlewaretoken": "x"})
    assert browser.post(f"/cases/{case.id}/files/", sent).status_code == 302


@pytest.mark.parametrize("more", [{"file": [upload(), upload()]}, {"other": upload()}, {"colour": "red"}], ids=str)
def test_an_import_takes_one_file(api: Client, browser: Client, more: dict[str, Any]) -> None:
    [part] = more
    refused = api.post("/api/v1/reports/import", form(more) | {"kind": []})
    assert (refused.status_code, [error["path"] for error in refused.json()["errors"]]) == (422, [part])
    page = browser.post("/reports/import/", form(more) | {"kind": []})
    assert page.status_code == 422
    assert part in page.content.decode()


@pytest.mark.parametrize(
    "path", ["/cases/new/", "/sign-in", "/cases/{case}/do/record_identity/", "/cases/{case}/journey/"]
)
def test_a_page_that_takes_no_file_of_this_name_says_so(browser: Client, case: Case, path: str) -> None:
    refused = browser.post(path.format(case=case.id), {"smuggled": upload("y.jpg")})
    assert refused.status_code == 422
    assert "smuggled" in refused.content.decode()
