"""Rows that follow from events: every change is kept by an event of the chain.

A context declares the table once, and changes its rows through this module, inside `keeping_rows`. The next event of
the chain seals each row as it is from then on, whole, in its columns that matter; what no event sealed is left to the
end of the block. `amparo audit verify` compares the rows with what the last event says of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from amparo.ledger.inserts import insert_row
from amparo.ledger.json import JsonObject
from amparo.ledger.registry import Registry
from amparo.ledger.row_checks import (
    Chain,
    OpenedEvent,
    RowCheck,
    Rows,
    declare_row_check,
    describe_row,
    group_by_chain,
)

SEALED_AS: Final = "rows"
"""Where an event seals the rows that were changed: by table, then by key."""


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A table whose rows follow from the events of chains.

    `columns`: the fields that events keep. `chain`: the attribute that names the chain of a row. `only`: the rows that
    count; others are on no record yet. `outlives_erasure`: they stay when their chain is erased.
    """

    model: type[Model]
    columns: tuple[str, ...]
    chain: str = "case_id"
    only: Q = field(default_factory=Q)
    outlives_erasure: bool = False

    @property
    def name(self) -> str:
        """Return the table's name in the database."""
        return self.model._meta.db_table

    def expect(self, events: Sequence[OpenedEvent]) -> Rows:
        """Return each row as the last event that keeps it says."""
        found: dict[str, JsonObject] = {}
        for opened in events:
            found |= opened.sealed.get(SEALED_AS, {}).get(self.name, {})
        return found

    def read(self, chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
        """Return the rows of these chains as they are stored. One query."""
        rows = self.model._default_manager.filter(self.only, **{f"{self.chain}__in": chains})
        return group_by_chain((getattr(row, self.chain), str(row.pk), self.describe(row)) for row in rows)

    def describe(self, row: Model) -> JsonObject:
        """Return a row as an event keeps it."""
        return describe_row(row, *self.columns)


KEPT_TABLES: Registry[KeptTable] = Registry("kept table")
type _Waiting = dict[UUID, dict[str, dict[str, JsonObject]]]
_WAITING: ContextVar[_Waiting | None] = ContextVar("rows that no event keeps yet", default=None)


def declare_kept_table(model: type[Model], *columns: str, **more: Any) -> None:
    """Declare a table whose rows follow from events; `more` as in `KeptTable`."""
    table = KEPT_TABLES.add(model._meta.db_table, KeptTable(model, columns, **more))
    check = RowCheck(table.name, table.expect, table.read, outlives_erasure=table.outlives_erasure)
    declare_row_check(check)


@contextmanager
def keeping_rows(append_rest: Callable[[UUID], None]) -> Iterator[None]:
    """Let rows be changed in this block.

    At its end `append_rest` is called for each chain of which rows were changed that no event has sealed: it appends
    one. What was changed in a block that fails, or is only tried, is forgotten with it.
    """
    waiting: _Waiting = {}
    token = _WAITING.set(waiting)
    try:
        yield
        if transaction.get_rollback():
            waiting.clear()
        for chain in list(waiting):
            append_rest(chain)
        if waiting:
            raise RuntimeError(f"rows were changed that no event keeps: {sorted(map(str, waiting))}")
    finally:
        _WAITING.reset(token)


def keep(*rows: Model) -> None:
    """Have the next event of their chain keep these rows as they are now.

    Raises `RuntimeError` outside `keeping_rows`.
    """
    waiting = _WAITING.get()
    if waiting is None:
        raise RuntimeError("a row that follows from events is changed outside keeping_rows")
    for row in rows:
        table = KEPT_TABLES[row._meta.db_table]
        of_chain = waiting.setdefault(getattr(row, table.chain), {})
        of_chain.setdefault(table.name, {})[str(row.pk)] = table.describe(row)


def add_rows(*rows: Model) -> None:
    """Insert new rows and keep them. One query each."""
    for row in rows:
        insert_row(row)
    keep(*rows)


def change_rows(rows: QuerySet[Any], **values: object) -> int:
    """Change columns of rows and keep them; return how many there were.

    Their chain must be locked. One query, two when there are any. Keys of `values` are names of attributes.
    """
    found = list(rows)
    if found:
        rows.model._default_manager.filter(pk__in=[row.pk for row in found]).update(**values)
    for row in found:
        for name, value in values.items():
            setattr(row, name, value)
    keep(*found)
    return len(found)


def find_kept(model: type[Model], events: Sequence[OpenedEvent]) -> Mapping[str, JsonObject]:
    """Return the rows of a table, by key, as the events of their chain tell."""
    return KEPT_TABLES[model._meta.db_table].expect(events)


def take_kept(chain: UUID | None) -> JsonObject:
    """Return the changed rows of a chain for the event that seals them.

    They are forgotten here.
    """
    rows = (_WAITING.get() or {}).pop(chain, None) if chain else None
    return {SEALED_AS: rows} if rows else {}
