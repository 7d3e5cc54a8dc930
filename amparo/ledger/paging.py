"""Keyset paging of lists, with opaque cursors.

A cursor holds the ordered values of the row before or after which a page lies. It is signed for its list, so that only
one that a page gave is read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db.models import Field, Model, Q, QuerySet
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t

MAX_LIMIT = 200
_GONE = t("La página siguiente ya no existe: empiece de nuevo.", "That page no longer exists: start again.")


@dataclass(frozen=True, slots=True)
class RowPage[R]:
    """A page of rows, the cursors of the pages after and before it, and the total.

    A cursor is None where there is no further page, the total None if it was not counted.
    """

    rows: list[R]
    next: str | None
    total: int | None = None
    previous: str | None = None

    def with_rows[S](self, rows: list[S], total: int | None = None) -> RowPage[S]:
        """Return the same page with other rows in their place, and a total."""
        return RowPage(rows, self.next, total, self.previous)


def require_limit(limit: int) -> None:
    """Raise `BadInput` for a limit outside 1 to 200."""
    if not 1 <= limit <= MAX_LIMIT:
        raise BadInput(FieldError("limit", t("Entre 1 y 200.", "Between 1 and 200.")))


def keyset_page[M: Model](rows: QuerySet[M], order: Sequence[str], *, cursor: str = "", limit: int = 50) -> RowPage[M]:
    """Return a page of rows in this order. One query, two for a page before the first.

    `order` names columns or annotations that are never null, a leading `-` for descending, and ends with one that tells
    all rows apart. Raises `BadInput` for a limit outside 1 to 200, or a cursor that no page of this list gave.
    """
    require_limit(limit)
    key = _Keyset(rows, tuple(order))
    if not cursor:
        return _page_after(rows, key, None, limit)
    is_backward, values = key.read_cursor(cursor)
    if is_backward:
        return _page_before(rows, key, values, limit)
    return _page_after(rows, key, values, limit)


def _page_after[M: Model](rows: QuerySet[M], key: _Keyset, values: list[Any] | None, limit: int) -> RowPage[M]:
    if values is not None:
        rows = rows.filter(_condition_after(key.order, values))
    found = list(rows.order_by(*key.order)[: limit + 1])
    page = found[:limit]
    following = key.cursor_of(page[-1]) if len(found) > limit else None
    return RowPage(page, following, previous=key.cursor_of(page[0], is_backward=True) if values and page else None)


def _page_before[M: Model](rows: QuerySet[M], key: _Keyset, values: list[Any], limit: int) -> RowPage[M]:
    """Return the page that ends before a row; the first page when none is left there."""
    found = list(rows.filter(_condition_after(key.reversed, values)).order_by(*key.reversed)[: limit + 1])
    page = found[:limit][::-1]
    if not page:
        return _page_after(rows, key, None, limit)
    earlier = key.cursor_of(page[0], is_backward=True) if len(found) > limit else None
    return RowPage(page, key.cursor_of(page[-1]), previous=earlier)


@dataclass(frozen=True, slots=True)
class _Keyset:
    """The order of a list, and its cursors."""

    rows: QuerySet[Any]  # of any model
    order: tuple[str, ...]

    @property
    def reversed(self) -> tuple[str, ...]:
        """Return the opposite order."""
        return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in self.order)

    @property
    def _columns(self) -> list[str]:
        return [name.removeprefix("-") for name in self.order]

    @property
    def _signer(self) -> Signer:
        return Signer(salt=f"cursor {self.rows.model._meta.label} {' '.join(self.order)}")

    def cursor_of(self, row: Model, *, is_backward: bool = False) -> str:
        """Return the cursor of the page after a row, or before it."""
        held = [is_backward, *(_to_json(getattr(row, name)) for name in self._columns)]
        return self._signer.sign(urlsafe_base64_encode(json.dumps(held).encode()))

    def read_cursor(self, cursor: str) -> tuple[bool, list[Any]]:
        """Return whether a cursor leads backward, and the values it holds.

        Raises `BadInput`.
        """
        fields = [_field(self.rows, name) for name in self._columns]
        try:
            is_backward, *held = json.loads(urlsafe_base64_decode(self._signer.unsign(cursor)))
            return is_backward, [field.to_python(value) for field, value in zip(fields, held, strict=True)]
        except (BadSignature, ValueError, TypeError, ValidationError) as error:
            raise unknown_cursor() from error


def _field(rows: QuerySet[Any], name: str) -> Field[Any, Any]:
    if name in rows.query.annotations:
        return rows.query.annotations[name].output_field
    return next(field for field in rows.model._meta.concrete_fields if name in (field.name, field.attname))


def _condition_after(order: Sequence[str], last: Sequence[Any]) -> Q:
    """Return the condition for rows after these values of the ordered columns."""
    condition, equal = Q(), Q()
    for name, value in zip(order, last, strict=True):
        column = name.removeprefix("-")
        further = "lt" if name.startswith("-") else "gt"
        condition |= equal & Q(**{f"{column}__{further}": value})
        equal &= Q(**{column: value})
    return condition


def _to_json(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, int | float | str) else str(value)


def unknown_cursor() -> BadInput:
    """Return the problem of a cursor that no page gave."""
    return BadInput(FieldError("cursor", _GONE))
