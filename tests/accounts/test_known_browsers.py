"""A lock-out slows who guesses, not the colleague behind the same address."""

from __future__ import annotations

from random import randrange
from typing import Any

import pytest
from django.conf import settings as real
from django.core.cache import cache
from django.test import Client

from amparo.accounts import known_browsers
from amparo.accounts.models import Person
from amparo.accounts.selectors import actor_of
from amparo.accounts.steps import set_password
from amparo.ui import limits
from tests.accounts.test_sign_in import PASSWORD, lets_in, sign_in
from tests.factories import person, unique

TRIES = 24


@pytest.fixture
def office(settings: Any) -> str:
    """The one address of an office; what others counted does not matter here."""
    settings.DEMO = True
    cache.key_prefix = unique("limits")
    return f"203.0.113.{randrange(256)}"


def colleague() -> Person:
    made = person("protection_officer")
    made.set_password(PASSWORD)
    made.save()
    return made


def known(who: Person, office: str) -> Client:
    """The browser of somebody who signed in with it yesterday and whose session has ended."""
    client = Client(REMOTE_ADDR=office)
    sign_in(who, client=client)
    assert lets_in(client)
    del client.cookies[real.SESSION_COOKIE_NAME]
    assert not lets_in(client)
    return client


def cookie_of(client: Client) -> Any:
    [name] = [name for name in client.cookies if name.startswith(real.KNOWN_BROWSER_COOKIE)]
    return client.cookies[name]


def guess(who: Person, office: str, client: Client | None = None, tries: int = TRIES) -> None:
    for _ in range(tries):
        sign_in(who, "otra cosa", client=client or Client(REMOTE_ADDR=office))


def is_let_in(who: Person, client: Client) -> bool:
    sign_in(who, client=client)
    return lets_in(client)


def test_who_guesses_is_slowed_and_a_colleague_s_known_browser_is_not(office: str) -> None:
    target, other = colleague(), colleague()
    browsers = {who: known(who, office) for who in (target, other)}
    guess(target, office)
    assert not is_let_in(target, Client(REMOTE_ADDR=office)), "who guessed right in the end"
    assert not is_let_in(other, Client(REMOTE_ADDR=office)), "a new browser waits as the address does"
    for who, client in browsers.items():
        assert is_let_in(who, client)


def test_neither_do_too_many_requests_of_the_address(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    who = colleague()
    client = known(who, office)
    monkeypatch.setattr(limits, "REQUESTS_A_MINUTE", 5)
    told = [Client(REMOTE_ADDR=office).get("/sign-in").status_code for _ in range(7)]
    assert told[-1] == 429
    assert client.get("/sign-in").status_code == 200
    assert is_let_in(who, client)


def test_tries_to_sign_in_are_counted_by_address_and_by_known_browser(office: str) -> None:
    who = colleague()
    client = known(who, office)
    told = [Client(REMOTE_ADDR=office).post("/sign-in", {}).status_code for _ in range(130)]
    assert (told[0], told[-1]) == (200, 429)
    assert is_let_in(who, client)


def test_a_stolen_cookie_gives_a_few_tries_at_its_own_person(office: str) -> None:
    owner, other = colleague(), colleague()
    mine, stolen = known(owner, office), cookie_of(known(owner, office))
    thief = Client(REMOTE_ADDR=f"198.51.100.{randrange(256)}")
    thief.cookies[stolen.key] = stolen.value
    guess(owner, office, client=thief)
    assert not is_let_in(owner, thief), "its count is used up, and then that of the thief's address"
    assert not is_let_in(other, thief), "it counts for nobody else"
    assert not lets_in(thief), "it opens nothing"
    assert is_let_in(owner, mine), "the owner's own browser goes on"


@pytest.mark.parametrize("forge", ["made up", "changed", "of another", "of another, renamed", "too old"])
def test_a_forged_cookie_gains_nothing(office: str, forge: str, monkeypatch: pytest.MonkeyPatch) -> None:
    target, insider = colleague(), colleague()
    mine, theirs = cookie_of(known(insider, office)), cookie_of(known(target, office))
    guess(target, office)
    name, value = {
        "made up": (theirs.key, "x"),
        "changed": (theirs.key, "0" + theirs.value[1:] if theirs.value[0] != "0" else "1" + theirs.value[1:]),
        "of another": (mine.key, mine.value),
        "of another, renamed": (theirs.key, mine.value),
        "too old": (theirs.key, theirs.value),
    }[forge]
    if forge == "too old":
        monkeypatch.setattr(known_browsers, "LIFETIME", known_browsers.LIFETIME * 0)
    forger = Client(REMOTE_ADDR=office)
    forger.cookies[name] = value
    assert not is_let_in(target, forger)


def test_a_new_password_ends_the_known_browsers(office: str) -> None:
    who = colleague()
    client, here = known(who, office), known(who, office)
    sign_in(who, client=here)
    set_password(who, new := PASSWORD + " nueva", by=actor_of(who))
    guess(who, office)
    sign_in(who, new, client=client)
    assert not lets_in(client)


def test_people_who_share_a_computer_each_have_their_own(office: str) -> None:
    shifts = [colleague() for _ in range(3)]
    shared = Client(REMOTE_ADDR=office)
    for who in shifts:
        assert is_let_in(who, shared)
        shared.post("/account/logout/")
        shared.cookies.pop(real.SESSION_COOKIE_NAME, None)
    guess(shifts[0], office)
    for who in shifts:
        assert is_let_in(who, shared)
        shared.cookies.pop(real.SESSION_COOKIE_NAME, None)


def test_a_browser_keeps_a_few_cookies(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_browsers, "_MOST", 2)
    shared = Client(REMOTE_ADDR=office)
    for _ in range(4):
        sign_in(colleague(), client=shared)
        shared.cookies.pop(real.SESSION_COOKIE_NAME, None)
    kept = [each for name, each in shared.cookies.items() if name.startswith(real.KNOWN_BROWSER_COOKIE) and each.value]
    assert len(kept) == 2


def test_a_cookie_tells_nobody_s_name_and_is_kept_from_scripts(office: str) -> None:
    who = colleague()
    cookie = cookie_of(known(who, office))
    assert not any(told in cookie.key + cookie.value for told in (who.username, str(who.id), who.id.hex))
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert bool(cookie["secure"]) is real.SESSION_COOKIE_SECURE
    assert not cookie["domain"], "as __Host- demands"


def test_a_known_browser_gets_no_new_cookie_with_each_page(office: str) -> None:
    client = Client(REMOTE_ADDR=office)
    sign_in(colleague(), client=client)
    assert not any(name.startswith(real.KNOWN_BROWSER_COOKIE) for name in client.get("/account/").cookies)
