"""What each page of an officer's way weighs over the wire, served as in service: packed, from the node itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from bench.chromium import Wire, chromium
from bench.system import served
from bench.walked import PASSWORD, busiest, latest_cases, username

FIRST_AIM_KB = 150
LATER_AIM_KB = 60


def main(children: int) -> dict[str, Any]:
    """Kilobytes of each page: in order from an empty cache, once more with what is kept, and alone from an empty cache."""
    reader = busiest()
    user, case = username(reader), latest_cases(reader)[0]
    with served() as base_url, chromium() as browser:
        page = browser.new_page(locale="es")
        session = page.context.new_cdp_session(page)
        wire = Wire.of(session)
        addresses = {
            "my_work": "/", "cases": "/cases/", "case": f"/cases/{case}/", "screen": f"/cases/{case}/do/screen/",
        }  # fmt: skip
        weights = {"sign_in": {"in_order": _weigh(wire, lambda: _open(page, f"{base_url}/sign-in"))}}
        weights["my_work"] = {"in_order": _weigh(wire, lambda: _enter(page, user))}
        for name in ("cases", "case", "screen"):
            weights[name] = {"in_order": _weigh(wire, lambda name=name: _open(page, base_url + addresses[name]))}  # type: ignore[misc]
        for name, path in addresses.items():
            weights[name]["again"] = _weigh(wire, lambda path=path: _open(page, base_url + path))  # type: ignore[misc]
            session.send("Network.clearBrowserCache")
            weights[name]["alone"] = _weigh(wire, lambda path=path: _open(page, base_url + path))  # type: ignore[misc]
    aims = {f"first page at most {FIRST_AIM_KB} kB": weights["sign_in"]["in_order"]["kb"] <= FIRST_AIM_KB}
    aims |= {
        f"{name} at most {LATER_AIM_KB} kB": one["in_order"]["kb"] <= LATER_AIM_KB
        for name, one in weights.items()
        if name != "sign_in"
    }
    return {"pages": weights, "aims": aims}


def line(found: dict[str, Any]) -> str:
    """In words."""
    return "; ".join(
        f"{name} {one['in_order']['kb']} kB (unpacked {one['in_order']['unpacked_kb']}"
        + (f", alone {one['alone']['kb']}" if "alone" in one else "")
        + ")"
        for name, one in found["pages"].items()
    )


def _weigh(wire: Wire, go: Callable[[], None]) -> dict[str, float]:
    wire.take()
    go()
    return wire.take()


def _open(page: Page, url: str) -> None:
    response = page.goto(url, wait_until="networkidle")
    if response is None or response.status != 200:
        message = f"{url} answers {response and response.status}"
        raise RuntimeError(message)


def _enter(page: Page, user: str) -> None:
    page.fill("#username", user)
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")
    page.wait_for_load_state("networkidle")
