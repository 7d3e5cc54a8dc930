"""A browser, and a node that it can reach: the system's own WSGI application, connected as the web's login role."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from tests.browsers import find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

WIDE, PHONE, NARROW = 1280, 360, 320
PATIENCE = 60_000  # milliseconds: a slow machine under load is no failure, and what comes is not waited for any longer
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(autouse=True)
def _house(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = False
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "sessionid", "csrftoken"
    monkeypatch.setattr("amparo.ui.limits.REQUESTS_A_MINUTE", 10**9)


@pytest.fixture(scope="session", autouse=True)
def _synchronous() -> Iterator[None]:
    """The browser's driver runs a loop in this thread; what the tests ask of the database stays synchronous."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def house() -> Iterator[str]:
    """Address of a running node."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), _Server, _Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Move the clock of the whole node, the threads of its server included."""

    def move(instant: datetime) -> None:
        monkeypatch.setattr("amparo.ledger.clock._set", ContextVar("moved", default=instant.astimezone(UTC)))  # noqa: B039  it does not change

    return move


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    found = find_browser()
    assert found, "the browser tests need Chromium"
    with sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
        started = driver.chromium.launch(executable_path=found, args=flags, timeout=PATIENCE)
        yield started
        started.close()


@pytest.fixture
def open_as(house: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a window in which this person is signed in; anything a page writes to its console fails the test."""
    from django.test import Client

    contexts, complaints = [], []

    def open_window(who: Any = None, *, width: int = WIDE, language: str = "es", scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=house, viewport={"width": width, "height": 780}, locale=language, java_script_enabled=scripts
        )
        contexts.append(context)
        cookies = {"django_language": language}
        if who is not None:
            client = Client()
            client.force_login(who)
            cookies["sessionid"] = client.cookies["sessionid"].value
        context.add_cookies([{"name": name, "value": value, "url": house} for name, value in cookies.items()])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def accessible() -> Callable[..., None]:
    """Fail with what axe finds wrong on a page, WCAG 2.2 AA.

    The contrast of colours takes most of the time, and all pages have theirs from the same components: where many are
    looked at, some do.
    """
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def check(page: Page, *, contrast: bool = True) -> None:
        options = {"runOnly": WCAG, "resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": contrast}}}
        found = axe.run(page, options=options).response["violations"]
        told = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]
        assert told == [], page.url

    return check


def follow(page: Page, what: str | Locator) -> None:
    """Click a link and wait for its page: a click alone may return while the earlier page is still shown."""
    there = page.locator(what) if isinstance(what, str) else what
    with page.expect_navigation():
        there.first.click()


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window, once its letters are there."""
    width: int = page.evaluate(
        "document.fonts.ready.then(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)"
    )
    return width
