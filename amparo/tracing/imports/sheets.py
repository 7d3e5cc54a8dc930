"""Workbooks of several sheets, as Primero exports them.

One sheet a form; the rows of one record have the same identifier.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from amparo.tracing.imports.columns import recognise_columns

_NAME_COLUMNS = frozenset({"given", "full_name"})


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: its number there, from 1, and its cells as text."""

    number: int
    cells: tuple[str, ...]


def join_sheets(sheets: Sequence[Sequence[Line]]) -> list[Line]:
    """Return the sheet that names children, completed from the other sheets.

    By the identifier in the first column. The child's own row wins. Of a sheet with several rows of one record
    nothing is taken. No sheet is empty; without one there are no rows.
    """
    if not sheets:
        return []
    base, lines = max(enumerate(sheets), key=lambda numbered: _rank_sheet(numbered[1]))
    for at, other in enumerate(sheets):
        if at != base and _has_same_records(lines[0], other[0]):
            lines = _fill_from(lines, other)
    return list(lines)


def _rank_sheet(sheet: Sequence[Line]) -> tuple[bool, int]:
    """Return whether a sheet names children, and how many of its columns are known."""
    codes = [code for code in recognise_columns(sheet[0].cells) if code]
    return not _NAME_COLUMNS.isdisjoint(codes), len(codes)


def _has_same_records(heads: Line, other: Line) -> bool:
    same = heads.cells[:1] == other.cells[:1]
    return same and recognise_columns(heads.cells[:1]) == ["source_id"]


def _fill_from(lines: Sequence[Line], other: Sequence[Line]) -> list[Line]:
    width = max(len(line.cells) for line in lines)
    heads = list(lines[0].cells) + [""] * (width - len(lines[0].cells))
    places = {code: at for at, code in reversed(list(enumerate(recognise_columns(heads)))) if code}
    taken: list[tuple[int, int]] = []  # (column of the other sheet, column of this one)
    for at, code in enumerate(recognise_columns(other[0].cells)):
        if at and code:
            if code not in places:
                places[code] = len(heads)
                heads.append(other[0].cells[at])
            taken.append((at, places[code]))
    return [Line(lines[0].number, tuple(heads)), *_fill_rows(lines[1:], other[1:], taken, len(heads))]


def _fill_rows(lines: Sequence[Line], other: Sequence[Line], taken: list[tuple[int, int]], width: int) -> list[Line]:
    times = Counter(line.cells[:1] for line in other)
    cells_by_id = {line.cells[:1]: line.cells for line in other if times[line.cells[:1]] == 1}
    filled = []
    for line in lines:
        cells = [*line.cells, *[""] * (width - len(line.cells))]
        more = cells_by_id.get(line.cells[:1], ())
        for here, there in taken:
            if here < len(more) and not cells[there]:
                cells[there] = more[here]
        filled.append(Line(line.number, tuple(cells)))
    return filled
