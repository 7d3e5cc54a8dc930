"""Keyset paging of lists, with opaque cursors."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet

from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t

MAX_LIMIT = 200
_GONE = t("La página siguiente ya no existe: empiece de nuevo.", "That page no longer exists: start again.")


@dataclass(frozen=True, slots=True)
class RowPage[R]:
    """A page of rows, the cursor of the next page, and the total.

    The cursor is None on the last page, the total None if it was not counted.
    """

    rows: list[R]
    next: str | None
    total: int | None = None


def require_limit(limit: int) -> None:
    """Raise `BadInput` for a limit outside 1 to 200."""
    if not 1 <= limit <= MAX_LIMIT:
        raise BadInput(FieldError("limit", t("Entre 1 y 200.", "Between 1 and 200.")))


def keyset_page[M: Model](
    rows: QuerySet[M], order: Sequence[str], *, cursor: str = "", limit: int = 50
) -> tuple[list[M], str | None]:
    """Return a page of rows in this order and the cursor of the next page. One query.

    `order` names columns that are never null, a leading `-` for descending, and ends with one that tells all rows
    apart. Raises `BadInput` for a limit outside 1 to 200, or a cursor that no page of this list gave.
    """
    require_limit(limit)
    columns = [name.removeprefix("-") for name in order]
    if cursor:
        last = _read_cursor(cursor, [_field(rows.model, name) for name in columns])
        rows = rows.filter(_condition_after(order, last))
    found = list(rows.order_by(*order)[: limit + 1])
    page = found[:limit]
    return page, cursor_of([getattr(page[-1], name) for name in columns]) if len(found) > limit else None


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    return next(field for field in model._meta.concrete_fields if name in (field.name, field.attname))


def _condition_after(order: Sequence[str], last: Sequence[Any]) -> Q:
    """Return the condition for rows after these values of the ordered columns."""
    condition, equal = Q(), Q()
    for name, value in zip(order, last, strict=True):
        column = name.removeprefix("-")
        further = "lt" if name.startswith("-") else "gt"
        condition |= equal & Q(**{f"{column}__{further}": value})
        equal &= Q(**{column: value})
    return condition


def cursor_of(values: Sequence[object]) -> str:
    """Return the cursor of the page after a row.

    The row is given by its values of the ordered columns.
    """
    texts = [value.isoformat() if isinstance(value, datetime) else _to_json(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(texts).encode()).decode()


def _to_json(value: object) -> object:
    return value if isinstance(value, int | float | str) else str(value)


def unknown_cursor() -> BadInput:
    """Return the problem of a cursor that no page gave."""
    return BadInput(FieldError("cursor", _GONE))


def _read_cursor(cursor: str, fields: Sequence[Field[Any, Any]]) -> list[Any]:
    try:
        texts = json.loads(base64.urlsafe_b64decode(cursor))
        values = [field.to_python(text) for field, text in zip(fields, texts, strict=True)]
    except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError, ValidationError) as error:
        raise unknown_cursor() from error
    if any(not _is_storable(value) for value in values):
        raise unknown_cursor()
    return values


def _is_storable(value: object) -> bool:
    """Return whether a column that orders a list can hold this value.

    It holds no NULL, no time without its zone, and no text that PostgreSQL or UTF-8 refuse.
    """
    match value:
        case None:
            return False
        case datetime():
            return value.tzinfo is not None
        case str():
            return "\x00" not in value and not any("\ud800" <= c <= "\udfff" for c in value)
        case _:
            return True
