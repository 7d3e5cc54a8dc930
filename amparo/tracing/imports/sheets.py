"""Workbooks of several sheets, as Primero exports them.

One sheet a form; the rows of one record have the same identifier.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from amparo.ledger.text import t
from amparo.ledger.words import fold_text
from amparo.tracing.imports.columns import recognise_columns

_NAME_COLUMNS = frozenset({"given", "full_name"})
_IDENTITY = _NAME_COLUMNS | {"source_id", "first_surname", "second_surname", "surnames"}
_LEAST_COLUMNS = 3
_ROWS_NAMED = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: its number there, from 1, and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, the headings first.

    A CSV file is one without a name. `skipped`: its rows that are no child.
    """

    name: str
    lines: tuple[Line, ...]
    hidden: int = 0
    skipped: tuple[Line, ...] = ()


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

    From sheets that name children too, under the same headings or most of them, their rows, numbered on; from sheets of
    the same identifiers, in the first column, what they say of each. The child's own row wins. Rows of which it is not
    certain whose they are, because an identifier stands several times or nowhere, are named with their sheet.
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
        elif other.lines and _is_of_the_same_kind(lines[0], other.lines[0]):
            before = lines[-1].number
            lines = _append_by_column(lines, other.lines)
            hidden += other.hidden
            if lines[-1].number > before:
                read.append((other.name, before + other.lines[1].number, lines[-1].number))
        elif other.lines and _has_same_records(lines[0], other.lines[0]):
            unused = _rows_of_nobody(lines, other.lines, may_share=len(read) == 1)
            lines = _fill_from(lines, other.lines, without=unused)
            left += [_name_rows(other.name, unused)] if unused else []
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


def _is_of_the_same_kind(heads: Line, other: Line) -> bool:
    """Return whether a sheet is another list of such children.

    It names them, and most columns are the same.
    """
    ours, theirs = ({code for code in recognise_columns(line.cells) if code} for line in (heads, other))
    names = not _NAME_COLUMNS.isdisjoint(theirs)
    return names and len(ours & theirs) >= max(_LEAST_COLUMNS, 2 * min(len(ours), len(theirs)) / 3)


def _append_by_column(lines: Sequence[Line], other: Sequence[Line]) -> list[Line]:
    """Return the rows with those of another list.

    Each cell stands under the column of its meaning. Of a child who stands in both, under one identifier and one name,
    what the other says is filled in.
    """
    heads = list(lines[0].cells)
    places = _find_places(heads, other[0].cells)
    found = [Line(line.number, (*line.cells, *[""] * (len(heads) - len(line.cells)))) for line in lines[1:]]
    named = [at for at, code in enumerate(recognise_columns(heads)) if code in _IDENTITY]
    at_of = {_identity(line.cells, named): at for at, line in enumerate(found)}
    last = found[-1].number if found else lines[0].number
    for line in other[1:]:
        cells = [""] * len(heads)
        for place, cell in zip(places, line.cells, strict=False):
            cells[place] = cells[place] or cell
        known = at_of.get(_identity(cells, named)) if heads[0] and cells[0] else None
        if known is None:
            found.append(Line(last + line.number, tuple(cells)))
        else:
            ours = found[known]
            filled = tuple(mine or theirs for mine, theirs in zip(ours.cells, cells, strict=True))
            found[known] = Line(ours.number, filled)
    return [Line(lines[0].number, tuple(heads)), *found]


def _find_places(heads: list[str], theirs: Sequence[str]) -> list[int]:
    """Return the column for each heading of another sheet.

    By its meaning, else by its words. Of a heading that these have not, a new column is added to them.
    """
    codes, words, places = recognise_columns(heads), [fold_text(head) for head in heads], []
    for head, code in zip(theirs, recognise_columns(theirs), strict=True):
        known, sought = (codes, code) if code else (words, fold_text(head))
        if not sought or sought not in known:
            heads.append(head)
            codes.append(code)
            words.append(fold_text(head))
            places.append(len(heads) - 1)
        else:
            places.append(known.index(sought))
    return places


def _identity(cells: Sequence[str], named: Sequence[int]) -> tuple[str, ...]:
    return tuple(fold_text(cells[at]) for at in named)


def _rows_of_nobody(lines: Sequence[Line], other: Sequence[Line], *, may_share: bool) -> list[int]:
    """Return the rows of a sheet of which it is not certain whose they are.

    Their identifier stands several times there, or in no child's row. `may_share`: the children of one sheet with one
    identifier are of one family; those of two months may be anybody.
    """
    ours, theirs = (Counter(line.cells[:1] for line in sheet[1:]) for sheet in (lines, other))
    most = len(lines) if may_share else 1
    return [line.number for line in other[1:] if theirs[line.cells[:1]] > 1 or not 1 <= ours[line.cells[:1]] <= most]


def _name_rows(sheet: str, numbers: Sequence[int]) -> str:
    """Return a sheet with the rows of it that were not read."""
    shown = ", ".join(map(str, numbers[:_ROWS_NAMED])) + (" …" if len(numbers) > _ROWS_NAMED else "")
    return str(t("{sheet} (filas {rows})", "{sheet} (rows {rows})", sheet=sheet, rows=shown))


def _fill_from(lines: Sequence[Line], other: Sequence[Line], *, without: Sequence[int]) -> list[Line]:
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
    certain = [line for line in other[1:] if line.number not in set(without)]
    return [Line(lines[0].number, tuple(heads)), *_fill_rows(lines[1:], certain, taken, len(heads))]


def _fill_rows(lines: Sequence[Line], other: Sequence[Line], taken: list[tuple[int, int]], width: int) -> list[Line]:
    cells_by_id = {line.cells[:1]: line.cells for line in other}
    filled = []
    for line in lines:
        cells = [*line.cells, *[""] * (width - len(line.cells))]
        more = cells_by_id.get(line.cells[:1], ())
        for here, there in taken:
            if here < len(more) and not cells[there]:
                cells[there] = more[here]
        filled.append(Line(line.number, tuple(cells)))
    return filled
