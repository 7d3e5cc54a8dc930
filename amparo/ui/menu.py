"""The menu: each context declares its entries, and who sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.registry import Registry


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """An entry of the menu; `position` sorts the entries, lowest first.

    `page`: the name of its URL, its own name unless given. `includes`: the first path segments of further pages that
    belong to this entry.
    """

    name: str
    label: str
    position: int
    is_shown: Callable[[Actor], bool]
    includes: frozenset[str] = frozenset()
    page: str = ""

    @property
    def url(self) -> str:
        """Return the address of its page."""
        return reverse(self.page or self.name)


MENU: Registry[MenuEntry] = Registry("menu entry")


def declare_menu_entry(entry: MenuEntry) -> None:
    """Add an entry to the menu."""
    MENU.add(entry.name, entry)


def menu_for(by: Actor, path: str) -> list[JsonObject]:
    """Return the entries that `by` sees in order, the current one marked.

    The current one is that of the given path.
    """
    first = path.split("/")[1]
    entries = sorted((entry for entry in MENU.values() if entry.is_shown(by)), key=lambda entry: entry.position)
    return [
        {
            "href": entry.url,
            "label": entry.label,
            "current": entry.url.strip("/") == first or first in entry.includes,
        }
        for entry in entries
    ]
