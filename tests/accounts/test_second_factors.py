"""Second factors and sessions lie outside row-level security: their rows hold nothing that signs anybody in."""

from __future__ import annotations

import json
import time
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, TOTP, generate_totp_secret, hotp_value
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from amparo.accounts.models import Person
from amparo.accounts.second_factors import Adapter, change_secrets, describe_second_factor
from tests.factories import person
from tests.house.database import a_row

PASSWORD = "una frase larga y buena"


@pytest.fixture
def who() -> Person:
    made = person("protection_officer")
    made.set_password(PASSWORD)
    made.save()
    return made


def row_of(who: Person, kind: Authenticator.Type) -> str:
    return a_row("mfa_authenticator", "user_id = %(who)s and type = %(kind)s", who=who.id, kind=kind.value)


def signed_in_with(who: Person, code: str) -> Client:
    client = Client()
    client.post("/sign-in", {"username": who.username, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code})
    return client


def test_the_seed_of_a_code_app_is_sealed_and_its_codes_sign_in(who: Person) -> None:
    seed = generate_totp_secret()
    TOTP.activate(who, seed)
    assert seed not in row_of(who, Authenticator.Type.TOTP)
    client = signed_in_with(who, f"{hotp_value(seed, int(time.time()) // 30):06}")
    assert client.get("/account/").status_code == 200


def test_the_seed_of_recovery_codes_is_sealed_and_each_signs_in_once(
    who: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RecoveryCodes, "generate_seed", classmethod(lambda _: "5eed" * 20))
    TOTP.activate(who, generate_totp_secret())
    codes = RecoveryCodes.activate(who).get_unused_codes()
    row = row_of(who, Authenticator.Type.RECOVERY_CODES)
    assert "5eed" * 20 not in row
    assert not any(code in row for code in codes)
    assert signed_in_with(who, codes[0]).get("/account/").status_code == 200
    assert signed_in_with(who, codes[0]).get("/account/").status_code == 302


def test_two_equal_seeds_are_sealed_differently_and_open_with_this_nodes_key_alone() -> None:
    adapter = Adapter()
    one, other = adapter.encrypt("JBSWY3DP"), adapter.encrypt("JBSWY3DP")
    assert one != other
    assert adapter.decrypt(one) == adapter.decrypt(other) == "JBSWY3DP"
    with pytest.raises((InvalidTag, ValueError)):
        adapter.decrypt(one[:-8] + "AAAAAAA=")


def test_seeds_that_were_stored_in_clear_are_sealed_by_the_migration() -> None:
    adapter, before = Adapter(), {"seed": "5eed", "used_mask": 3}
    sealed = change_secrets(before, adapter.encrypt)
    assert "5eed" not in json.dumps(sealed)
    assert sealed["used_mask"] == 3
    assert change_secrets(sealed, adapter.decrypt) == before
    key = {"name": "Llave", "credential": {"id": "x"}}
    assert change_secrets(key, adapter.encrypt) == key, "a public key is no secret"


def test_a_seed_that_is_being_set_up_lies_sealed_in_its_session(who: Person) -> None:
    client = Client()
    client.post("/sign-in", {"username": who.username, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    seed = client.session[SECRET_SESSION_KEY]
    key = client.session.session_key
    row = Session.objects.get(session_key=key).session_data
    for store in ("django.contrib.sessions.backends.db", settings.SESSION_ENGINE):
        opened = import_module(store).SessionStore().decode(row)
        assert (opened.get(SECRET_SESSION_KEY) == seed) is (store == settings.SESSION_ENGINE)


NO_PASSKEYS = [
    "",
    "x",
    "{}",
    "[]",
    "7",
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA", "attestationObject": "AA", '
    '"authenticatorData": "AA", "signature": "AA"}}',
]


@pytest.mark.parametrize("credential", NO_PASSKEYS)
def test_what_is_no_passkey_signs_nobody_in_and_is_not_added(who: Person, credential: str) -> None:
    client = Client()
    client.post("/sign-in", {"username": who.username, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    add = reverse("mfa_add_webauthn")
    assert client.get(add).status_code == 200
    assert client.post(add, {"name": "Llave", "credential": credential}).status_code == 200
    assert not Authenticator.objects.filter(user=who).exists()
    TOTP.activate(who, generate_totp_secret())
    guesser = Client()
    guesser.post("/sign-in", {"username": who.username, "password": PASSWORD})
    assert guesser.post(reverse("mfa_authenticate"), {"credential": credential}).status_code == 200
    assert guesser.get("/account/").status_code == 302


def test_recovery_codes_are_made_shown_and_the_code_app_turned_off_in_our_words(who: Person) -> None:
    """The pages of the package spoke English and looked like nothing else here."""
    TOTP.activate(who, generate_totp_secret())
    codes = RecoveryCodes.activate(who).get_unused_codes()
    client = signed_in_with(who, codes[0])
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("mfa_reauthenticate"), {"code": codes[1]})
    shown = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert "Quedan 8 de 10" in shown
    assert codes[5] in shown
    assert "Los 8 que le quedan" in client.get(reverse("mfa_generate_recovery_codes")).content.decode()
    assert client.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert "Quedan 10 de 10" in again
    assert codes[5] not in again
    assert "Desactivar la aplicación de códigos" in client.get(reverse("mfa_deactivate_totp")).content.decode()
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.filter(user=who, type=Authenticator.Type.TOTP).exists()


def test_who_gives_up_at_the_second_step_leaves_the_browser_to_others(who: Person) -> None:
    """«Cancelar» showed the same page again, and nobody else could sign in there."""
    TOTP.activate(who, generate_totp_secret())
    client = Client()
    client.post("/sign-in", {"username": who.username, "password": PASSWORD})
    assert client.get("/sign-in").status_code == 302
    assert client.post(reverse("account_logout")).headers["Location"] == reverse("sign_in")
    assert client.get("/sign-in").status_code == 200


def test_what_the_use_of_a_second_factor_changes_is_no_forgery(who: Person) -> None:
    """The page of recovery codes notes that they were seen, and verification took it for another's work."""
    TOTP.activate(who, generate_totp_secret())
    codes = RecoveryCodes.activate(who)
    before = describe_second_factor(codes.instance)
    codes.instance.data |= {"viewed_at": "2026-12-01", "used_mask": 3}
    assert describe_second_factor(codes.instance) == before
    codes.instance.data |= {"seed": "another"}
    assert describe_second_factor(codes.instance) != before
