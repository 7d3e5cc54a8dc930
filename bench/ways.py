"""`python -m bench.ways [--demo var/demo.json] [--cases 200]`: does every open clock lead to whoever ends it?

On a running demo, signed in as one person of each role that sees cases. A clock leads if the page of its case has a
link to an act that this person may do for it, or names who must and a telephone. Prints a line a role, and the first
clocks that lead nowhere; returns 1 if there are any.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from bench.browserless import HttpReader

_WAIT_SECONDS, _TRIES = 20, 6


@dataclass
class Reader:
    """One person of the demo: their pages, and what the API tells them."""

    base_url: str
    user: dict[str, Any]
    found: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    opened: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sign in."""
        self.session = HttpReader(self.base_url, self.user["username"], self.user["password"])

    def ask(self, path: str) -> Any:
        """Return an answer of the API, waiting where it asks for patience."""
        for _ in range(_TRIES):
            try:
                headers = {"Authorization": f"Bearer {self.user['token']}"}
                request = Request(self.base_url + path, headers=headers)  # noqa: S310  our own demo
                with urlopen(request, timeout=60) as answer:  # noqa: S310  our own demo
                    return json.load(answer)
            except HTTPError as error:
                if error.code != 429:
                    raise
                time.sleep(_WAIT_SECONDS)
        raise RuntimeError(path)

    def page(self, path: str) -> str:
        """Return a page, waiting where it asks for patience."""
        for _ in range(_TRIES):
            try:
                return self.session.get(path).decode()
            except RuntimeError as error:
                if "429" not in str(error):
                    raise
                time.sleep(_WAIT_SECONDS)
        raise RuntimeError(path)

    def may_open(self, act: str, case_id: str) -> bool:
        """Return whether the page of an act opens for this person. Asked once for each act."""
        if act not in self.opened:
            try:
                self.page(f"/cases/{case_id}/do/{act}/")
            except RuntimeError:
                self.opened[act] = False
            else:
                self.opened[act] = True
        return self.opened[act]

    def follow_clocks(self, case_id: str) -> None:
        """Count where the open clocks of one case lead."""
        running = [
            row["code"] for row in self.ask(f"/api/v1/cases/{case_id}/deadlines")["items"] if not row["closed_at"]
        ]
        if not running:
            return
        page = unescape(self.page(f"/cases/{case_id}/"))
        for code in running:
            self.found[self._way(code, case_id, page)] += 1

    def _way(self, code: str, case_id: str, page: str) -> str:
        names = [label_of(code), *titles_of_acts(code)]
        for line in (
            line
            for line in [*lines_of(page, "now"), *lines_of(page, "later")]
            if any(name in words_of(line) for name in names)
        ):
            if any(self.may_open(act, case_id) for act in re.findall(rf'href="/cases/{case_id}/do/(\w+)/', line)):
                return "act"
        if any(label_of(code) in words_of(line) and "tel:" in line for line in lines_of(page, "waiting")):
            return "who"
        self.lost.append(f"{self.user['role']} {code} /cases/{case_id}/")
        return "lost"


def lines_of(page: str, section: str) -> list[str]:
    """Return the lines of a section of the checklist."""
    found = re.search(rf'<section[^>]*aria-labelledby="{section}">.*?</section>', page, re.DOTALL)
    return re.findall(r'<li class="am-line">.*?</li>', found[0], re.DOTALL) if found else []


def words_of(html: str) -> str:
    """Return the words of a piece of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def titles_of_acts(deadline: str) -> list[str]:
    """Return the titles of the acts that end a deadline, in Spanish."""
    from django.utils.translation import override

    from amparo.cases.checklist import acts_that_meet

    with override("es"):
        return [str(act.title) for act in acts_that_meet(deadline)]


def label_of(deadline: str) -> str:
    """Return what a deadline is called in Spanish."""
    from amparo.law import deadline_title

    return deadline_title(deadline).es


def main() -> int:
    """Follow the clocks of every role; return 1 if one leads nowhere."""
    parser = argparse.ArgumentParser(prog="python -m bench.ways", description=__doc__)
    parser.add_argument("--demo", type=Path, default=Path("var/demo.json"), help="where the demo wrote its people")
    parser.add_argument("--cases", type=int, default=200, help="cases followed for each role (default 200)")
    given = parser.parse_args()
    import django

    django.setup()
    node = json.loads(given.demo.read_text(encoding="utf-8"))["nodes"][0]
    readers = [follow_role(node, role, given.cases) for role in sorted({user["role"] for user in node["users"]})]
    lost = [line for reader in readers for line in reader.lost]
    print("\n".join(lost[:20]))
    clocks = sum(sum(reader.found.values()) for reader in readers)
    print(f"{clocks - len(lost)} of {clocks} open clocks lead to an act or to who must")
    return 1 if lost else 0


def follow_role(node: dict[str, Any], role: str, most: int) -> Reader:
    """Follow the clocks of the cases that the first person of a role lists; print what was found."""
    reader = Reader(node["base_url"], next(user for user in node["users"] if user["role"] == role))
    try:
        listed = reader.ask(f"/api/v1/cases?limit={min(most, 200)}")["items"]
    except HTTPError:
        return reader  # a role that sees no case
    for row in listed:
        reader.follow_clocks(row["id"])
    print(f"{role}: {len(listed)} cases, {dict(reader.found)}", flush=True)
    return reader


if __name__ == "__main__":
    sys.exit(main())
