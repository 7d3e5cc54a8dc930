"""Lists as files: CSV and XLSX for people, JSON for programs.

A file name states its row count.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from amparo.ledger.json import JsonObject
from amparo.ledger.text import t

_SHEET_TITLE_LENGTH = 31
_TEXTS = ("text", "name", "due_text")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_PLAIN_NUMBER = re.compile(r"[+-][0-9 .,()/-]+", re.ASCII)
"""A telephone or number, which begins as a formula may."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A file format: its code and its media type.

    The code is also the file name extension.
    """

    code: str
    media_type: str


FORMATS: Final = {
    "csv": FileFormat("csv", "text/csv; charset=utf-8"),
    "xlsx": FileFormat("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": FileFormat("json", "application/json"),
}


def wants_csv(request: HttpRequest) -> bool:
    """Return whether the request asks for CSV."""
    return request.GET.get("format") == "csv"


def csv_bytes(heads: Iterable[object], rows: Iterable[Iterable[object]]) -> bytes:
    """Return rows as CSV in UTF-8, with the mark by which spreadsheets know it.

    Days and instants are in ISO 8601. A text that a spreadsheet would run as a formula gets a leading apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([str(head) for head in heads])
    writer.writerows([_escape_formula(cell_text(cell)) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(title: str, heads: Sequence[object], rows: Iterable[Iterable[object]]) -> bytes:
    """Return rows as a workbook of one sheet.

    Of texts, whole numbers, days and instants; no formulas. An instant is written as its local time: a sheet knows no
    time zone.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:_SHEET_TITLE_LENGTH])
    sheet.append([str(head) for head in heads])
    for row in rows:
        sheet.append([_sheet_cell(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_cell(sheet: WriteOnlyWorksheet, cell: object) -> object:
    """Return a cell of a sheet; None for an empty one.

    A text is marked as one, so that nothing in it is read as a formula; control characters are removed.
    """
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    if isinstance(cell, int | date):
        return cell
    text = ILLEGAL_CHARACTERS_RE.sub("", cell_text(cell))
    if not text:
        return None
    written = WriteOnlyCell(sheet, text)
    written.data_type = "s"
    return written


def json_bytes(items: Iterable[object]) -> bytes:
    """Return items as one JSON array in UTF-8."""
    return json.dumps(list(items), ensure_ascii=False).encode()


def cell_text(cell: object) -> str:
    """Return the text of a list cell; of a component its text, name or instant.

    An empty cell is an empty text: a dash in its place is for the screen alone.
    """
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, dict):
        return str(next((cell[name] for name in _TEXTS if cell.get(name)), ""))
    return "" if cell is None or not str(cell).strip() else str(cell)


def file_response(content: bytes, file_format: str, rows: int) -> HttpResponse:
    """Return a download whose name states its number of rows, headings not counted."""
    response = HttpResponse(content, content_type=FORMATS[file_format].media_type)
    name = t("amparo-{n}-filas", "amparo-{n}-rows", n=rows)
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    return response


def csv_response(columns: Iterable[JsonObject], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """Return a short list as a CSV download.

    Columns and rows as `{% data_list %}` takes them.
    """
    found = list(rows)
    return file_response(csv_bytes((column["label"] for column in columns), found), "csv", len(found))


def _escape_formula(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not _PLAIN_NUMBER.fullmatch(text) else text
