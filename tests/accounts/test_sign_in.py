"""Who gets in, for how long, and with what: from outside."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from random import randrange
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from amparo.accounts.models import Person
from amparo.ledger import clock
from amparo.ui import limits
from tests.callers import signed_in, with_token
from tests.factories import person, unique

PASSWORD = "una frase larga y buena"


@pytest.fixture
def who() -> Person:
    made = person("protection_officer")
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    settings.DEMO = True
    cache.key_prefix = unique("limits")  # what others counted does not matter here


def sign_in(who: Person, password: str = PASSWORD, client: Client | None = None, **more: str) -> Any:
    return (client or Client()).post("/sign-in", {"username": who.username, "password": password} | more)


def lets_in(client: Client) -> bool:
    response = client.get("/account/")
    return response.status_code == 200 and "/sign-in" not in response.get("Location", "")


def test_the_right_password_opens(who: Person) -> None:
    client = Client()
    assert sign_in(who, client=client).status_code == 302
    assert lets_in(client)


def test_a_wrong_password_and_an_unknown_name_are_told_alike(who: Person) -> None:
    wrong, unknown = sign_in(who, "otra cosa"), Client().post("/sign-in", {"username": unique("x"), "password": "y"})
    assert wrong.status_code == unknown.status_code == 200
    pages = [response.content.decode() for response in (wrong, unknown)]
    words = [re.findall(r'class="govuk-error-summary.*?</div>', page, re.DOTALL) for page in pages]
    assert words[0] == words[1]
    assert words[0]


@pytest.mark.parametrize(
    ("username", "password"),
    [("", ""), ("\x00", "\x00"), ("x" * 10_000, "y"), ("a", "z" * 10_000), ("ñ" * 300, "\ud7ff")],
)
def test_odd_answers_are_answered(username: str, password: str) -> None:
    assert Client().post("/sign-in", {"username": username, "password": password}).status_code in (200, 429)


def test_who_left_does_not_get_in(who: Person) -> None:
    Person.objects.filter(id=who.id).update(is_active=False)
    client = Client()
    sign_in(who, client=client)
    assert not lets_in(client)
    assert "Su cuenta está cerrada" in client.get("/account/inactive/").content.decode()


def test_who_leaves_is_out_at_once(who: Person) -> None:
    client, api = signed_in(who), with_token(who)
    assert lets_in(client)
    assert api.get("/api/v1/acts").status_code == 200
    Person.objects.filter(id=who.id).update(is_active=False)
    assert not lets_in(client)
    assert api.get("/api/v1/acts").status_code == 401


def test_too_many_wrong_tries_lock_out_and_the_lock_ends_by_itself(who: Person, monkeypatch: Any) -> None:
    import time

    for _ in range(12):
        sign_in(who, "otra cosa")
    locked = Client()
    assert sign_in(who, client=locked).status_code in (200, 429)
    assert not lets_in(locked)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3600)
    later = Client()
    assert sign_in(who, client=later).status_code == 302
    assert lets_in(later)


def test_guessing_keeps_out_its_own_address_and_no_colleague_elsewhere(who: Person) -> None:
    here, elsewhere = f"203.0.113.{randrange(256)}", f"198.51.100.{randrange(256)}"
    for n in range(12):
        sign_in(who, "otra cosa", client=Client(REMOTE_ADDR=here, HTTP_X_FORWARDED_FOR=f"192.0.2.{n}"))
    guesser, colleague = Client(REMOTE_ADDR=here, HTTP_X_FORWARDED_FOR="192.0.2.99"), Client(REMOTE_ADDR=elsewhere)
    assert sign_in(who, client=guesser).status_code in (200, 429)
    assert not lets_in(guesser)
    assert sign_in(who, client=colleague).status_code == 302
    assert lets_in(colleague)


def test_another_place_is_not_followed_after_sign_in(who: Person) -> None:
    response = sign_in(who, next="https://elsewhere.example/")
    assert response.status_code == 302
    assert "elsewhere" not in response["Location"]


def test_nobody_opens_an_account(who: Person) -> None:
    response = Client().get("/account/signup/")
    assert response.status_code in (200, 403, 404)
    Client().post("/account/signup/", {"username": "intruso", "password1": PASSWORD, "password2": PASSWORD})
    assert not Person.objects.filter(username="intruso").exists()


@pytest.mark.parametrize(("wait", "still"), [(limits.IDLE, True), (limits.IDLE + timedelta(seconds=1), False)])
def test_an_idle_session_ends(who: Person, wait: timedelta, still: bool) -> None:
    client, now = signed_in(who), clock.now().replace(microsecond=0)
    with clock.at(now):
        assert lets_in(client)
    with clock.at(now + wait):
        assert lets_in(client) is still


@pytest.mark.parametrize(("over", "still"), [(timedelta(), True), (timedelta(seconds=1), False)])
def test_a_session_in_use_ends_after_its_longest_time(who: Person, over: timedelta, still: bool) -> None:
    client, now = signed_in(who), clock.now().replace(microsecond=0)
    at, end = now, now + limits.ABSOLUTE
    while at < end:
        with clock.at(at):
            assert lets_in(client)
        at += timedelta(minutes=25)
    with clock.at(end + over):
        assert lets_in(client) is still


def test_outside_the_demo_a_second_factor_comes_first(who: Person, settings: Any) -> None:
    settings.DEMO = False
    client = Client()
    sign_in(who, client=client)
    for path in ("/", "/cases/", "/directory/", "/administration/"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (302, reverse("mfa_activate_totp"))
    assert client.get("/help/").status_code != 302


def test_the_page_that_sets_it_up_is_reached(who: Person, settings: Any) -> None:
    settings.DEMO = False
    client = Client()
    sign_in(who, client=client)
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked["Location"].startswith(reverse("account_reauthenticate")), (
        "the password once more, by whoever sits there"
    )
    assert client.get(asked["Location"]).status_code == 200
    reached = client.post(asked["Location"], {"password": PASSWORD}, follow=True)
    assert reached.redirect_chain[-1][0] == reverse("mfa_activate_totp")
    assert reached.status_code == 200
    assert b"otpauth" in reached.content or b"<svg" in reached.content or b"<img" in reached.content


def test_with_a_second_factor_the_password_is_not_enough(who: Person, settings: Any) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    settings.DEMO = False
    TOTP.activate(who, generate_totp_secret())
    assert Authenticator.objects.filter(user=who).exists()
    client = Client()
    assert sign_in(who, client=client)["Location"].startswith(reverse("mfa_authenticate"))
    assert not lets_in(client)
    assert client.get("/").status_code == 302


def test_a_session_without_the_second_factor_is_asked_for_it(who: Person, settings: Any) -> None:
    settings.DEMO = False
    client = signed_in(who)
    assert client.get("/")["Location"] == reverse("mfa_activate_totp")


def test_sessions_are_listed_and_ended(who: Person) -> None:
    here, there = Client(headers={"User-Agent": "aquí"}), Client(headers={"User-Agent": "allá"})
    for client in (here, there):
        sign_in(who, client=client)
        client.get("/account/")
    page = here.get(reverse("usersessions_list"))
    assert page.status_code == 200
    here.post(reverse("usersessions_list"))
    assert lets_in(here)
    assert not lets_in(there)


def test_a_session_is_listed_with_the_hour_where_its_person_is(who: Person) -> None:
    client = Client()
    sign_in(who, client=client)
    client.get("/account/")
    UserSession.objects.filter(user=who).update(created_at=datetime(2026, 3, 10, 4, 15, tzinfo=UTC))
    assert "9 Mar 2026 22:15" in client.get(reverse("usersessions_list")).content.decode()


def test_signing_out_takes_a_post_and_ends_the_session(who: Person) -> None:
    client = signed_in(who)
    client.get(reverse("account_logout"))
    assert lets_in(client)
    client.post(reverse("account_logout"))
    assert not lets_in(client)


def test_forged_posts_are_refused(who: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(who)
    assert client.post("/cases/new/", {"names.given": "Ana"}).status_code == 403


def test_too_many_requests_are_told_so(who: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REQUESTS_A_MINUTE", 5)
    now = clock.now()
    with clock.at(now):
        api = with_token(who)
        told = [api.get("/api/v1/acts").status_code for _ in range(7)]
        assert told == [200] * 5 + [429] * 2
        assert api.get("/api/v1/acts")["Content-Type"] == "application/problem+json"
        assert signed_in(who).get("/account/").status_code == 429, "the same person, by another way"
        other = with_token(person("protection_officer"))
        assert other.get("/api/v1/acts").status_code == 200, "somebody else at the same address"
    with clock.at(now + timedelta(minutes=1)):
        assert api.get("/api/v1/acts").status_code == 200


def test_what_is_made_up_is_counted_with_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REQUESTS_A_MINUTE", 5)
    made_up = [
        {"HTTP_AUTHORIZATION": "Bearer one"},
        {"HTTP_AUTHORIZATION": "Bearer two"},
        {"HTTP_AUTHORIZATION": "Basic eA=="},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.1"},
        {"HTTP_X_REAL_IP": "192.0.2.2"},
        {"HTTP_FORWARDED": "for=192.0.2.3"},
        {"HTTP_COOKIE": "sessionid=three"},
        {"HTTP_IDEMPOTENCY_KEY": "four"},
        {"HTTP_HOST": "localhost"},
    ]
    address = f"2001:db8:{randrange(65536):x}:{randrange(65536):x}"
    with clock.at(clock.now()):
        told = [
            Client().get("/api/v1/acts", REMOTE_ADDR=f"{address}::{n}", **header).status_code
            for n, header in enumerate(made_up)
        ]
        assert told == [401] * 5 + [429] * 4
        assert Client().get("/api/v1/acts", REMOTE_ADDR=f"203.0.113.{randrange(256)}").status_code == 401
        assert Client().get("/healthz", REMOTE_ADDR=f"{address}::1").status_code == 200


def test_cookies_are_kept_from_scripts_and_other_sites(who: Person, settings: Any) -> None:
    client = Client()
    client.get("/sign-in")
    sign_in(who, client=client)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert bool(session["secure"]) is settings.SESSION_COOKIE_SECURE
    assert client.cookies[settings.CSRF_COOKIE_NAME]["samesite"] == "Lax"


def test_outside_the_demo_cookies_travel_sealed() -> None:
    from django.conf import settings as real

    assert real.SESSION_COOKIE_SECURE
    assert real.CSRF_COOKIE_SECURE


def test_passwords_are_kept_hashed(who: Person) -> None:
    assert PASSWORD not in who.password
    assert who.password.startswith(("pbkdf2_sha256$", "argon2", "scrypt"))


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_language_is_switched_and_kept(who: Person, language: str) -> None:
    client = signed_in(who)
    client.cookies.pop("django_language", None)
    response = client.post(reverse("set_language"), {"language": language, "next": "/account/"})
    assert response.status_code == 302
    assert f'<html lang="{language}"' in client.get("/account/").content.decode()


def test_a_language_that_does_not_exist_changes_nothing(who: Person) -> None:
    client = signed_in(who)
    client.post(reverse("set_language"), {"language": "xx", "next": "https://elsewhere.example"})
    assert '<html lang="es"' in client.get("/account/").content.decode()


def test_a_person_s_own_language_is_spoken(who: Person) -> None:
    Person.objects.filter(id=who.id).update(language="en")
    client = Client()
    client.force_login(Person.objects.get(id=who.id))
    assert '<html lang="en"' in client.get("/account/").content.decode()
