"""The parser of tables: bytes of a CSV or XLSX file into rows of text.

It runs in a process of its own (`amparo.ledger.parsing`). The content decides what a file is, never its name; nothing
in it is executed.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from amparo.ledger.parsing.rejected import RejectedContent

MAX_ROWS = 2_000
MAX_COLUMNS = 100
MAX_SHEETS = 30
MAX_UNPACKED = 24_000_000
"""Size in bytes that a spreadsheet may have once unpacked; no more of a part is read than the size it states."""
MAX_CHARACTERS = 10_000_000
"""Of all cells together: in a spreadsheet one long text may stand in every cell and be stored once."""
MAX_CELLS = 1_000_000
MAX_PARTS = 300
FORMULA = "="
"""The first character of a formula, which stands for it: its result is not read."""
_EMPTY_LINES = 5_000
_ZIP = b"PK\x03\x04"
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

type NumberedRow = tuple[int, list[str]]
"""A row's number in its sheet, from 1, and its cells up to the last that is not empty."""


def parse_table(content: bytes) -> bytes:
    """Return the sheets of a file as JSON.

    A list of `NumberedRow` for each that is not empty; a CSV file is one sheet. Raises `RejectedContent`:
    `not_a_table`, `too_large`, `too_wide`, `damaged`.
    """
    if content.startswith(_ZIP):
        sheets = list(_read_workbook(content))
    else:
        sheets = [list(_keep_filled_rows(_read_text_rows(content)))]
    _require_small(sheets)
    return json.dumps([sheet for sheet in sheets if sheet]).encode()


def _keep_filled_rows(rows: Iterable[list[str]]) -> Iterator[NumberedRow]:
    """Yield the rows that are not empty.

    Headings included, and one more than allowed at most.
    """
    filled = ((number, cells) for number, cells in enumerate(rows, 1) if cells)
    return islice(filled, MAX_ROWS + 2)


def _require_small(sheets: list[list[NumberedRow]]) -> None:
    """Raise `RejectedContent` for more text or cells than a table has."""
    cells = [cell for sheet in sheets for _, row in sheet for cell in row]
    if len(cells) > MAX_CELLS or sum(map(len, cells)) > MAX_CHARACTERS:
        raise RejectedContent("too_large")


def _clean_cells(cells: Iterable[str]) -> list[str]:
    """Strip cells, and remove the apostrophe by which a spreadsheet marks text.

    Up to the last that is not empty. Raises `RejectedContent` for too many columns.
    """
    plain = (_CONTROL_CHARACTERS.sub("", cell).strip() for cell in islice(cells, MAX_COLUMNS + 1))
    found = [re.sub(r"^'(?=[=+\-@])", "", cell) for cell in plain]
    if len(found) > MAX_COLUMNS:
        raise RejectedContent("too_wide")
    while found and not found[-1]:
        found.pop()
    return found


def _read_text_rows(content: bytes) -> Iterator[list[str]]:
    text = _decode(content)
    if any(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text):
        raise RejectedContent("not_a_table")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_guess_separator(text), strict=False)
    try:
        yield from (_clean_cells(cells) for cells in reader)
    except csv.Error as error:
        raise RejectedContent("not_a_table") from error


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


def _read_workbook(content: bytes) -> Iterator[list[NumberedRow]]:
    from openpyxl import load_workbook

    _require_small_unpacked(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        for sheet in [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:MAX_SHEETS]:
            yield list(_keep_filled_rows(_read_sheet_rows(sheet)))
    except (RejectedContent, MemoryError):
        raise
    except Exception as error:  # the library lets any error of its parts through
        raise RejectedContent("damaged") from error


def _read_sheet_rows(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # the size that the sheet states is not trusted
    rows = sheet.iter_rows(max_row=MAX_ROWS + _EMPTY_LINES, max_col=MAX_COLUMNS)
    return (_clean_cells(_cell_text(cell) for cell in row) for row in rows)


def _require_small_unpacked(content: bytes) -> None:
    """Raise `RejectedContent` for what is too large once unpacked, before it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise RejectedContent("damaged") from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise RejectedContent("too_large")
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise RejectedContent("not_a_table")


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
