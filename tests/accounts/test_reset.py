"""A new password with an administrator's one-time code: for whom it serves, how often, how long."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from amparo.accounts.models import Person, ResetCode
from amparo.accounts.resets import CODE_ISSUED, VALID_FOR, issue_reset_code
from amparo.accounts.selectors import find_token
from amparo.accounts.tokens import issue_token
from amparo.ledger import clock
from amparo.ledger.events import unseal_event
from amparo.ledger.models import Event
from tests.callers import post, signed_in, with_token
from tests.factories import person
from tests.house.database import connected

OLD, NEW = "una frase larga y buena", "otra frase larga y mejor"
REASON = "La vi en persona, con su gafete."
pytestmark = pytest.mark.usefixtures("open_house")


@pytest.fixture
def who(settings: Any) -> Person:
    settings.ACCOUNT_RATE_LIMITS = {}  # other tests sign in from the same address
    made = person("protection_officer")
    made.set_password(OLD)
    made.save()
    return made


def given_code(who: Person, *, lost: bool = False) -> str:
    return issue_reset_code(who, reason=REASON, is_second_factor_lost=lost)


def use(who: Person | str, code: str, password: str = NEW, again: str | None = None) -> Any:
    name = who if isinstance(who, str) else who.username
    sent = {"username": name, "code": code, "password": password, "again": password if again is None else again}
    return Client().post(reverse("reset_password"), sent)


def signs_in(who: Person, password: str) -> bool:
    client = Client()
    return bool(client.post("/sign-in", {"username": who.username, "password": password}).status_code == 302)


def test_a_code_closes_the_account_until_it_is_used(who: Person) -> None:
    token, browser = issue_token(who), signed_in(who)
    code = given_code(who)
    assert find_token(token) is None
    assert browser.get("/account/").status_code == 302
    assert not signs_in(who, OLD)
    assert use(who, code).status_code == 302
    assert signs_in(who, NEW)
    assert not signs_in(who, OLD)


def test_a_code_makes_the_browser_known_so_that_who_guesses_keeps_it_out_no_longer(who: Person, settings: Any) -> None:
    """The new password ends the browsers that were known: under guessing nobody could sign in with it."""
    answer = use(who, given_code(who))
    assert [name for name in answer.cookies if name.startswith(settings.KNOWN_BROWSER_COOKIE)]
    assert not [name for name in use(who, "ABCD-EFGH-JKLM").cookies if name.startswith(settings.KNOWN_BROWSER_COOKIE)]


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", "")])
def test_a_code_is_read_as_people_type_it(who: Person, typed: Any) -> None:
    assert use(who, typed(given_code(who))).status_code == 302


def test_a_code_serves_once_and_only_the_newest(who: Person) -> None:
    first, second = given_code(who), given_code(who)
    assert use(who, first).status_code == 422
    assert use(who, second).status_code == 302
    assert use(who, second, "una tercera frase larga").status_code == 422
    assert signs_in(who, NEW)


def test_a_code_expires(who: Person) -> None:
    code, now = given_code(who), clock.now()
    with clock.at(now + VALID_FOR + timedelta(seconds=1)):
        assert use(who, code).status_code == 422


def test_a_code_is_its_persons_and_who_left_has_none(who: Person) -> None:
    code, other = given_code(who), person("auditor")
    assert use(other, code).status_code == 422
    Person.objects.filter(id=who.id).update(is_active=False)
    assert use(who, code).status_code == 422


def test_a_wrong_code_and_an_unknown_name_are_told_alike(who: Person) -> None:
    given_code(who)
    told = [
        re.sub(r'value="[^"]*"', "", use(name, code).content.decode())
        for name, code in ((who.username, "0000-0000-0000-0000"), ("nadie", "0000-0000-0000-0000"))
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("password", "again"), [("corta", None), ("password1234", None), (NEW, NEW + "x"), ("", None), (" " * 20, None)]
)
def test_a_weak_or_mistyped_password_spends_no_code(who: Person, password: str, again: str | None) -> None:
    code = given_code(who)
    refused = use(who, code, password, again)
    assert refused.status_code == 422
    assert code not in refused.content.decode()
    assert use(who, code).status_code == 302


def test_only_the_hash_of_a_code_is_kept(who: Person) -> None:
    code = given_code(who)
    [row] = ResetCode.objects.filter(person=who)
    event = last_event(who)
    kept = f"{row.hash} {unseal_event(event, None)} {event.coded}"
    assert code not in kept
    assert code.replace("-", "") not in kept


def last_event(who: Person) -> Event:
    """The newest code of a person, of the node's chain, which only the owner reads whole."""
    with connected("owner") as owner:
        query = "select * from ledger_event where act = %s and coded->>'person' = %s order by seq desc"
        found = owner.execute(query, [CODE_ISSUED, str(who.id)])
        row, names = found.fetchone(), [column.name for column in found.description or ()]
    assert row
    return Event(**dict(zip(names, row, strict=True)))


@pytest.mark.parametrize("lost", [True, False])
def test_the_second_factor_stays_unless_it_is_lost(who: Person, settings: Any, lost: bool) -> None:
    settings.DEMO = False
    TOTP.activate(who, generate_totp_secret())
    assert use(who, given_code(who, lost=lost)).status_code == 302
    assert Authenticator.objects.filter(user=who).exists() is not lost
    client = Client()
    arrived = client.post("/sign-in", {"username": who.username, "password": NEW}, follow=True).redirect_chain
    page = "account_reauthenticate" if lost else "mfa_authenticate"
    assert any(address.startswith(reverse(page)) for address, _ in arrived), "another is set up before anything else"
    assert client.get("/cases/").status_code == 302


class TestWhoMay:
    """The administrator alone, for anybody but themselves, with a reason that stays."""

    SENT = {"second_factor_lost": False, "reason": REASON}  # noqa: RUF012  not changed

    def test_the_code_of_the_api_serves_and_its_reason_is_on_the_chain(self, who: Person) -> None:
        keeper = person("administrator")
        answer = post(with_token(keeper), f"/people/{who.id}/reset-codes", self.SENT)
        assert answer.status_code == 201
        told = last_event(who)
        assert (told.actor, told.coded["person"]) == (str(keeper.id), str(who.id))
        assert unseal_event(told, None)["reason"] == REASON
        assert use(who, answer.json()["code"]).status_code == 302

    @pytest.mark.parametrize("role", ["protection_supervisor", "auditor", "border_officer", "protection_officer"])
    def test_nobody_else_gives_one(self, who: Person, role: str) -> None:
        other, address = person(role), reverse("person_access", args=[who.id])
        refused = post(with_token(other), f"/people/{who.id}/reset-codes", self.SENT)
        assert refused.status_code in (403, 404)
        assert signed_in(other).get(address).status_code in (403, 404)
        assert signed_in(other).post(address, {"end": "1"}).status_code in (403, 404)
        assert not ResetCode.objects.filter(person=who).exists()

    def test_nobody_resets_themselves(self) -> None:
        keeper = person("administrator")
        assert post(with_token(keeper), f"/people/{keeper.id}/reset-codes", self.SENT).status_code == 422
        form = {"second_factor_lost": "yes", "reason": REASON}
        assert signed_in(keeper).post(reverse("person_access", args=[keeper.id]), form).status_code == 422
        assert not ResetCode.objects.filter(person=keeper).exists()

    @pytest.mark.parametrize("sent", [{}, SENT | {"reason": "corto"}, {"reason": REASON}, SENT | {"more": 1}])
    def test_a_code_needs_its_reason(self, who: Person, sent: dict[str, Any]) -> None:
        keeper = with_token(person("administrator"))
        assert post(keeper, f"/people/{who.id}/reset-codes", sent).status_code == 422

    def test_the_page_shows_the_code_once_and_ends_access(self, who: Person) -> None:
        keeper, address = signed_in(person("administrator")), reverse("person_access", args=[who.id])
        assert address in keeper.get(f"/directory/people/{who.id}/").content.decode()
        shown = keeper.post(address, {"second_factor_lost": "no", "reason": REASON})
        [code] = re.findall(r'am-code">([^<]+)<', shown.content.decode())
        assert code not in keeper.get(address).content.decode()
        assert use(who, code).status_code == 302
        token = issue_token(who)
        assert keeper.post(address, {"end": "1"}).status_code == 302
        assert find_token(token) is None
        assert signs_in(who, NEW), "the password stays"
