"""Parameters of the law that the registry answers."""

from typing import Any

from amparo.core.params import Asking, parameter
from amparo.registry.acts.register import unsettled


@parameter("duplicate_candidates")
def duplicate_candidates(asking: Asking) -> int | None:
    """Candidates that the caller sees and has not settled. `register` raises `Duplicates` before it comes to this."""
    given: Any = asking.given
    return min(len(unsettled(given, at=asking.at)), 99) if asking.action == "register" and given is not None else None
