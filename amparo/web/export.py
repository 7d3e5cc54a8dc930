"""Lists as CSV, with what their reader sees on the page and nothing more."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse


def wants_csv(request: HttpRequest) -> bool:
    """Whether the list was asked for as a file."""
    return request.GET.get("format") == "csv"


def as_csv(heads: Iterable[object], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """A CSV file (UTF-8). A cell that a spreadsheet would take for a formula is told apart by an apostrophe."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="amparo.csv"'
    writer = csv.writer(response)
    writer.writerow([str(head) for head in heads])
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return response


def list_as_csv(columns: Iterable[dict[str, Any]], rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """A list of a page, its columns and rows as the component takes them."""
    return as_csv((column["label"] for column in columns), rows)


def _plain(cell: object) -> str:
    text = str(cell.get("text", "") if isinstance(cell, dict) else cell)
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
