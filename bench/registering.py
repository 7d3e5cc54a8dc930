"""Registering a child on a small phone over a slow line: seconds and taps from My work to the open case."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page

from bench.chromium import TrafficMeter, open_chromium, sign_in
from bench.made_cases import make_workplace, username_of
from bench.system import served_node

SECONDS_AIM = 90
TAPS_AIM = 12
KBIT_PER_SECOND = 400
ROUND_TRIP_MS = 400
CPU_SLOWER = 4
KEY_MS = 80
TAP_MS = 1200


@dataclass
class PhoneUser:
    """A person on a phone, with fixed times for finding and touching something and for a key."""

    page: Page
    taps: int = 0
    keys: int = 0
    waited: float = 0
    steps: list[dict[str, Any]] = field(default_factory=list)

    def tap(self, target: Locator, *, opens_page: bool = False) -> None:
        """Touch a target; with `opens_page`, wait until the next page is loaded."""
        self.page.wait_for_timeout(TAP_MS)
        self.taps += 1
        if not opens_page:
            target.tap()
            return
        started = time.monotonic()
        with self.page.expect_navigation(wait_until="load"):
            target.tap()
        waited = time.monotonic() - started
        self.waited += waited
        self.steps.append({"to": self.page.url.split("/", 3)[-1], "seconds": round(waited, 1)})

    def write(self, target: Locator, text: str) -> None:
        """Touch a field and type."""
        self.tap(target)
        self.page.keyboard.type(text, delay=KEY_MS)
        self.keys += len(text)


def main(children: int) -> dict[str, Any]:
    """Return the figures of the journey on a throttled connection, and on a fast one as baseline."""
    user = username_of(make_workplace().guard)
    with served_node() as base_url, open_chromium() as browser:
        journeys = {}
        for name, child, slow in (
            ("fast", ("Heidi Yesenia", "Zelaya"), False),
            ("slow", ("Wilmer Josué", "Ordóñez"), True),
        ):
            context = browser.new_context(
                viewport={"width": 360, "height": 740},
                has_touch=True,
                is_mobile=True,
                locale="es",
                device_scale_factor=2,
            )
            page = context.new_page()
            sign_in(page, base_url, user)
            session = context.new_cdp_session(page)
            traffic = TrafficMeter.of(session)
            if slow:
                _throttle(session)
            journeys[name] = _register_child(page, child) | traffic.take_kilobytes()
            context.close()
    slow_one = journeys["slow"]
    aims = {
        f"at most {SECONDS_AIM} s": slow_one["seconds"] <= SECONDS_AIM,
        f"at most {TAPS_AIM} taps": slow_one["taps"] <= TAPS_AIM,
    }
    line_of = {"kbit_per_second": KBIT_PER_SECOND, "round_trip_ms": ROUND_TRIP_MS, "cpu_slower": CPU_SLOWER}
    return journeys | {"line": line_of, "tap_ms": TAP_MS, "key_ms": KEY_MS, "aims": aims}


def format_line(found: dict[str, Any]) -> str:
    """Return the figures as one line of text."""
    slow, fast = found["slow"], found["fast"]
    return (
        f"{slow['seconds']} s and {slow['taps']} taps at {KBIT_PER_SECOND} kbit/s, {ROUND_TRIP_MS} ms "
        f"({slow['waited_seconds']} s of it waiting, {slow['kb']} kB); on a fast line {fast['seconds']} s"
    )


def _throttle(session: Any) -> None:
    bytes_per_second = KBIT_PER_SECOND * 1000 / 8
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": ROUND_TRIP_MS, "downloadThroughput": bytes_per_second,
         "uploadThroughput": bytes_per_second},
    )  # fmt: skip
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})


def _register_child(page: Page, child: tuple[str, str]) -> dict[str, Any]:
    """Register a child from My work to the case page: menu, cases, register, four answers, send."""
    user, started = PhoneUser(page), time.monotonic()
    direct = page.locator("main a[href='/cases/new/']")
    if not direct.count():
        menu = page.locator("button.govuk-js-service-navigation-toggle")
        if menu.is_visible():
            user.tap(menu)
        user.tap(page.locator("nav a[href='/cases/']"), opens_page=True)
    user.tap(direct.first, opens_page=True)
    user.write(page.locator("[name='names.given']"), child[0])
    user.write(page.locator("[name='names.first_surname']"), child[1])
    user.tap(page.locator("[name='sex'][value='male'] + label"))
    user.write(page.locator("[name='age_or_birth.age_years']"), "15")
    user.tap(page.locator("[name='with_whom'][value='unaccompanied'] + label"))
    user.tap(page.locator("main form.am-form button[type=submit]").last, opens_page=True)
    if page.url.endswith("/cases/new/"):
        message = "the child was not registered"
        raise RuntimeError(message)
    return {
        "seconds": round(time.monotonic() - started, 1),
        "taps": user.taps,
        "keys": user.keys,
        "waited_seconds": round(user.waited, 1),
        "steps": user.steps,
    }
