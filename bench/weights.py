"""The network traffic of the pages that an officer opens, compressed as in service."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from playwright.sync_api import Page

from bench.chromium import TrafficMeter, open_chromium
from bench.made_cases import PASSWORD, find_busiest_officer, list_latest_cases, username_of
from bench.system import served_node

FIRST_AIM_KB = 150
LATER_AIM_KB = 60


def main(children: int) -> dict[str, Any]:
    """Return kilobytes of each page: in order from an empty cache, again, and alone."""
    reader = find_busiest_officer()
    user, case = username_of(reader), list_latest_cases(reader)[0]
    with served_node() as base_url, open_chromium() as browser:
        page = browser.new_page(locale="es")
        session = page.context.new_cdp_session(page)
        traffic = TrafficMeter.of(session)
        addresses = {
            "my_work": "/", "cases": "/cases/", "case": f"/cases/{case}/", "screen": f"/cases/{case}/do/screen/",
        }  # fmt: skip
        weights = {"sign_in": {"in_order": _measure_traffic(traffic, lambda: _open_page(page, f"{base_url}/sign-in"))}}
        weights["my_work"] = {"in_order": _measure_traffic(traffic, lambda: _sign_in(page, user))}
        for name in ("cases", "case", "screen"):
            weights[name] = {
                "in_order": _measure_traffic(traffic, partial(_open_page, page, base_url + addresses[name]))
            }
        for name, path in addresses.items():
            weights[name]["again"] = _measure_traffic(traffic, partial(_open_page, page, base_url + path))
            session.send("Network.clearBrowserCache")
            weights[name]["alone"] = _measure_traffic(traffic, partial(_open_page, page, base_url + path))
    aims = {f"first page at most {FIRST_AIM_KB} kB": weights["sign_in"]["in_order"]["kb"] <= FIRST_AIM_KB}
    aims |= {
        f"{name} at most {LATER_AIM_KB} kB": weight["in_order"]["kb"] <= LATER_AIM_KB
        for name, weight in weights.items()
        if name != "sign_in"
    }
    return {"pages": weights, "aims": aims}


def format_line(found: dict[str, Any]) -> str:
    """Return the figures as one line of text."""
    return "; ".join(
        f"{name} {weight['in_order']['kb']} kB (unpacked {weight['in_order']['unpacked_kb']}"
        + (f", alone {weight['alone']['kb']}" if "alone" in weight else "")
        + ")"
        for name, weight in found["pages"].items()
    )


def _measure_traffic(traffic: TrafficMeter, go: Callable[[], None]) -> dict[str, float]:
    traffic.take_kilobytes()
    go()
    return traffic.take_kilobytes()


def _open_page(page: Page, url: str) -> None:
    response = page.goto(url, wait_until="networkidle")
    if response is None or response.status != 200:
        message = f"{url} answers {response and response.status}"
        raise RuntimeError(message)


def _sign_in(page: Page, user: str) -> None:
    page.fill("#username", user)
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")
    page.wait_for_load_state("networkidle")
