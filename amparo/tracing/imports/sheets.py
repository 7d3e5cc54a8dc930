"""Workbooks of several sheets, as Primero exports them.

One sheet a form; the rows of one record have the same identifier.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from amparo.ledger.words import fold_text
from amparo.tracing.imports.columns import recognise_columns

_NAME_COLUMNS = frozenset({"given", "full_name"})


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: its number there, from 1, and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, the headings first; a CSV file is one without a name."""

    name: str
    lines: tuple[Line, ...]
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class JoinedSheets:
    """The rows of a file, the headings first.

    `read`: name, first and last row of each sheet they come from. `left`: names of the other sheets. `hidden`: how many
    rows of the former were hidden.
    """

    lines: tuple[Line, ...]
    read: tuple[tuple[str, int, int], ...] = ()
    left: tuple[str, ...] = ()
    hidden: int = 0


def join_sheets(sheets: Sequence[Sheet]) -> JoinedSheets:
    """Return the sheet that names children, with what belongs to it.

    From sheets with the same headings their rows, numbered on; from sheets of the same identifiers, in the first
    column, what they say of each. The child's own row wins. Of a sheet with several rows of one record nothing is
    taken.
    """
    filled = [sheet for sheet in sheets if sheet.lines]
    if not filled:
        return JoinedSheets((), left=tuple(sheet.name for sheet in sheets))
    base = max(filled, key=lambda sheet: _rank_sheet(sheet.lines))
    lines = list(base.lines)
    read, left, hidden = [(base.name, lines[0].number + 1, lines[-1].number)], [], base.hidden
    for other in sheets:
        if other is base:
            continue
        if more := _rows_under_same_heads(lines, other.lines):
            lines += more
            read.append((other.name, more[0].number, more[-1].number))
            hidden += other.hidden
        elif other.lines and _has_same_records(lines[0], other.lines[0]):
            lines = _fill_from(lines, other.lines)
        else:
            left.append(other.name)
    return JoinedSheets(tuple(lines), tuple(read), tuple(left), hidden)


def _rows_under_same_heads(lines: Sequence[Line], other: Sequence[Line]) -> list[Line]:
    """Return the rows of another sheet in the order of these columns.

    Numbered on; none if its headings differ.
    """
    heads, theirs = ([fold_text(head) for head in sheet[0].cells] if sheet else [] for sheet in (lines, other))
    if sorted(heads) != sorted(theirs) or (heads != theirs and len(set(heads)) < len(heads)):
        return []
    places, width = ([theirs.index(head) for head in heads] if heads != theirs else range(len(heads))), len(heads)
    rows = []
    for line in other[1:]:
        cells = [*line.cells, *[""] * (width - len(line.cells))]
        rows.append(Line(lines[-1].number + line.number, tuple([cells[at] for at in places] + cells[width:])))
    return rows


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
