"""Chromium, driven as a person would, and the bytes that it fetched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench.walked import PASSWORD


@contextmanager
def chromium() -> Iterator[Browser]:
    """The installed Chromium without a window. Inside the block this thread may not use the database."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
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
class Wire:
    """What came over the wire since the last reset, in bytes: as sent, headers included, and as unpacked."""

    sent: float = 0
    unpacked: float = 0

    @classmethod
    def of(cls, session: CDPSession) -> Wire:
        """Count from now on."""
        wire = cls()
        session.send("Network.enable")
        session.on("Network.loadingFinished", wire._finished)
        session.on("Network.dataReceived", wire._received)
        session.on("Network.requestWillBeSent", wire._redirected)
        return wire

    def _finished(self, event: dict[str, Any]) -> None:
        self.sent += event["encodedDataLength"]

    def _received(self, event: dict[str, Any]) -> None:
        self.unpacked += event["dataLength"]

    def _redirected(self, event: dict[str, Any]) -> None:
        self.sent += event.get("redirectResponse", {}).get("encodedDataLength", 0)

    def take(self) -> dict[str, float]:
        """The kilobytes since the last time."""
        taken = {"kb": round(self.sent / 1000, 1), "unpacked_kb": round(self.unpacked / 1000, 1)}
        self.sent = self.unpacked = 0
        return taken


def sign_in(page: Page, base_url: str, username: str) -> None:
    """Through the sign-in page, until My work is there."""
    page.goto(f"{base_url}/sign-in", wait_until="networkidle")
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state("networkidle")
