"""Reading the bytes of a file into rows of text.

The parser runs in a process of its own; what it refuses is explained here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from amparo.ledger.parsing.rejected import RejectedContent
from amparo.ledger.parsing.run import Limits, run_parser
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.tracing.imports.sheets import Line, join_sheets
from amparo.tracing.imports.table_parser import MAX_COLUMNS, MAX_ROWS

MAX_BYTES = 5_000_000
LIMITS = Limits(seconds=10, memory_bytes=600_000_000)
_PARSER = "amparo.tracing.imports.table_parser:parse_table"
_OLE = b"\xd0\xcf\x11\xe0"

ACCEPTED = t(
    "CSV o XLSX, hasta {mb} MB y {rows} filas.",
    "CSV or XLSX, up to {mb} MB and {rows} rows.",
    mb=MAX_BYTES // 1_000_000,
    rows=MAX_ROWS,
)
_WHY = {
    "not_a_table": t(
        "No es un archivo CSV ni una hoja de cálculo XLSX. {accepted}",
        "It is neither a CSV file nor an XLSX spreadsheet. {accepted}",
        accepted=ACCEPTED,
    ),
    "too_large": t(
        "El archivo es demasiado grande. {accepted}", "The file is too large. {accepted}", accepted=ACCEPTED
    ),
    "too_wide": t("Tiene más de {n} columnas.", "It has more than {n} columns.", n=MAX_COLUMNS),
    "too_complex": t(
        "El archivo es demasiado complejo para leerlo. Guarde solo la tabla, como CSV.",
        "The file is too complex to be read. Save the table alone, as CSV.",
    ),
    "old_format": t(
        "Es una hoja de un formato antiguo o con contraseña. Ábrala y guárdela como XLSX o CSV, sin contraseña.",
        "It is a spreadsheet of an old format or with a password. Open it and save it as XLSX or CSV, without a "
        "password.",
    ),
    "damaged": t(
        "La hoja de cálculo está dañada. Ábrala y guárdela otra vez.",
        "The spreadsheet is damaged. Open it and save it again.",
    ),
    "empty": t("El archivo no tiene filas bajo su encabezado.", "The file has no rows below its headings."),
}


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a file, and its rows that are not empty."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]


def read_table(content: bytes) -> Table:
    """Read the table in a file.

    Raises `BadInput` for what is no table, and for one that is too large, too complex, empty or damaged.
    """
    try:
        found = join_sheets(_parse_sheets(content))
        if len(found) > MAX_ROWS + 1:
            raise RejectedContent("too_large")
        if len(found) < 2:
            raise RejectedContent("empty")
    except RejectedContent as rejected:
        raise BadInput(FieldError("file", _WHY[rejected.why])) from rejected
    heads = found[0].cells
    return Table(heads, tuple(Line(line.number, _fit_to_width(line.cells, len(heads))) for line in found[1:]))


def _parse_sheets(content: bytes) -> list[list[Line]]:
    """Return the sheets of a file that are not empty. Raises `RejectedContent`."""
    if len(content) > MAX_BYTES:
        raise RejectedContent("too_large")
    if content.startswith(_OLE):
        raise RejectedContent("old_format")
    sheets = json.loads(run_parser(_PARSER, content, LIMITS))
    return [[Line(number, tuple(cells)) for number, cells in sheet] for sheet in sheets]


def _fit_to_width(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Return as many cells as there are headings.

    Cells beyond them have no name and are dropped.
    """
    return tuple(cells[:width]) + ("",) * (width - len(cells))
