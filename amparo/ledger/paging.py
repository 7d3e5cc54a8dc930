"""Lists page by page: where the next page begins, as a text that means nothing to who sends it back."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t

MAX_LIMIT = 200


def require_limit(limit: int) -> None:
    """Raises `BadInput` for a limit outside 1 to 200."""
    if not 1 <= limit <= MAX_LIMIT:
        raise BadInput(FieldError("limit", t("Entre 1 y 200.", "Between 1 and 200.")))


def cursor_of(key: datetime | float, last: UUID) -> str:
    """The cursor of the page after a row: what the list is sorted by, and the id of the row."""
    told = key.isoformat() if isinstance(key, datetime) else key
    return base64.urlsafe_b64encode(json.dumps([told, str(last)]).encode()).decode()


def read_cursor[T](cursor: str, read: Callable[[str], T]) -> tuple[T, UUID]:
    """What `cursor_of` was given, its key as `read` reads it. Raises `BadInput` for a cursor that no page gave."""
    try:
        told, last = json.loads(base64.urlsafe_b64decode(cursor))
        return read(told), UUID(last)
    except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        words = t("La página siguiente ya no existe: empiece de nuevo.", "That page no longer exists: start again.")
        raise BadInput(FieldError("cursor", words)) from error


def moment(told: str) -> datetime:
    """An instant of a cursor. Raises `ValueError` for one without its offset."""
    read = datetime.fromisoformat(told)
    if read.tzinfo is None:
        raise ValueError("an instant without its offset")
    return read
