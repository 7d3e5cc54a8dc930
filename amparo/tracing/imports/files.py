"""Reading the bytes of a file into rows of text.

The content decides what a file is, never its name; nothing in it is executed.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.tracing.imports.sheets import MAX_SHEETS, Line, join_sheets

MAX_BYTES = 5_000_000
MAX_ROWS = 2_000
MAX_COLUMNS = 100
MAX_UNPACKED = 40_000_000
"""Size in bytes that a spreadsheet may have once unpacked; no more of a part is read than the size it states."""
MAX_PARTS = 300
_EMPTY_LINES = 5_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
FORMULA = "="
"""The first character of a formula."""

ACCEPTED = t(
    "CSV o XLSX, hasta {mb} MB y {rows} filas.",
    "CSV or XLSX, up to {mb} MB and {rows} rows.",
    mb=MAX_BYTES // 1_000_000,
    rows=MAX_ROWS,
)
_NOT_A_TABLE = t("No es un archivo CSV ni una hoja de cálculo XLSX. {accepted}",
              "It is neither a CSV file nor an XLSX spreadsheet. {accepted}", accepted=ACCEPTED)  # fmt: skip
_TOO_LARGE = t("El archivo es demasiado grande. {accepted}", "The file is too large. {accepted}", accepted=ACCEPTED)
_OLD_FORMAT = t(
    "Es una hoja de un formato antiguo o con contraseña. Ábrala y guárdela como XLSX o CSV, sin contraseña.",
    "It is a spreadsheet of an old format or with a password. Open it and save it as XLSX or CSV, without a password.",
)
_DAMAGED = t(
    "La hoja de cálculo está dañada. Ábrala y guárdela otra vez.",
    "The spreadsheet is damaged. Open it and save it again.",
)


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a file, and its rows that are not empty."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]


def read_table(content: bytes) -> Table:
    """Read the table in a file.

    Raises `BadInput` for what is no table, and for one that is too large, empty or damaged.
    """
    if len(content) > MAX_BYTES:
        raise _file_error(_TOO_LARGE)
    if content.startswith(_OLE):
        raise _file_error(_OLD_FORMAT)
    lines = _read_workbook_lines(content) if content.startswith(_ZIP) else _read_text_lines(content)
    found = list(islice((line for line in lines if any(line.cells)), MAX_ROWS + 2))
    if len(found) > MAX_ROWS + 1:
        raise _file_error(_TOO_LARGE)
    if len(found) < 2:
        raise _file_error(
            t("El archivo no tiene filas bajo su encabezado.", "The file has no rows below its headings.")
        )
    heads = _trim_headings(found[0].cells)
    return Table(heads, tuple(Line(line.number, _fit_to_width(line.cells, len(heads))) for line in found[1:]))


def _file_error(words: str) -> BadInput:
    return BadInput(FieldError("file", words))


def _trim_headings(cells: Sequence[str]) -> tuple[str, ...]:
    width = max(at for at, cell in enumerate(cells, 1) if cell)
    return tuple(cells[:width])


def _fit_to_width(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Return as many cells as there are headings.

    Cells beyond them have no name and are dropped.
    """
    return tuple(cells[:width]) + ("",) * (width - len(cells))


def _read_text_lines(content: bytes) -> Iterator[Line]:
    text = _decode(content)
    if any(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text):
        raise _file_error(_NOT_A_TABLE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_guess_separator(text), strict=False)
    try:
        yield from (Line(number, _clean_cells(cells)) for number, cells in enumerate(reader, 1))
    except csv.Error as error:
        raise _file_error(_NOT_A_TABLE) from error


def _decode(content: bytes) -> str:
    """Decode UTF-8 with or without its mark, UTF-16 with it, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _guess_separator(text: str) -> str:
    """Return the most frequent of comma, semicolon and tab in the first line.

    Outside quotes.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(",;\t", key=bare.count)


def _clean_cells(cells: Iterable[str]) -> tuple[str, ...]:
    """Strip cells, and remove the apostrophe by which a spreadsheet marks text.

    Raises `BadInput` for too many columns.
    """
    plain = (_CONTROL_CHARACTERS.sub("", cell).strip() for cell in islice(cells, MAX_COLUMNS + 1))
    found = tuple(re.sub(r"^'(?=[=+\-@])", "", cell) for cell in plain)
    if len(found) > MAX_COLUMNS:
        raise _file_error(t("Tiene más de {n} columnas.", "It has more than {n} columns.", n=MAX_COLUMNS))
    return found


def _read_workbook_lines(content: bytes) -> Iterator[Line]:
    _require_small_unpacked(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:MAX_SHEETS]
        sheets = [lines for sheet in visible if (lines := _read_sheet_lines(sheet))]
    except BadInput:
        raise
    except Exception as error:  # the library lets any error of its parts through
        raise _file_error(_DAMAGED) from error
    if sheets:
        yield from join_sheets(sheets)


def _read_sheet_lines(sheet: Any) -> list[Line]:
    """Return the rows of a sheet that are not empty, one more than allowed at most."""
    sheet.reset_dimensions()  # the size that the sheet states is not trusted
    rows = sheet.iter_rows(max_row=MAX_ROWS + _EMPTY_LINES, max_col=MAX_COLUMNS)
    lines = (Line(number, _clean_cells(_cell_text(cell) for cell in row)) for number, row in enumerate(rows, 1))
    return list(islice((line for line in lines if any(line.cells)), MAX_ROWS + 2))


def _require_small_unpacked(content: bytes) -> None:
    """Raise `BadInput` for what is too large once unpacked, before any of it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except zipfile.BadZipFile as error:
        raise _file_error(_DAMAGED) from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _file_error(_TOO_LARGE)
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise _file_error(_NOT_A_TABLE)


def _cell_text(cell: Any) -> str:
    """Return a cell as a person reads it.

    Of a formula only its mark, never its result.
    """
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return FORMULA
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
