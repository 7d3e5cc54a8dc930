"""The home of a person, in sections that each context declares."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.registry import Registry

_IN_VIEW = 6


@dataclass(frozen=True, slots=True)
class HomeSection:
    """A section of somebody's home, left out with nothing to show and to say.

    `position` sorts the sections, lowest first. `rows`: lines as the component `task_row` shows them. `table`: columns
    and rows as the component `data_list` shows them. `links`: href, label, [count, hint]. `count`: how many there are
    in all, also of those that no line shows. `href`: the list that it is the beginning of, which its heading and "see
    all" open; `see_all` says what that holds, where it counts otherwise. `button` leads to what is done most here: href
    and label. `empty` is said where nothing is.
    """

    name: str
    title: str
    position: int
    rows: list[JsonObject] | None = None
    table: JsonObject | None = None
    links: list[JsonObject] | None = None
    count: int | None = None
    href: str = ""
    see_all: str = ""
    button: JsonObject | None = None
    empty: str = ""

    @property
    def first_rows(self) -> list[JsonObject]:
        """Return the lines that are in view; a single one more is too."""
        rows = self.rows or []
        return rows if len(rows) <= _IN_VIEW + 1 else rows[:_IN_VIEW]

    @property
    def folded_rows(self) -> list[JsonObject]:
        """Return the lines that are opened, so that the next section is in sight."""
        return (self.rows or [])[len(self.first_rows) :]

    @property
    def is_shown(self) -> bool:
        """Return whether there is something to show or to say."""
        return bool(self.rows or self.table or self.links or self.button or self.empty or self.count)


type HomePart = Callable[[Actor], Iterable[HomeSection]]
"""What one context adds to the home of a person."""

HOME_PARTS: Registry[HomePart] = Registry("part of the home")


def declare_home_part(name: str, part: HomePart) -> None:
    """Add what a context shows on the home of each person."""
    HOME_PARTS.add(name, part)


def home_sections_for(by: Actor) -> list[HomeSection]:
    """Return the sections that `by` sees, in order."""
    sections = [section for part in HOME_PARTS.values() for section in part(by) if section.is_shown]
    return sorted(sections, key=lambda section: section.position)
