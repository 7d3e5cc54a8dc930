"""Finding the row of the headings below titles, notes and groups of columns."""

from __future__ import annotations

from collections.abc import Sequence

from amparo.ledger.parsing.rejected import RejectedContent
from amparo.tracing.imports.columns import recognise_columns
from amparo.tracing.imports.sheets import Line

_LOOKED_AT = 20
_FEWEST_KNOWN = 2


def start_at_headings(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the rows of a sheet from its headings on.

    The row of the first ones that has most known headings. Where none is known, the first row, unless it is a title:
    then raises `RejectedContent` `no_headings`.
    """
    if not lines:
        return ()
    known = [_count_known(line) for line in lines[:_LOOKED_AT]]
    at = known.index(max(known))
    if known[at] < _FEWEST_KNOWN or known[at] == known[0]:
        if known[0] < _FEWEST_KNOWN and _is_title(lines):
            raise RejectedContent("no_headings")
        return tuple(lines)
    return (_with_groups(lines[at - 1], lines[at]), *lines[at + 1 :])


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
