"""The menu: each context adds its places, and to whom it shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.registry import Registry


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A place of the menu: its name, its label, where it stands (low first), and who sees it.

    `page`: the name of its address, its own name unless given. `includes`: how the addresses of pages begin that are reached
    from here and are no places of their own.
    """

    name: str
    label: str
    position: int
    is_shown: Callable[[Actor], bool]
    includes: frozenset[str] = frozenset()
    page: str = ""

    @property
    def at(self) -> str:
        """Return its address."""
        return reverse(self.page or self.name)


MENU: Registry[MenuEntry] = Registry("menu entry")


def declare_menu_entry(entry: MenuEntry) -> None:
    """Add a place to the menu."""
    MENU.add(entry.name, entry)


def menu_for(by: Actor, path: str) -> list[JsonObject]:
    """Return the places of this person in order, with the one in which they are."""
    first = path.split("/")[1]
    entries = sorted((entry for entry in MENU.values() if entry.is_shown(by)), key=lambda entry: entry.position)
    return [
        {
            "href": entry.at,
            "label": entry.label,
            "current": entry.at.strip("/") == first or first in entry.includes,
        }
        for entry in entries
    ]
