"""What a tab of the case says before its entries.

Every context shows its own (`panels/`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from amparo.cases.file import CaseFile
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.registry import Registry

if TYPE_CHECKING:
    from amparo.cases.models import Case

type Panel = Callable[[Case, CaseFile, Actor], JsonObject | None]
"""A function that returns what its `template` shows; None when there is nothing to say."""

PANELS: Registry[dict[str, Panel]] = Registry("panels of the tab")


def register_panel(tab: str) -> Callable[[Panel], Panel]:
    """Register a panel of a tab: of several, the first stands first."""

    def register(panel: Panel) -> Panel:
        of_tab = PANELS[tab] if tab in PANELS else PANELS.add(tab, {})
        return of_tab.setdefault(panel.__name__, panel)

    return register


def build_panels(tab: str, case: Case, file: CaseFile, by: Actor) -> list[JsonObject]:
    """Return what stands at the top of a tab for this reader."""
    return [found for panel in PANELS.get(tab, {}).values() if (found := panel(case, file, by))]
