"""The preview of an import: every row as it would be read, columns, defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from amparo.cases.readings import log_readings
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import code_list
from amparo.ledger.days import local_day
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import FieldError
from amparo.ledger.text import t
from amparo.registry.age import age_words
from amparo.registry.selectors import NO_NAME
from amparo.tracing.imports.columns import COLUMNS
from amparo.tracing.imports.row_reader import ColumnMessage
from amparo.tracing.imports.rows import row_summary
from amparo.tracing.selectors import imports as imports_read
from amparo.tracing.selectors.import_changes import changes_of_rows, reports_changed
from amparo.tracing.selectors.imports import ImportPreview, PreviewRow
from amparo.ui.choices import list_options
from amparo.ui.forms.summary import summarize_errors
from amparo.ui.pages.base import ReaderRequest
from amparo.ui.requests import parse_count

if TYPE_CHECKING:
    from amparo.tracing.models.imports import ReportImport

ROWS_PER_PAGE = 50
_SHOW = ("all", "wrong", "alike", "ended")
_TONES = {"wrong": "danger", "alike": "time", "ended": "time", "good": "done"}
_ROW_STATES = {
    "wrong": t("Con errores", "With errors"),
    "alike": t("Parece ya reportada", "Looks reported already"),
    "ended": t("Terminada en la fuente", "Over in the source"),
    "good": t("Lista", "Ready"),
}


def list_query(request: ReaderRequest, start: str) -> str:
    show = request.GET.get("show", "all")
    return f"show={show if show in _SHOW else 'all'}&from={parse_count(start)}"


def preview_page(request: ReaderRequest, stored_import: ReportImport, errors: tuple[FieldError, ...]) -> HttpResponse:
    by = request.actor
    preview = imports_read.import_preview(stored_import, by=by)
    show, begin = request.GET.get("show", "all"), request.GET.get("from", "")
    rows = preview.rows_in_state(show) if show in _SHOW[1:] else list(preview.rows)
    rows = [row for row in rows if row.read.number >= parse_count(begin)]
    shown = rows[:ROWS_PER_PAGE]
    changes = changes_of_rows(shown, by=by)
    log_readings(reports_changed(shown, changes), "report", by=by)
    agency = _agency_field(by)
    context = {
        "found": stored_import,
        "mine": stored_import.person == by.id,
        "counts": [{"state": state, "label": _ROW_STATES[state],
                    "n": len(preview.rows_in_state(state))} for state in _ROW_STATES],
        "all": len(preview.rows),
        "show": show if show in _SHOW else "all",
        "chosen": len(preview.chosen),
        "rows": [_preview_row(row) | {"changes": changes.get(row.read.number, [])} for row in shown],
        "next": rows[ROWS_PER_PAGE].read.number if len(rows) > ROWS_PER_PAGE else "",
        "unread": sum(not code for code in stored_import.columns),
        "left": imports_read.unread_parts(stored_import),
        "hidden_rows": stored_import.said.get("hidden_rows", 0),
        "sheets": _sheet_lines(stored_import),
        "columns": _column_fields(stored_import),
        "said": _default_fields(stored_import, preview),
        "agency": agency,
        "errors": summarize_errors(errors, [agency]),
    }  # fmt: skip
    return render(request, "tracing/report/import_preview.html", context, status=422 if errors else 200)


def _sheet_lines(stored_import: ReportImport) -> list[str]:
    """Return where the rows of each sheet stand in the list, of a workbook of several."""
    sheets = stored_import.said.get("sheets", [])
    if len(sheets) < 2:
        return []
    words = t("Hoja «{name}»: filas {first} a {last}", "Sheet “{name}”: rows {first} to {last}")
    return [str(words).format(name=name, first=first, last=last) for name, first, last in sheets]


def _preview_row(row: PreviewRow) -> JsonObject:
    read = row.read
    return {
        "number": read.number,
        "name": read.name or read.answers.get("names", {}).get("nickname") or NO_NAME,
        "age": age_words(read.birth, local_day(clock.now())),
        **row_summary(read),
        "state": {"text": _ROW_STATES[row.state], "tone": _TONES[row.state]},
        "errors": [_message_row(message) for message in read.errors],
        "notes": [_message_row(message) for message in read.notes],
        "alike": _duplicate_link(row),
        "tickable": row.state in ("alike", "ended"),
        "ticked": row.ticked,
    }


def _message_row(message: ColumnMessage) -> JsonObject:
    return {"column": COLUMNS[message.column].head if message.column else "", "words": message.words}


def _duplicate_link(row: PreviewRow) -> JsonObject | None:
    duplicate = row.duplicate
    if duplicate is None:
        return None
    why = (
        t(
            "Mismo identificador, y el nombre era «{name}», en",
            "Same identifier, and the name was “{name}”, in",
            name=duplicate.was_named,
        )
        if duplicate.was_named
        else t("Mismo identificador y nombre que", "Same identifier and name as")
        if duplicate.same_source
        else t("Mismo nombre, y el nacimiento puede ser el mismo que", "Same name, and the birth may be the same as")
    )
    if duplicate.report:
        return {"why": why, "text": duplicate.number, "href": reverse("report", args=[duplicate.report])}
    return {"why": why, "text": t("la fila {n}", "row {n}", n=duplicate.row), "href": ""}


def _column_fields(stored_import: ReportImport) -> list[JsonObject]:
    first = stored_import.rows.exclude(cells=None).order_by("number").first()
    sample = first.cells if first and first.cells else [""] * len(stored_import.heads)
    choices = [{"value": code, "label": column.head} for code, column in COLUMNS.items()]
    return [
        {
            "kind": "select",
            "name": f"column-{at}",
            "label": head[:100] or t("Columna {n}", "Column {n}", n=at + 1),
            "hint": t("Primera fila: «{text}»", "First row: “{text}”", text=sample[at][:60]) if sample[at] else "",
            "choices": choices,
            "value": stored_import.columns[at],
            "required": True,
        }
        for at, head in enumerate(stored_import.heads)
    ]


def _default_fields(stored_import: ReportImport, preview: ImportPreview) -> list[JsonObject]:
    """Return the fields of the defaults for all rows."""

    def coded(name: str) -> list[JsonObject]:
        return [{"value": code.code, "label": code.label} for code in code_list(name).values()]

    agreed = t("Consta que quien busca pidió la búsqueda y consintió en ella",
               "It is on file that the searcher asked for the search and agreed to it")  # fmt: skip
    return [
        {"kind": "select", "name": "searcher", "label": t("Quién busca", "Who searches"),
         "choices": coded("searcher_kind"),
         "value": stored_import.said.get("searcher", "")},
        {"kind": "select", "name": "urgency", "label": t("Urgencia", "Urgency"), "choices": coded("report_urgency"),
         "value": stored_import.said.get("urgency", "")},
        {"kind": "checkboxes", "name": "consent", "label": t("Consentimiento", "Consent"),
         "choices": [{"value": "yes", "label": agreed}], "value": ["yes"] if stored_import.said.get("consent") else []},
        {"kind": "select", "name": "m_means",
         "label": t("Qué dice «M» en la columna del sexo", "What “M” says in the column of the sex"),
         "choices": [choice for choice in coded("sex") if choice["value"] in ("female", "male")],
         "value": stored_import.said.get("m_means", "")},
    ]  # fmt: skip


def _agency_field(by: Actor) -> JsonObject:
    return {
        "kind": "select",
        "name": "protection_agency",
        "label": t("Autoridad de protección que responde por todas", "Protection authority that answers for all"),
        "hint": t("En blanco: la de este lugar.", "Blank: that of this place."),
        "choices": [
            {"value": str(option.id), "label": option.label} for option in list_options("protection_agency", by, None)
        ],
        "value": "",
    }
