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
from amparo.tracing.imports.columns import recognise_columns
from amparo.tracing.imports.headings import start_at_headings
from amparo.tracing.imports.non_children import is_no_child
from amparo.tracing.imports.sheets import Line, Sheet, join_sheets
from amparo.tracing.imports.table_parser import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS

MAX_BYTES = 5_000_000
LIMITS = Limits(seconds=10, memory_bytes=600_000_000)
_PARSER = "amparo.tracing.imports.table_parser:parse_table"
_SHOWN = 80
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
    "other_kind": t(
        "Es una página web u otro archivo de texto con nombre de hoja de cálculo. Ábralo y guárdelo como CSV o XLSX.",
        "It is a web page or another text file with the name of a spreadsheet. Open it and save it as CSV or XLSX.",
    ),
    "other_sheet": t(
        "Es una hoja de cálculo de otro programa (ODS, XLSB, Numbers). Ábrala y guárdela como XLSX o como CSV UTF-8.",
        "It is a spreadsheet of another program (ODS, XLSB, Numbers). Open it and save it as XLSX or as CSV UTF-8.",
    ),
    "strict": t(
        "Está guardado como «Open XML estricto». Ábralo y guárdelo como «Libro de Excel (.xlsx)» o como CSV.",
        "It is saved as “Strict Open XML”. Open it and save it as “Excel workbook (.xlsx)” or as CSV.",
    ),
    "encoding": t(
        "Sus letras con acento no se pueden leer. Ábralo y guárdelo como «CSV UTF-8» o como XLSX.",
        "Its accented letters cannot be read. Open it and save it as “CSV UTF-8” or as XLSX.",
    ),
    "too_many_sheets": t("Tiene más de {n} hojas.", "It has more than {n} sheets.", n=MAX_SHEETS),
    "no_headings": t(
        "No se encuentra la fila de los nombres de las columnas, como «Nombre», «Sexo», «Edad». Escríbalos sobre los "
        "datos, uno en cada columna.",
        "The row with the names of the columns, such as “Given name”, “Sex”, “Age”, was not found. Write them above "
        "the data, one in each column.",
    ),
    "damaged": t(
        "La hoja de cálculo está dañada. Ábrala y guárdela otra vez.",
        "The spreadsheet is damaged. Open it and save it again.",
    ),
    "empty": t("El archivo no tiene filas bajo su encabezado.", "The file has no rows below its headings."),
}


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a file, and its rows that are not empty.

    `sheets`: name, first and last row of each sheet that was read. `left_sheets`: names of those that were not;
    `hidden_rows`: how many rows of the former were hidden. `skipped_rows`: those that are no child, with what they
    say.
    """

    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    sheets: tuple[tuple[str, int, int], ...] = ()
    left_sheets: tuple[str, ...] = ()
    hidden_rows: int = 0
    skipped_rows: tuple[str, ...] = ()


def read_table(content: bytes) -> Table:
    """Read the table in a file.

    Raises `BadInput` for what is no table, and for one that is too large, too complex, empty or damaged.
    """
    try:
        sheets = _parse_sheets(content)
        joined = join_sheets(sheets)
        found = joined.lines
        if len(found) > MAX_ROWS + 1:
            raise RejectedContent("too_large")
        if len(found) < 2:
            raise RejectedContent("empty")
    except RejectedContent as rejected:
        raise BadInput(FieldError("file", _why(rejected.why))) from rejected
    width = max(len(line.cells) for line in found)
    heads, *lines = (Line(line.number, _fit_to_width(line.cells, width)) for line in found)
    skipped = _name_skipped([sheet for sheet in sheets if sheet.name not in joined.left])
    return Table(heads.cells, tuple(lines), joined.read, joined.left, joined.hidden, skipped)


def _name_skipped(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    return tuple(
        str(t("{sheet} fila {n}: «{text}»", "{sheet} row {n}: “{text}”",
              sheet=sheet.name if len(sheets) > 1 else "", n=line.number,
              text=" ".join(filter(None, line.cells))[:_SHOWN])).strip()
        for sheet in sheets for line in sheet.skipped
    )  # fmt: skip


def _why(code: str) -> str:
    name, _, line = code.partition(" ")
    if name != "open_quote":
        return _WHY[code]
    return t("En la línea {line} se abre una comilla que no se cierra, o está mal puesta. Corríjala.",
             "In line {line} a quotation mark is not closed, or is misplaced. Correct it.", line=line)  # fmt: skip


def _parse_sheets(content: bytes) -> list[Sheet]:
    """Return the sheets of a file from their headings on.

    Raises `RejectedContent`.
    """
    if len(content) > MAX_BYTES:
        raise RejectedContent("too_large")
    if content.startswith(_OLE):
        raise RejectedContent("old_format")
    sheets = json.loads(run_parser(_PARSER, content, LIMITS))
    return _start_sheets([(name, [Line(number, tuple(cells)) for number, cells in rows], hidden)
                          for name, rows, hidden in sheets])  # fmt: skip


def _start_sheets(sheets: Sequence[tuple[str, Sequence[Line], int]]) -> list[Sheet]:
    """Return the sheets from their headings on, without the rows that are no child.

    A sheet without headings beside others that have them is left, as if it were empty. Raises `RejectedContent`
    where none has them.
    """
    found: list[Sheet] = []
    refused: RejectedContent | None = None
    for name, lines, hidden in sheets:
        try:
            found.append(_without_non_children(name, start_at_headings(lines), hidden))
        except RejectedContent as rejected:
            refused = rejected
            found.append(Sheet(name, ()))
    if refused and not any(sheet.lines for sheet in found):
        raise refused
    return found


def _without_non_children(name: str, lines: Sequence[Line], hidden: int) -> Sheet:
    if not lines:
        return Sheet(name, (), hidden)
    heads, codes = lines[0], recognise_columns(lines[0].cells)
    skipped = tuple(line for line in lines[1:] if is_no_child(line, heads, codes))
    return Sheet(name, (heads, *(line for line in lines[1:] if line not in skipped)), hidden, skipped)


def _fit_to_width(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Return cells filled up to the widest row.

    A cell beyond the headings is a column without a name.
    """
    return tuple(cells) + ("",) * (width - len(cells))
