"""A real node: the web server as in service, no demo, behind a proxy that terminates TLS."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.conf import settings

import amparo.ui as amparo_ui
from amparo.accounts.models import Person
from amparo.config.commands.node import web_command
from tests.factories import person
from tests.house.test_commands import amparo
from tests.journeys.tls_proxy import tls_proxy

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("start")]
ASSETS = Path(amparo_ui.__file__).parent / "static"
PASSWORD = "una frase larga y buena"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tls")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a web server with the settings of a real node."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = int(probe.getsockname()[1])
    shutil.copytree(ASSETS, settings.STATIC_ROOT, dirs_exist_ok=True)
    real = {"AMPARO_HOSTS": "localhost,127.0.0.1", "AMPARO_TRUSTED_PROXIES": "127.0.0.1", "AMPARO_POOL": "1"}
    inherited = {name: value for name, value in os.environ.items() if name != "AMPARO_DEMO"}
    process = subprocess.Popen(web_command("127.0.0.1", str(free)), env=inherited | real)
    for _ in range(600):
        try:
            urlopen(f"http://127.0.0.1:{free}/healthz", timeout=3).close()
            break
        except (URLError, OSError):
            assert process.poll() is None, "the web server did not start"
            time.sleep(0.1)
    yield free
    process.terminate()
    process.wait(timeout=60)


@pytest.fixture(scope="module")
def node(port: int, folder: Path) -> Iterator[str]:
    with tls_proxy(port, folder) as address:
        yield address


@pytest.fixture
def who() -> Person:
    made = person("protection_officer")
    made.set_password(PASSWORD)
    made.save()
    return made


def current_code(secret: str) -> str:
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06}"


def give_password(page: Page, who: Person) -> None:
    page.goto("/sign-in")
    page.fill("[name=username]", who.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit] >> nth=-1")


def test_it_is_signed_into_with_password_and_second_factor(node: str, browser: Browser, who: Person) -> None:
    secret = generate_totp_secret()
    TOTP.activate(who, secret)
    context = browser.new_context(base_url=node, ignore_https_errors=True, locale="es")
    page = context.new_page()
    give_password(page, who)
    page.fill("[name=code]", current_code(secret))
    page.click("text=Entrar")
    page.wait_for_url(f"{node}/")
    cookies = {cookie["name"]: cookie for cookie in context.cookies()}
    session = cookies["__Host-sessionid"]
    assert (session["secure"], session["httpOnly"], session["path"]) == (True, True, "/")
    assert all(cookie["secure"] for cookie in cookies.values())
    page.goto("/account/")
    assert who.name in page.content()
    context.close()


DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A telephone that keeps passkeys, as Chromium plays it (WebAuthn Level 3, §11), and whose owner always agrees."""


def forget_second_factor(session_key: str) -> None:
    """As if it had been used an hour ago in this session."""
    store = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    store[METHODS] = [record | {"at": record["at"] - 3600} for record in store[METHODS]]
    store.save()


def session_key(page: Page) -> str:
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "__Host-sessionid")


def test_a_passkey_is_added_named_used_and_removed(node: str, browser: Browser, who: Person) -> None:
    secret = generate_totp_secret()
    TOTP.activate(who, secret)
    context = browser.new_context(base_url=node, ignore_https_errors=True, locale="es")
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    give_password(page, who)
    page.fill("[name=code]", current_code(secret))
    page.click("text=Entrar")
    page.wait_for_url(f"{node}/")

    page.goto("/account/2fa/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    page.click("main button:has-text('Seguir')")
    page.fill("[name=name]", "Mi teléfono")
    page.click("main button:has-text('Añadir')")
    page.wait_for_url(f"{node}/account/2fa/recovery-codes/")
    page.goto("/account/2fa/webauthn/")
    assert "Mi teléfono" in page.content()
    page.click("text=Cambiar el nombre")
    page.fill("[name=name]", "Teléfono de la oficina")
    page.click("main button:has-text('Guardar')")
    page.wait_for_url(f"{node}/account/2fa/webauthn/")
    assert "Teléfono de la oficina" in page.content()

    page.click("header >> text=Salir")
    give_password(page, who)
    page.click("main button:has-text('Usar una llave de acceso')")
    page.wait_for_url(f"{node}/")

    forget_second_factor(session_key(page))
    page.goto("/account/tokens/")
    assert page.url.startswith(f"{node}/account/2fa/webauthn/reauthenticate/")
    page.click("main button:has-text('Usar una llave de acceso')")
    page.wait_for_url(f"{node}/account/tokens/")

    page.goto("/account/2fa/webauthn/")
    page.click("main td >> text=Quitar")
    page.click("main button:has-text('Quitar')")
    page.wait_for_url(f"{node}/account/2fa/webauthn/")
    assert "No tiene ninguna" in page.content()
    context.close()


def ask(address: str, folder: Path, body: bytes | None = None, **headers: str) -> Any:
    trusted = ssl.create_default_context(cafile=folder / "localhost.pem")
    return urlopen(Request(address, body, headers), context=trusted)  # noqa: S310  our own address


def test_it_says_that_it_is_to_be_asked_over_tls_alone(node: str, folder: Path) -> None:
    with ask(f"{node}/sign-in", folder) as answer:
        assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
        assert "__Host-csrftoken" in answer.headers["Set-Cookie"]


def test_a_form_of_another_site_is_refused(node: str, folder: Path) -> None:
    with pytest.raises(URLError, match="403"):
        ask(f"{node}/sign-in", folder, b"username=a", Origin="https://elsewhere.example")


def test_check_asks_the_public_address(node: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "localhost.pem"))
    told = amparo("node", "check", "--lang", "en", "--url", node).stdout
    assert "✔ Public address" in told
    assert "✘ Public address" in amparo("node", "check", "--lang", "en", "--url", node.replace("https", "http")).stdout
