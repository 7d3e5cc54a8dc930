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

PANELS: Registry[Panel] = Registry("panel")


def register_panel(tab: str) -> Callable[[Panel], Panel]:
    """Register the panel of a tab."""

    def register(panel: Panel) -> Panel:
        return PANELS.add(tab, panel)

    return register
