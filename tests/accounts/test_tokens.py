"""API tokens: who has them, for how long, and what they reach."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from amparo.accounts.models import Person, Token
from amparo.accounts.scopes import EVERY_SCOPE, READ, SENSITIVE, WRITE
from amparo.accounts.selectors import actor_of, find_token
from amparo.accounts.steps import end_access, set_password
from amparo.accounts.tokens import LONGEST, issue_token
from amparo.ledger import clock
from tests.callers import post, put, signed_in, with_token
from tests.factories import child, person, team

pytestmark = pytest.mark.usefixtures("open_house")


def api(token: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {token}"}, raise_request_exception=False)


def reaches(token: str) -> bool:
    return api(token).get("/api/v1/codes").status_code == 200


@pytest.fixture
def who() -> Person:
    return person("protection_officer")


def test_a_token_ends_on_its_day(who: Person) -> None:
    token, now = issue_token(who, lifetime=timedelta(days=7)), clock.now()
    with clock.at(now + timedelta(days=6, hours=23)):
        assert reaches(token)
    with clock.at(now + timedelta(days=7, seconds=1)):
        assert not reaches(token)


@pytest.mark.parametrize("lifetime", [timedelta(), timedelta(days=-1), LONGEST + timedelta(seconds=1)])
def test_no_token_lives_for_ever(who: Person, lifetime: timedelta) -> None:
    with pytest.raises(ValueError, match="366 days"):
        issue_token(who, lifetime=lifetime)


def test_tokens_end_with_the_password(who: Person) -> None:
    token = issue_token(who)
    set_password(who, "otra frase larga y buena")
    assert not reaches(token)


def test_who_leaves_and_comes_back_finds_no_token_and_no_session_open(who: Person) -> None:
    keeper, token, browser = person("administrator"), issue_token(who), signed_in(who)
    assert browser.get("/account/").status_code == 200
    for is_active in (False, True):
        change(keeper, who, is_active=is_active)
    assert not reaches(token)
    assert browser.get("/account/").status_code == 302


def test_a_token_does_not_follow_its_person_into_another_role(who: Person) -> None:
    keeper, token = person("administrator"), issue_token(who)
    change(keeper, who, name="Otro Nombre")
    assert reaches(token), "what does not decide on access ends nothing"
    change(keeper, who, role="protection_supervisor")
    assert not reaches(token)


def change(keeper: Person, who: Person, **answers: Any) -> None:
    client = with_token(keeper)
    row = client.get(f"/api/v1/people/{who.id}")
    body = {name: row.json()[name] for name in ("username", "name", "role", "agency", "is_active")} | answers
    assert put(client, f"/people/{who.id}", body, **{"If-Match": row["ETag"]}).status_code == 200


def test_ending_access_ends_every_session_and_token(who: Person) -> None:
    token, browser = issue_token(who), signed_in(who)
    assert browser.get("/account/").status_code == 200
    with transaction.atomic():
        end_access(who, by=actor_of(person("administrator")))
    assert not reaches(token)
    assert browser.get("/account/").status_code == 302


def test_a_person_lists_and_ends_their_own_tokens_alone(who: Person) -> None:
    mine, others = issue_token(who, name="hoja de cálculo"), issue_token(person("auditor"))
    listed = api(mine).get("/api/v1/tokens").json()["items"]
    assert [one["name"] for one in listed] == ["hoja de cálculo"]
    assert mine not in str(listed)
    theirs = find_token(others)
    assert theirs
    for number in (theirs.id, 0, "x", uuid4()):
        assert api(mine).delete(f"/api/v1/tokens/{number}").status_code == 404
    assert reaches(others)
    assert api(mine).delete(f"/api/v1/tokens/{listed[0]['id']}").status_code == 204
    assert not reaches(mine)


class TestScopes:
    """What a token reaches is what its scopes say, for every operation."""

    def test_every_operation_needs_its_scope(self, who: Person) -> None:
        openapi = Client().get("/api/v1/openapi.json").json()
        needed = {
            (method, path): found["security"][0]["Bearer"]
            for path, methods in openapi["paths"].items()
            for method, found in methods.items()
        }
        assert len(needed) > 80
        assert {tuple(scopes) for scopes in needed.values()} <= {(READ,), (WRITE,), (SENSITIVE,)}
        assert all((method == "get") is (scopes == [READ]) for (method, _), scopes in needed.items())
        without = {scope: with_token(who, *(EVERY_SCOPE - {scope})) for scope in EVERY_SCOPE}
        for (method, path), [scope] in needed.items():
            address = path.replace("{", "").replace("}", "")
            response = without[scope].generic(method.upper(), address, b"{}", "application/json")
            assert response.status_code == 403, (method, path)
            assert response.json()["type"].endswith("/scope")
            assert response.json()["scope"] == scope

    def test_a_scope_adds_nothing_to_a_role(self) -> None:
        auditor = with_token(person("auditor"))
        assert post(auditor, "/people", {}).status_code in (403, 404)

    def test_a_scope_that_is_taken_away_opens_nothing(self, who: Person) -> None:
        token = issue_token(who, scopes=[WRITE])
        assert api(token).get("/api/v1/codes").json()["scope"] == READ
        with pytest.raises(ValueError, match="scopes are"):
            issue_token(who, scopes=["everything"])


class TestPage:
    """The page on which a person gives a token to a program."""

    FORM = {"name": "Censo", "scopes": ["read"], "days": "30"}  # noqa: RUF012  not changed

    def test_a_new_token_is_shown_once(self, who: Person) -> None:
        client = signed_in(who)
        shown = client.post("/account/tokens/", self.FORM)
        [row] = Token.objects.filter(person=who)
        [token] = re.findall(r'am-code">([^<]+)<', shown.content.decode())
        assert reaches(token)
        assert (row.name, row.scopes, row.expires_at - row.created_at) == ("Censo", ["read"], timedelta(days=30))
        assert token not in client.get("/account/tokens/").content.decode()
        assert "no-store" in shown["Cache-Control"]

    @pytest.mark.parametrize(
        "wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["all"]}, {"days": "0"}, {"days": "367"}]
    )
    def test_what_is_wrong_is_said(self, who: Person, wrong: dict[str, Any]) -> None:
        assert signed_in(who).post("/account/tokens/", self.FORM | wrong).status_code == 422
        assert not Token.objects.filter(person=who).exists()

    def test_it_is_ended_there(self, who: Person) -> None:
        token, client = issue_token(who), signed_in(who)
        found = find_token(token)
        assert found
        stranger = signed_in(person("auditor"))
        assert stranger.post("/account/tokens/", {"revoke": str(found.id)}).status_code == 404
        assert client.post("/account/tokens/", {"revoke": "²"}).status_code == 404
        assert client.post("/account/tokens/", {"revoke": str(found.id)}).status_code == 302
        assert not reaches(token)


def test_who_may_only_write_is_told_nothing_of_what_is_on_file() -> None:
    """A refusal held every fact of the child, also for a token that was refused the facts themselves."""
    us = team()
    case = child(us)
    officer = Person.objects.get(id=us.officer.id)
    answers = [
        post(with_token(officer, *scopes), f"/cases/{case.id}/actions/execute_return?dry_run=1", {}).json()
        for scopes in ((SENSITIVE, WRITE), (SENSITIVE, WRITE, READ))
    ]
    assert [{"request", "decision", "reasons"} & answer.keys() for answer in answers] == [
        set(), {"request", "decision", "reasons"}
    ]  # fmt: skip
