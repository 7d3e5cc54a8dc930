"""Rows that are the shadow of events, and how they are compared with them.

The chain is the truth: whoever may write to a table could add, change or remove a row that no event speaks of. Contexts
declare for each such table what its rows should be by the events of a chain, and how they are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Model

from amparo.ledger.canonical import iso_instant
from amparo.ledger.json import JsonObject
from amparo.ledger.models import Event
from amparo.ledger.registry import Registry

type Chain = UUID | None
"""The id of a chain; None is the node's own."""
type Rows = Mapping[str, JsonObject]
"""Rows by what tells them apart within their chain, each as JSON."""


class OpenedEvent(NamedTuple):
    """An event with what was sealed in it."""

    event: Event
    sealed: JsonObject


@dataclass(frozen=True, slots=True)
class RowCheck:
    """How the rows of a table follow from the events of their chain.

    `expect` returns the rows of one chain as its events tell. `read` returns those that are stored, of many chains at
    once, as the owner of the tables. `of_node`: rows of the node's own chain, not of cases. `outlives_erasure`: the
    rows stay when their chain is erased, and its events tell nothing of them any more.
    """

    table: str
    expect: Callable[[Sequence[OpenedEvent]], Rows]
    read: Callable[[Sequence[UUID]], Mapping[Chain, Rows]]
    of_node: bool = False
    outlives_erasure: bool = False


ROW_CHECKS: Registry[RowCheck] = Registry("check of the rows of table")


def declare_row_check(check: RowCheck) -> None:
    """Add a check of rows."""
    ROW_CHECKS.add(check.table, check)


def find_row_differences(chains: Mapping[Chain, Sequence[OpenedEvent]]) -> Iterator[str]:
    """Iterate over how rows differ from the events of their chains, in words."""
    for check in ROW_CHECKS.values():
        concerned = [
            chain
            for chain, events in chains.items()
            if (chain is None) == check.of_node and (events or not check.outlives_erasure)
        ]
        stored = check.read([chain for chain in concerned if chain]) if concerned else {}
        for chain in concerned:
            try:
                expected = check.expect(chains[chain])
            except (LookupError, TypeError, ValueError, AttributeError) as error:  # somebody wrote what no act writes
                yield f"{chain or 'node'}, {check.table}: its events cannot be read ({type(error).__name__}: {error})"
                continue
            yield from _compare(check, chain, expected, stored.get(chain, {}))


def _compare(check: RowCheck, chain: Chain, expected: Rows, stored: Rows) -> Iterator[str]:
    where = f"{chain or 'node'}, {check.table}"
    for key in sorted(expected.keys() | stored.keys()):
        if key not in stored:
            yield f"{where} {key}: an event tells of this row, and it is gone"
        elif key not in expected:
            yield f"{where} {key}: no event tells of this row"
        elif names := _list_differing(expected[key], stored[key]):
            yield f"{where} {key}: {', '.join(names)} differ from the event"


def _list_differing(expected: JsonObject, stored: JsonObject) -> list[str]:
    return sorted(name for name in expected.keys() | stored.keys() if expected.get(name) != stored.get(name))


def describe_row(row: Model, *names: str) -> JsonObject:
    """Return columns of a row as events keep them.

    Ids as text, instants in UTC, of a foreign key the id.
    """
    attributes = {column.name: column.attname for column in row._meta.concrete_fields}
    return {name: _to_json(getattr(row, attributes[name])) for name in names}


def _to_json(value: object) -> object:
    if isinstance(value, datetime):
        return iso_instant(value)
    return str(value) if isinstance(value, UUID) else value


def group_by_chain(rows: Iterable[tuple[Chain, str, JsonObject]]) -> dict[Chain, dict[str, JsonObject]]:
    """Return rows as `RowCheck.read` returns them, from chain, key and row."""
    found: dict[Chain, dict[str, JsonObject]] = {}
    for chain, key, row in rows:
        found.setdefault(chain, {})[key] = row
    return found
