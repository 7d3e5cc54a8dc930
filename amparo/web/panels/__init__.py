"""What a place of the case says before its entries. A panel names its `template`; None when there is nothing to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from amparo.core.actor import Actor
from amparo.core.file import CaseFile
from amparo.core.models import Case
from amparo.web.panels.after import after
from amparo.web.panels.return_plan import return_plan
from amparo.web.panels.tables import best_interests, screening
from amparo.web.panels.tracing import tracing

PANELS: dict[str, Callable[[Case, CaseFile, Actor], dict[str, Any] | None]] = {
    "protection": screening,
    "best-interests": best_interests,
    "family-search": tracing,
    "return": return_plan,
    "after": after,
}
