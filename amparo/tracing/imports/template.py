"""The empty table to fill in, in the reader's language.

Its second sheet has the instructions.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile

from openpyxl import Workbook
from openpyxl.styles import Font

from amparo.ledger.codes import code_list
from amparo.ledger.text import t
from amparo.tracing.imports.columns import COLUMNS

_LISTS = {
    "sex": "sex", "urgency": "report_urgency", "urgency_reasons": "urgency_reason", "searcher": "searcher_kind",
    "relation": "relationship_type", "consents": "search_consent",
}  # fmt: skip
_INSTRUCTIONS = {
    "given": t("Obligatorio, o «Nombre completo». Si no se sabe: desconocido.",
               "Required, or “Full name”. If not known: unknown."),
    "birth_date": t("2012-05-04 o 04/05/2012, día primero; o sólo 2012",
                    "2012-05-04 or 04/05/2012, day first; or just 2012"),
    "age": t("Si no se sabe el nacimiento", "If the birth is not known"),
    "nationalities": t("País o código; varias con coma", "Country or code; several with a comma"),
    "birth_country": t("País o código", "Country or code"),
    "last_news_country": t("País o código", "Country or code"),
    "searcher_country": t("País o código", "Country or code"),
    "languages": t("Varios con coma", "Several with a comma"),
    "last_news_on": t("2026-01-05 o 05/01/2026, día primero", "2026-01-05 or 05/01/2026, day first"),
    "searcher_name": t("Obligatorio", "Required"),
    "may_share": t("sí o no", "yes or no"),
}  # fmt: skip
_NOT_IN_TEMPLATE = frozenset({"surnames", "ended"})
"""Columns that are recognised in files of other systems but not offered."""
_FIXED_TIME = (2000, 1, 1, 0, 0, 0)


def headings() -> list[str]:
    """Return the headings of the template, in the reader's language."""
    return [str(column.head) for code, column in COLUMNS.items() if code not in _NOT_IN_TEMPLATE]


def template_csv() -> bytes:
    """Return the template as CSV, with the mark by which spreadsheets recognise UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerow(headings())
    return out.getvalue().encode("utf-8-sig")


def template_workbook() -> bytes:
    """Return the template as XLSX: the same bytes each time.

    So nothing tells when somebody asked for it.
    """
    book = Workbook()
    table, how = book.worksheets[0], book.create_sheet(str(t("Cómo se llena", "How to fill it in")))
    table.title = str(t("Reportes", "Reports"))
    table.append(headings())
    for cell in table[1]:
        cell.font = Font(bold=True)
        table.column_dimensions[cell.column_letter].width = max(14, len(str(cell.value)) + 2)
    table.freeze_panes = "A2"
    how.column_dimensions["A"].width, how.column_dimensions["B"].width = 36, 110
    for code, column in COLUMNS.items():
        if code not in _NOT_IN_TEMPLATE:
            how.append([str(column.head), _instructions(code)])
    out = io.BytesIO()
    book.save(out)
    return _without_timestamps(out.getvalue())


def _instructions(code: str) -> str:
    if code in _LISTS:
        return " | ".join(str(one.label).partition(":")[0] for one in code_list(_LISTS[code]).values())
    return str(_INSTRUCTIONS.get(code, ""))


def _without_timestamps(content: bytes) -> bytes:
    """Return the same workbook without the times at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as settled:
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", part)
            settled.writestr(zipfile.ZipInfo(name, _FIXED_TIME), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
