"""What the `check()` of several acts asks in the same way."""

from collections.abc import Callable, Sequence

from pydantic import BaseModel

from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t

MISSING = t("Falta este dato.", "This answer is missing.")
WRITE_WHY = t("Escriba el motivo.", "Write the reason.")


def require_answers(given: BaseModel, *names: str, words: str = MISSING) -> None:
    """Raise `BadInput` with these words for each of these answers that is missing."""
    missing = [name for name in names if not getattr(given, name)]
    if missing:
        raise BadInput(*(FieldError(name, words) for name in missing))


def run_all_checks(*checks: Callable[[], None]) -> None:
    """Make every check, and raise `BadInput` once with what all of them say.

    Nobody corrects a form error by error.
    """
    errors: list[FieldError] = []
    for check in checks:
        try:
            check()
        except BadInput as found:
            errors.extend(found.errors)
    if errors:
        raise BadInput(*errors)


def require_distinct(path: str, named: Sequence[object], words: str) -> None:
    """Raise `BadInput` when a list names something twice."""
    if len(set(named)) < len(named):
        raise BadInput(FieldError(path, words))
