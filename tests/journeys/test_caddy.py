"""The packaged Caddyfile before a real node, and the packaged units, read by the programs that they are written for."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession

from amparo.accounts.models import Person
from tests.journeys.test_real_node import current_code, folder, give_password, port, who

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["folder", "port", "who"]
DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
CADDY, SYSTEMD = shutil.which("caddy"), shutil.which("systemd-analyze")
with_caddy = [
    pytest.mark.browser,
    pytest.mark.xdist_group("start"),
    pytest.mark.skipif(not CADDY, reason="Caddy is not installed here"),
]
MADE_UP = "198.51.100.77"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _caddyfile(upstream: int, own: int, folder: Path) -> str:
    """The packaged file with another name, ports, and a certificate of Caddy's own authority."""
    text = (DEPLOY / "Caddyfile").read_text()
    for packaged, here in {
        "amparo.example.gob {": f"localhost:{own} {{\n\ttls internal",
        "127.0.0.1:8000\n\n": f"127.0.0.1:{upstream}\n\n",
    }.items():
        assert text.count(packaged) == 1
        text = text.replace(packaged, here)
    local = f"admin off\n\tskip_install_trust\n\tauto_https disable_redirects\n\tstorage file_system {folder}/caddy"
    return f"{{\n\t{local}\n}}\n{text}"


@pytest.fixture(scope="module")
def caddy(port: int, folder: Path) -> Iterator[str]:
    own = _free_port()
    (folder / "Caddyfile").write_text(_caddyfile(port, own, folder))
    command = [str(CADDY), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    process = subprocess.Popen(command, env=os.environ | {"HOME": str(folder)}, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                _ask(f"https://localhost:{own}/healthz", folder)
                break
            except (URLError, OSError):
                assert process.poll() is None, "Caddy did not start"
                time.sleep(0.1)
        yield f"https://localhost:{own}"
    finally:
        process.terminate()
        process.wait(timeout=60)


def _ask(address: str, folder: Path, **headers: str) -> dict[str, str]:
    """Ask through Caddy, which is trusted by the certificate of its own authority alone."""
    trusted = ssl.create_default_context(cafile=folder / "caddy/pki/authorities/local/root.crt")
    with urlopen(Request(address, None, headers), context=trusted, timeout=10) as answer:  # noqa: S310  our own address
        return dict(answer.headers)


class TestCaddy:
    pytestmark = with_caddy

    def test_one_signs_in_through_it(self, caddy: str, browser: Browser, who: Person) -> None:
        secret = generate_totp_secret()
        TOTP.activate(who, secret)
        claimed = {"X-Forwarded-For": MADE_UP, "X-Forwarded-Proto": "http"}
        context = browser.new_context(base_url=caddy, ignore_https_errors=True, locale="es", extra_http_headers=claimed)
        page = context.new_page()
        give_password(page, who)
        page.fill("[name=code]", current_code(secret))
        page.click("text=Entrar")
        page.wait_for_url(f"{caddy}/")
        page.goto("/account/")
        assert who.name in page.content()
        cookies = context.cookies()
        assert {cookie["name"] for cookie in cookies} >= {"__Host-sessionid", "__Host-csrftoken"}
        assert any(cookie["name"].startswith("__Host-browser-") for cookie in cookies)
        assert all(cookie["secure"] for cookie in cookies)
        seen = set(UserSession.objects.filter(user=who).values_list("ip", flat=True))
        assert seen in ({"127.0.0.1"}, {"::1"}), "never what the browser claims"
        context.close()

    def test_it_speaks_tls_that_its_own_authority_vouches_for(self, caddy: str, folder: Path) -> None:
        answer = _ask(f"{caddy}/sign-in", folder, **{"Accept-Encoding": "gzip"})
        assert "max-age=31536000" in answer["Strict-Transport-Security"]
        assert answer["Content-Encoding"] == "gzip"

    def test_metrics_are_not_shown_outside(self, caddy: str, folder: Path) -> None:
        with pytest.raises(HTTPError) as refused:
            _ask(f"{caddy}/metrics", folder)
        assert (refused.value.code, refused.value.read()) == (404, b"")


@pytest.mark.skipif(not SYSTEMD, reason="systemd is not installed here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_finds_nothing_wrong_with_a_unit(unit: Path, tmp_path: Path) -> None:
    copy = tmp_path / unit.name
    copy.write_text(unit.read_text().replace("/opt/amparo/.venv/bin/amparo", sys.executable))
    done = subprocess.run([str(SYSTEMD), "verify", str(copy)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
