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
from amparo.ledger.words import visible_text
from amparo.tracing.imports.encodings import decode_text
from amparo.tracing.imports.mending import mend_text

MAX_ROWS = 2_000
MAX_COLUMNS = 100
MAX_SHEETS = 60
MAX_UNPACKED = 24_000_000
"""Size in bytes that a spreadsheet may have once unpacked; no more of a part is read than the size it states."""
MAX_CHARACTERS = 10_000_000
"""Of all cells together: in a spreadsheet one long text may stand in every cell and be stored once."""
MAX_CELLS = 1_000_000
MAX_PARTS = 300
FORMULA = "="
"""The first character of a formula, which stands for one whose result the file does not keep: none is computed."""
_MARKUP = re.compile(r"\s*(?:<(?:!doctype|html|table|\?xml|meta|head|body)|\{\\rtf|BEGIN:VCARD|[{\[]\s*[\"{\[])", re.I)
"""Web pages and other text files that are named as if they were spreadsheets."""
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])[^\S\t\n]*\r?\n", re.I)
"""The first line by which a spreadsheet tells its separator."""
_SEPARATORS = ",;\t|"
_LINES_TO_GUESS = 20
_WORKBOOK = "xl/workbook.xml"
_OTHER_SHEETS = frozenset({"content.xml", "xl/workbook.bin", "Index/Document.iwa"})
"""Parts of spreadsheets of LibreOffice, of Excel in binary form and of Numbers."""
_STRICT = b"http://purl.oclc.org/ooxml/"
_FORMULA_TAG = re.compile(rb"<(?:\w+:)?f[\s/>]")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*\bhidden=[\"'](?:1|true)[\"']")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})[\"']")
_ZIP = b"PK\x03\x04"
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

type NumberedRow = tuple[int, list[str]]
"""A row's number in its sheet, from 1, and its cells up to the last that is not empty."""


def parse_table(content: bytes) -> bytes:
    """Return the sheets of a file as JSON.

    Name, list of `NumberedRow` and number of hidden rows of each that is not empty, of a hidden one the name alone; a
    CSV file is one sheet without a name. Raises `RejectedContent`: `not_a_table`, `other_kind`, `other_sheet`,
    `too_large`, `too_wide`, `too_many_sheets`, `damaged`, `encoding`, `strict`, `open_quote` with the line.
    """
    if content.startswith(_ZIP):
        sheets = list(_read_workbook(content))
    else:
        sheets = [("", list(_keep_filled_rows(_read_text_rows(content))), 0)]
    _require_small([rows for _, rows, _ in sheets])
    return json.dumps(sheets).encode()


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
    """Strip cells, and remove what nobody sees.

    Also the apostrophe by which a spreadsheet marks text.

    Up to the last that is not empty. Raises `RejectedContent` for too many columns.
    """
    plain = (visible_text(_CONTROL_CHARACTERS.sub("", mend_text(cell))).strip() for cell in cells)
    found = [re.sub(r"^'(?=[=+\-@])", "", cell) for cell in plain]
    while found and not found[-1]:
        found.pop()
    if len(found) > MAX_COLUMNS:
        raise RejectedContent("too_wide")
    return found


def _read_text_rows(content: bytes) -> Iterator[list[str]]:
    text = decode_text(content)
    if _MARKUP.match(text):
        raise RejectedContent("other_kind")
    if any(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text):
        raise RejectedContent("not_a_table")
    stated = _SEPARATOR_LINE.match(text)
    reader = csv.reader(
        io.StringIO(text[stated.end() :] if stated else text, newline=""),
        delimiter=stated[1] if stated else _guess_separator(text),
        strict=True,
    )
    if stated:
        yield []
    yield from map(_clean_cells, _whole_records(reader, 1 if stated else 0))


def _whole_records(reader: Iterator[list[str]], lines_before: int) -> Iterator[list[str]]:
    """Yield the records of a reader.

    Raises `RejectedContent`, with the line at which an unclosed quote begins.
    """
    line = lines_before + 1
    try:
        for cells in reader:
            yield cells
            line = lines_before + reader.line_num + 1  # type: ignore[attr-defined]
    except csv.Error as error:
        raise RejectedContent(f"open_quote {line}") from error


def _guess_separator(text: str) -> str:
    """Return the separator that most of the first lines have, and most often.

    Outside quotes.
    """
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.splitlines()[:_LINES_TO_GUESS]]
    return max(_SEPARATORS, key=lambda mark: (sum(mark in line for line in lines), "".join(lines).count(mark)))


def _read_workbook(content: bytes) -> Iterator[tuple[str, list[NumberedRow], int]]:
    from openpyxl import load_workbook

    _require_small_unpacked(content)
    try:
        book, formulas = (
            load_workbook(io.BytesIO(content), read_only=True, data_only=is_of_results, keep_links=False)
            for is_of_results in (True, False)
        )
        if len(book.worksheets) > MAX_SHEETS:
            raise RejectedContent("too_many_sheets")
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                yield sheet.title, [], 0
                continue
            part = _read_part(content, sheet)
            written = formulas[sheet.title] if _FORMULA_TAG.search(part) else None
            rows = list(_keep_filled_rows(_read_sheet_rows(sheet, written, _find_merged_down(part))))
            if rows:
                yield sheet.title, rows, len(_HIDDEN_ROW.findall(part))
    except (RejectedContent, MemoryError):
        raise
    except Exception as error:  # the library lets any error of its parts through
        raise RejectedContent("damaged") from error


def _read_part(content: bytes, sheet: Any) -> bytes:
    """Return the XML of a sheet.

    For what the library does not tell of one that it reads row by row: rows that a filter or a person hid, which are
    read all the same and said; cells merged over several rows.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(sheet._worksheet_path.lstrip("/"))


def _find_merged_down(part: bytes) -> dict[int, set[int]]:
    """Return the columns in which each row continues a merged cell.

    By number of the row: the cell is merged with those above it.
    """
    from openpyxl.utils import column_index_from_string

    ranges = ((column_index_from_string(found[1].decode()) - 1, int(found[2]), int(found[3]))
              for found in _MERGED.finditer(part))  # fmt: skip
    below = (
        (number, column)
        for column, first, last in ranges
        if column < MAX_COLUMNS
        for number in range(first + 1, min(last, MAX_ROWS) + 1)
    )
    continued: dict[int, set[int]] = {}
    for number, column in islice(below, MAX_CELLS):
        continued.setdefault(number, set()).add(column)
    return continued


def _read_sheet_rows(sheet: Any, written: Any, continued: dict[int, set[int]]) -> Iterator[list[str]]:
    """Yield the rows of a sheet.

    `written`: the same sheet with its formulas, None if it has none. A cell merged over several rows is said in each
    that says anything.
    """
    above: list[str] = []
    for number, cells in enumerate(_texts_of_rows(sheet, written), 1):
        if any(cells):
            for column in continued.get(number, ()):
                cells += [""] * (column + 1 - len(cells))
                cells[column] = cells[column] or (above[column] if column < len(above) else "")
        above = cells
        yield _clean_cells(cells)


def _texts_of_rows(sheet: Any, written: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # the size that the sheet states is not trusted
    if written is None:
        yield from ([_value_text(cell.value) for cell in row] for row in sheet.iter_rows())
        return
    written.reset_dimensions()
    for results, row in zip(sheet.iter_rows(), written.iter_rows(), strict=True):
        yield [_cell_text(result, cell) for result, cell in zip(results, row, strict=True)]


def _require_small_unpacked(content: bytes) -> None:
    """Raise `RejectedContent` for what is too large once unpacked, before it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            is_strict = any(_STRICT in packed.open(part).read(4_000) for part in parts if part.filename == _WORKBOOK)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise RejectedContent("damaged") from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise RejectedContent("too_large")
    names = {part.filename for part in parts}
    if _WORKBOOK not in names:
        raise RejectedContent("other_sheet" if names & _OTHER_SHEETS else "not_a_table")
    if is_strict:
        raise RejectedContent("strict")


def _cell_text(result: Any, cell: Any) -> str:
    """Return a cell as a person reads it.

    Of a formula the result that the file keeps, blank where that is a blank text; else only its mark.
    """
    is_kept = result.value is not None or result.data_type == "str"
    return FORMULA if cell.data_type == "f" and not is_kept else _value_text(result.value)


def _value_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
