"""The source of a resource's rows.

A table, or a selector with its own access rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from django.contrib.postgres.fields import ArrayField
from django.db.models import Model, QuerySet

from amparo.ledger.actor import Actor
from amparo.ledger.paging import MAX_LIMIT, RowPage, keyset_page
from amparo.ledger.search import rows_matching
from amparo.ui.resource.filters import ListFilters


class Rows[R, F: ListFilters](Protocol):
    """The rows of a resource that a reader sees, filtered and in order."""

    def page(self, filters: F, *, by: Actor, cursor: str = "", limit: int = 50, counted: bool = False) -> RowPage[R]:
        """Return a page.

        Raises `BadInput` for a cursor that no page gave, or a limit outside 1 to 200.
        """

    def count(self, filters: F, *, by: Actor) -> int:
        """Return the number of rows."""


class PageSelector[R, F: ListFilters](Protocol):
    """A selector that returns a page of the rows that a reader sees."""

    def __call__(
        self, *, by: Actor, filters: F, limit: int = ..., cursor: str = ..., counted: bool = ...
    ) -> RowPage[R]: ...


class CountSelector[F: ListFilters](Protocol):
    """A selector that returns how many rows a reader sees."""

    def __call__(self, *, by: Actor, filters: F) -> int: ...


@dataclass(frozen=True, slots=True)
class SelectorRows[R, F: ListFilters]:
    """The rows of a context's own selectors, which know who sees what."""

    select_page: PageSelector[R, F]
    select_count: CountSelector[F]

    def page(self, filters: F, *, by: Actor, cursor: str = "", limit: int = 50, counted: bool = False) -> RowPage[R]:
        """Return a page. As the selector."""
        return self.select_page(by=by, filters=filters, cursor=cursor, limit=limit, counted=counted)

    def count(self, filters: F, *, by: Actor) -> int:
        """Return how many rows there are in all. As the selector."""
        return self.select_count(by=by, filters=filters)


BY_NAME = ("search", "id")
"""Order by name without accents and capitals, the same on every server."""


@dataclass(frozen=True, slots=True)
class ModelRows[M: Model, F: ListFilters]:
    """The rows of a table of which every reader sees the same.

    `base` gives them all. `order` ends with a column that tells all rows apart. A filter narrows the column of its own
    name, unless `narrow` does it all; words are looked for in the column `searched`.
    """

    base: Callable[[Actor], QuerySet[M]]
    order: tuple[str, ...] = BY_NAME
    narrow: Callable[[QuerySet[M], F, Actor], QuerySet[M]] | None = None
    searched: str = "search"

    def page(self, filters: F, *, by: Actor, cursor: str = "", limit: int = 50, counted: bool = False) -> RowPage[M]:
        """Return a page. One query, two if `counted`. Raises as `keyset_page`."""
        rows = self._narrowed(filters, by)
        found = keyset_page(rows, self.order, cursor=cursor, limit=limit)
        return found.with_rows(found.rows, rows.count() if counted else None)

    def count(self, filters: F, *, by: Actor) -> int:
        """Return the number of rows. One query."""
        return self._narrowed(filters, by).count()

    def _narrowed(self, filters: F, by: Actor) -> QuerySet[M]:
        rows = self.base(by)
        if filters.q:
            rows = rows_matching(rows, filters.q, column=self.searched)
        if self.narrow:
            return self.narrow(rows, filters, by)
        return filter_by_columns(rows, filters)


def filter_by_columns[M: Model](
    rows: QuerySet[M], filters: ListFilters, *, besides: frozenset[str] = frozenset()
) -> QuerySet[M]:
    """Return the rows that have the value of each filter in the column of its name.

    A column of the table, or one that the rows are annotated with.
    `besides`: filters of no column. Raises `FieldDoesNotExist` for any other filter that no column is named after.
    """
    for name, value in filters.model_dump(exclude_none=True, exclude={"q", *besides}).items():
        is_computed = name in rows.query.annotations
        holds_several = not is_computed and isinstance(rows.model._meta.get_field(name), ArrayField)
        rows = rows.filter(**{f"{name}__contains": [value]} if holds_several else {name: value})
    return rows


def iterate_rows[R, F: ListFilters](rows: Rows[R, F], filters: F, *, by: Actor) -> Iterator[R]:
    """Iterate over all rows of a list, page by page."""
    cursor: str | None = ""
    while cursor is not None:
        page = rows.page(filters, by=by, cursor=cursor, limit=MAX_LIMIT)
        yield from page.rows
        cursor = page.next
