"""What the `check()` of several acts asks in the same words."""

from typing import Any

from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t

_MISSING = t("Falta este dato.", "This answer is missing.")


def require(given: Any, *names: str) -> None:
    """Raises `BadInput` for each of these answers of an input that was not given."""
    missing = [name for name in names if not getattr(given, name)]
    if missing:
        raise BadInput(*(FieldError(name, _MISSING) for name in missing))
