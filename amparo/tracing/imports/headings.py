"""Finding the row of the headings below titles, notes and groups of columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from amparo.ledger.parsing.rejected import RejectedContent
from amparo.tracing.imports.ages import read_age
from amparo.tracing.imports.columns import recognise_columns
from amparo.tracing.imports.dates import read_birth
from amparo.tracing.imports.sexes import read_sex
from amparo.tracing.imports.sheets import Line
from amparo.tracing.imports.values import UnreadableValue, read_code

_LOOKED_AT = 20
_FEWEST_KNOWN = 2


def start_at_headings(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the rows of a sheet from its headings on.

    The row of the first ones that has most known headings. Where none is known, the first row, unless it is a title:
    then raises `RejectedContent` `no_headings`; or unless it is a child: then blank headings stand before it.
    """
    if not lines:
        return ()
    known = [_count_known(line) for line in lines[:_LOOKED_AT]]
    at = known.index(max(known))
    if known[at] < _FEWEST_KNOWN or known[at] == known[0]:
        if known[0] < _FEWEST_KNOWN and _is_title(lines):
            raise RejectedContent("no_headings")
        if known[0] < _FEWEST_KNOWN and _begins_with_a_child(lines, known[0]):
            return (Line(0, ("",) * max(len(line.cells) for line in lines)), *lines)
        return tuple(lines)
    return (_with_groups(lines[at - 1], lines[at]), *lines[at + 1 :])


def _begins_with_a_child(lines: Sequence[Line], known: int) -> bool:
    """Return whether the first row is none of headings.

    It has values, or nothing tells it apart from those below.
    """
    first, below = lines[0], lines[1:_LOOKED_AT]
    if any(map(_is_value, first.cells)):
        return True
    return bool(below) and not known and not any(_is_value(cell) for line in below for cell in line.cells)


def _is_value(cell: str) -> bool:
    """Return whether a cell is a figure, a day, a sex or a country: no heading."""
    if not any(letter.isalpha() for letter in cell):
        return any(letter.isdigit() for letter in cell)
    readers = (partial(read_sex, m_means="male"), read_birth, read_age, partial(read_code, "nationality"))
    return any(_is_readable(read, cell) for read in readers)


def _is_readable(read: Callable[[str], object], cell: str) -> bool:
    try:
        read(cell)
    except UnreadableValue:
        return False
    return True


def _count_known(line: Line) -> int:
    return len({code for code in recognise_columns(line.cells) if code})


def _is_title(lines: Sequence[Line]) -> bool:
    """Return whether the first row has one cell and those below have several."""
    return sum(map(bool, lines[0].cells)) == 1 and any(len(line.cells) > 2 for line in lines[1:_LOOKED_AT])


def _with_groups(above: Line, heads: Line) -> Line:
    """Return headings with the group that stands above each.

    As `group/heading`, if the row above has groups.
    """
    if above.number != heads.number - 1 or sum(map(bool, above.cells)) < _FEWEST_KNOWN:
        return heads
    group, named = "", []
    for at in range(max(len(above.cells), len(heads.cells))):
        group = (above.cells[at] if at < len(above.cells) else "") or group
        head = heads.cells[at] if at < len(heads.cells) else ""
        named.append(f"{group}/{head}" if group and head else head or group)
    return Line(heads.number, tuple(named))
