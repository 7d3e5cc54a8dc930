"""The list of a resource as a file.

It has the rows and columns that its reader sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.ledger.actor import Actor
from amparo.ui.export import csv_bytes, json_bytes, xlsx_bytes
from amparo.ui.present import to_local
from amparo.ui.resource.declaration import Cell, Resource
from amparo.ui.resource.filters import ListFilters
from amparo.ui.resource.rows import iterate_rows


@dataclass(frozen=True, slots=True)
class ResourceFile:
    """A list as a file: its bytes, and the row id of each of its lines."""

    content: bytes
    ids: Sequence[UUID]


def make_file[R, F: ListFilters](resource: Resource[R, F], filters: F, file_format: str, *, by: Actor) -> ResourceFile:
    """Return all rows of a list that `by` sees as a file. One query for each 200 rows."""
    rows = list(iterate_rows(resource.rows, filters, by=by))
    content = (
        json_bytes(resource.item(row, by) for row in rows)
        if file_format == "json"
        else _build_sheet(resource, rows, file_format, by)
    )
    return ResourceFile(content, [resource.id_of(row) for row in rows])


def _build_sheet[R, F: ListFilters](resource: Resource[R, F], rows: Iterable[R], file_format: str, by: Actor) -> bytes:
    columns = resource.columns_for(by, in_file=True)
    heads = [column.label for column in columns]
    cells = ([_build_cell(column.value(row, by), by) for column in columns] for row in rows)
    return csv_bytes(heads, cells) if file_format == "csv" else xlsx_bytes(str(resource.title), heads, cells)


def _build_cell(cell: Cell, by: Actor) -> Cell:
    """Return a cell of a file: an instant in the time zone of its reader."""
    return to_local(cell, by) if isinstance(cell, datetime) else cell
