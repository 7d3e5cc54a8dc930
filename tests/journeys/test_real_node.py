"""A real node: the web server as in service, no demo, behind a proxy that terminates TLS."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time

from amparo.accounts.models import Person
from amparo.config.commands.node import web_command
from tests.factories import person
from tests.house.test_commands import amparo
from tests.journeys.tls_proxy import tls_proxy

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("start")]
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


def test_it_is_signed_into_with_password_and_second_factor(node: str, browser: Browser, who: Person) -> None:
    secret = generate_totp_secret()
    TOTP.activate(who, secret)
    context = browser.new_context(base_url=node, ignore_https_errors=True, locale="es")
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("[name=username]", who.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit] >> nth=-1")
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
