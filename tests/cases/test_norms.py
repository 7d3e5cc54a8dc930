"""The norms on screen: found by words, source and act, each with its force in this country and its texts."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from amparo.accounts.models import Person
from amparo.law import DEADLINES, RULES
from tests.callers import signed_in, with_token
from tests.factories import Team, team

pytestmark = pytest.mark.usefixtures("open_house")


@pytest.fixture
def us() -> Team:
    return team()


@pytest.fixture
def reader(us: Team) -> Client:
    return signed_in(Person.objects.get(id=us.officer.id))


@pytest.fixture
def program(us: Team) -> Client:
    return with_token(Person.objects.get(id=us.officer.id))


def test_the_list_names_each_norm_its_force_and_its_sources(reader: Client) -> None:
    page = reader.get("/norms/?q=G00-9").content.decode()
    assert "GC6 21, 33" in page
    assert "/norms/G00-9/" in page
    assert "Orienta" in page


@pytest.mark.parametrize(
    "query", ["q=GC6+21", "q=guardian", "q=GUARDIÁN", "action=approve_return_plan", "force=binds", "level=hold"]
)
def test_it_is_narrowed(program: Client, query: str) -> None:
    some = program.get(f"/api/v1/norms?limit=200&{query}").json()["items"]
    assert 0 < len(some) < len(RULES) + len(DEADLINES)
    name, _, value = query.partition("=")
    for norm in some:
        found = {"action": norm["actions"], "force": [norm["force"]], "level": [norm["level"]]}.get(name, [value])
        assert value in found


def test_the_api_pages_through_all_norms_in_force(program: Client) -> None:
    ids, cursor = [], ""
    while cursor is not None:
        page = program.get(f"/api/v1/norms?limit=50&cursor={cursor}").json()
        ids += [norm["id"] for norm in page["items"]]
        cursor = page["next"]
    assert len(ids) == len(set(ids)) == len(RULES) + len(DEADLINES)


def test_a_cursor_that_no_page_gave_is_refused(program: Client) -> None:
    assert program.get("/api/v1/norms?cursor=G99-9").status_code == 422


def test_every_norm_has_its_page(reader: Client) -> None:
    for norm in (*RULES.values(), *DEADLINES.values()):
        response = reader.get(f"/norms/{norm.id}/")
        assert response.status_code == 200, norm.id
        page = unescape(response.content.decode())
        assert not [source for source in norm.sources if source != "country profile" and source not in page]


def test_the_page_gives_the_address_of_what_was_read_and_says_what_was_not(reader: Client) -> None:
    page = reader.get("/norms/G00-9/").content.decode()
    assert 'href="https://' in page
    assert "de conflicto" in page or "conflicto de interés" in page
    unread = next(rule.id for rule in RULES.values() if not rule.verified)
    assert "Por verificar" in reader.get(f"/norms/{unread}/").content.decode()


def test_there_is_no_page_of_a_norm_that_is_none(reader: Client) -> None:
    assert reader.get("/norms/G99-9/").status_code == 404


def test_who_is_not_signed_in_is_asked_to(client: Client) -> None:
    assert client.get("/norms/").status_code == 302
    assert client.get("/norms/G00-9/").status_code == 302
