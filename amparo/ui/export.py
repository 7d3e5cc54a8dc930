"""Lists as CSV, with what their reader sees on the page and nothing more. The name of the file says how many rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from amparo.ledger.text import t


def wants_csv(request: HttpRequest) -> bool:
    """Whether the list was asked for as a file."""
    return request.GET.get("format") == "csv"


def csv_text(heads: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV. A cell that a spreadsheet would take for a formula is told apart by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([str(head) for head in heads])
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue()


def csv_file(text: str, rows: int) -> HttpResponse:
    """A CSV file (UTF-8) to be kept, named after how many rows it has besides the heads."""
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = t("amparo-{n}-filas.csv", "amparo-{n}-rows.csv", n=rows)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def list_as_csv(columns: Iterable[dict[str, Any]], rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """A list of a page, its columns and rows as the component takes them."""
    found = list(rows)
    return csv_file(csv_text((column["label"] for column in columns), found), len(found))


def _plain(cell: object) -> str:
    text = str(cell.get("text", "") if isinstance(cell, dict) else cell)
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
