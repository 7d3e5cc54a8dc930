"""Chromium with touch and keyboard, and a meter of its network traffic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench.made_cases import PASSWORD
from tests.browsers import find_browser


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Yield the installed Chromium, headless.

    Within the block this thread may not use the database.
    """
    found = find_browser()
    if found is None:
        message = "no Chromium: run `make chromium`"
        raise RuntimeError(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class TrafficMeter:
    """Bytes received since the last reset: as sent, with headers, and as unpacked."""

    sent: float = 0
    unpacked: float = 0

    @classmethod
    def of(cls, session: CDPSession) -> TrafficMeter:
        """Return a meter of this session that counts from now on."""
        meter = cls()
        session.send("Network.enable")
        session.on("Network.loadingFinished", meter._finished)
        session.on("Network.dataReceived", meter._received)
        session.on("Network.requestWillBeSent", meter._redirected)
        return meter

    def _finished(self, event: dict[str, Any]) -> None:
        self.sent += event["encodedDataLength"]

    def _received(self, event: dict[str, Any]) -> None:
        self.unpacked += event["dataLength"]

    def _redirected(self, event: dict[str, Any]) -> None:
        self.sent += event.get("redirectResponse", {}).get("encodedDataLength", 0)

    def take_kilobytes(self) -> dict[str, float]:
        """Return the kilobytes since the last call, and reset."""
        taken = {"kb": round(self.sent / 1000, 1), "unpacked_kb": round(self.unpacked / 1000, 1)}
        self.sent = self.unpacked = 0
        return taken


def sign_in(page: Page, base_url: str, username: str) -> None:
    """Sign in and wait for My work."""
    page.goto(f"{base_url}/sign-in", wait_until="networkidle")
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state("networkidle")
