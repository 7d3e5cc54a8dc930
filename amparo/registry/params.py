"""Parameters of the law that the registry answers."""

from amparo.core.params import Asking, parameter


@parameter("duplicate_candidates")
def duplicate_candidates(asking: Asking) -> int | None:
    """Candidates that the caller sees and has not settled: `register` raised `Duplicates` before it came to this."""
    return 0 if asking.action == "register" and asking.given is not None else None
