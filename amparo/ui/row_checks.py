"""Rows of registers follow from the node's own chain: `amparo audit verify`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from amparo.ledger.json import JsonObject
from amparo.ledger.row_changes import ACT
from amparo.ledger.row_checks import Chain, OpenedEvent, RowCheck, Rows, declare_row_check
from amparo.ui.resource.declaration import RESOURCES


def _expect_rows(events: Sequence[OpenedEvent]) -> Rows:
    """Return each row as the last event about it states it; blank answers are none."""
    stated: dict[str, JsonObject] = {}
    for opened in events:
        if opened.event.act == ACT:
            key = f"{opened.event.coded['resource']} {opened.event.coded['row']}"
            stated[key] = _without_blanks(opened.sealed["parts"]["general"])
    return stated


def _without_blanks(answers: JsonObject) -> JsonObject:
    return {name: value for name, value in answers.items() if value not in (None, "", [])}


def _read_rows(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
    return {None: dict(_iterate_rows())}


def _iterate_rows() -> Iterator[tuple[str, JsonObject]]:
    for resource in RESOURCES.values():
        if editor := resource.editor:
            yield from ((f"{resource.name} {row.pk}", editor.answers(row)) for row in editor.rows().iterator())


declare_row_check(RowCheck("registers", _expect_rows, _read_rows, of_node=True))
