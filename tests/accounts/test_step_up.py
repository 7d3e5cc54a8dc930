"""The second factor again, before what cannot be undone."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as WHOSE,
)
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY as METHODS,
)
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse

from amparo.accounts.models import Person, Token
from amparo.accounts.scopes import SENSITIVE
from amparo.cases.act import ACTS
from amparo.ledger import clock
from amparo.ui.resource import RESOURCES
from amparo.ui.stash import sign_owner
from amparo.ui.step_up import RECENT
from tests.callers import signed_in
from tests.factories import child, person, team

ASKED = reverse("mfa_reauthenticate")


@pytest.fixture(autouse=True)
def _real_node(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO = False
    monkeypatch.setattr("amparo.ui.limits.REQUESTS_A_MINUTE", 10**9)


@pytest.fixture
def secret() -> str:
    return generate_totp_secret()


def arrived(who: Person, secret: str, *, method: str = "mfa", ago: timedelta = timedelta()) -> Client:
    """A browser in which this person authenticated some time ago."""
    TOTP.activate(who, secret)
    client = signed_in(who)
    session = client.session
    session[WHOSE] = str(who.pk)
    session[METHODS] = [{"method": method, "at": (clock.now() - ago).timestamp()}]
    session.save()
    return client


def is_asked(response: Any) -> bool:
    return response.status_code == 302 and response["Location"].startswith(ASKED)


SENSITIVE_PAGES = ["/account/tokens/", "/directory/people/new/", "/administration/people/{person}/access/"]


@pytest.mark.parametrize("page", SENSITIVE_PAGES)
def test_pages_of_what_cannot_be_undone_ask(page: str, secret: str) -> None:
    keeper = person("administrator")
    address = page.replace("{person}", str(person("auditor").id))
    late = arrived(keeper, secret, ago=RECENT + timedelta(seconds=5))
    assert is_asked(late.get(address))
    assert is_asked(late.post(address, {"end": "1"}))
    assert arrived(person("administrator"), secret).get(address).status_code == 200


def test_a_password_is_no_second_factor(secret: str) -> None:
    assert is_asked(arrived(person("administrator"), secret, method="password").get("/account/tokens/"))


def test_acts_that_cannot_be_undone_ask_and_others_do_not(secret: str) -> None:
    us = team()
    case, officer = child(us), Person.objects.get(id=us.officer.id)
    late = arrived(officer, secret, ago=RECENT * 2)
    for code in ("notify_consulate", "share_with_origin", "execute_return"):
        assert ACTS[code].is_sensitive
        assert is_asked(late.get(f"/cases/{case.id}/do/{code}/")), code
    assert late.get(f"/cases/{case.id}/do/record_danger/").status_code == 200


def test_what_was_typed_is_there_after_the_code(secret: str) -> None:
    keeper = person("administrator")
    client = arrived(keeper, secret, ago=RECENT * 2)
    typed = {"username": "nueva.persona", "name": "Nueva", "owner": sign_owner(keeper.id)}
    asked = client.post("/directory/people/new/", typed)
    assert is_asked(asked)
    code = f"{hotp_value(secret, int(time.time()) // 30):06}"
    back = client.post(asked["Location"], {"code": code, "next": "/directory/people/new/"})
    assert back["Location"] == "/directory/people/new/"
    assert 'value="nueva.persona"' in client.get(back["Location"]).content.decode()


def test_nothing_is_issued_without_it(secret: str) -> None:
    who = person("auditor")
    form = {"name": "Censo", "scopes": ["read"], "days": "30"}
    assert is_asked(arrived(who, secret, ago=RECENT * 2).post("/account/tokens/", form))
    assert not Token.objects.filter(person=who).exists()


def test_the_api_asks_for_the_same_with_a_scope() -> None:
    """One flag for both doors."""
    operations = {
        operation["operationId"]: operation["security"][0]["Bearer"] == [SENSITIVE]
        for methods in Client().get("/api/v1/openapi.json").json()["paths"].values()
        for operation in methods.values()
    }
    flagged = {code for code, act in ACTS.items() if act.is_sensitive} | {"override", "issue_reset_code"}
    for resource in RESOURCES.values():
        if resource.editor and resource.editor.is_sensitive:
            flagged |= {f"add_{resource.name}", f"change_{resource.name}"}
    assert {name for name, is_sensitive in operations.items() if is_sensitive} == flagged
    assert len(flagged) >= 7
