"""The tabs of a child's case: which acts are shown and done where.

Every context declares its own (`tabs.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

from amparo.ledger.registry import Registry


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the case page, with the acts it shows, the most important first.

    `position` orders the tabs from left to right.
    """

    slug: str
    title: str
    position: int
    acts: tuple[str, ...]


TABS: Registry[Tab] = Registry("tab")
_ADDED: dict[str, list[str]] = {}


def declare_tabs(*tabs: Tab) -> None:
    """Add tabs."""
    for tab in tabs:
        TABS.add(tab.slug, tab)


def add_to_tab(slug: str, *acts: str) -> None:
    """Show acts of a higher context in the tab of a lower one, after its own."""
    _ADDED.setdefault(slug, []).extend(acts)


def list_tab_acts(tab: Tab) -> tuple[str, ...]:
    """Return the acts of a tab, its own and those that were added to it."""
    return (*tab.acts, *_ADDED.get(tab.slug, ()))


def tabs_in_order() -> list[Tab]:
    """Return all tabs as they stand on the page."""
    return sorted(TABS.values(), key=lambda tab: tab.position)


def find_tab(act: str) -> Tab | None:
    """Return the tab that shows the entries of an act."""
    return next((tab for tab in TABS.values() if act in list_tab_acts(tab)), None)
