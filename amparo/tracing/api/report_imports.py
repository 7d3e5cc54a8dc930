"""Import of reports over HTTP: preview, confirmation and progress."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from amparo.cases.act import ACTS
from amparo.cases.api.requests import parse_case_id
from amparo.cases.rights import require_role
from amparo.ledger.actor import Actor
from amparo.ledger.canonical import iso_instant
from amparo.ledger.codes import code_list
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ledger.transaction import run_in_transaction
from amparo.registry.filing import read_upload
from amparo.tracing.api.import_documents import STATE, UPLOAD
from amparo.tracing.imports.columns import COLUMNS, name_column
from amparo.tracing.imports.files import ACCEPTED, MAX_BYTES
from amparo.tracing.imports.rows import REPORT_MISSING, ImportDefaults
from amparo.tracing.selectors import imports as imports_read
from amparo.tracing.selectors.import_changes import Change, changes_of_rows
from amparo.tracing.selectors.imports import ImportPreview, PreviewRow
from amparo.tracing.steps import imports as import_steps
from amparo.ui.api.idempotency import ApiResponse, idempotent_response
from amparo.ui.api.root import api, reader
from amparo.ui.requests import parse_flag

if TYPE_CHECKING:
    from amparo.tracing.models.imports import ReportImport


@api.post("/reports/import", operation_id="import_reports", tags=["reports"], openapi_extra=UPLOAD)
def import_reports(request: HttpRequest) -> HttpResponse:
    """Report the rows of a file, all or none.

    `multipart/form-data` with `file`, and the defaults for rows that do not state them. `dry_run=1` gives the
    preview. Rows that look like a report already there stay out unless `rows` names them.
    """
    by, is_dry = reader(request), parse_flag(request, "dry_run")
    require_role(by, ACTS[REPORT_MISSING])
    missing = t("Envíe el archivo en file.", "Send the file as file.")
    content = read_upload(request, missing, most=MAX_BYTES, accepted=ACCEPTED)
    body = {name: request.POST.getlist(name) for name in sorted(request.POST)}

    def write(keep: Callable[[ApiResponse], None]) -> ApiResponse:
        def store() -> ApiResponse:
            report_import = _apply_options(request, import_steps.create_import(content, by=by))
            preview = imports_read.import_preview(report_import, by=by)
            if is_dry:
                answer = ApiResponse(200, _preview_json(report_import, preview, by))
                transaction.set_rollback(True)
                return answer
            _require_no_row_errors(request, preview)
            import_steps.confirm_import(report_import, protection_agency=_posted_agency(request), by=by)
            report_import = imports_read.visible_import(report_import.id, by=by)
            answer = ApiResponse(202, _state_json(report_import, by), f"/api/v1/reports/import/{report_import.id}")
            keep(answer)
            return answer

        return run_in_transaction(store)

    sent = body | {"sha256": hashlib.sha256(content).hexdigest()}
    return idempotent_response(request, by, sent, write, is_dry=is_dry)


@api.get("/reports/import/{import_id}", operation_id="get_report_import", tags=["reports"], openapi_extra=STATE)
def get_report_import(request: HttpRequest, import_id: str) -> HttpResponse:
    """Return the progress of an import.

    Its state, the reports made, and the rows that wait or were wrong.
    """
    by = reader(request)
    return ApiResponse(200, _state_json(imports_read.visible_import(parse_case_id(import_id), by=by), by)).response()


def _apply_options(request: HttpRequest, report_import: ReportImport) -> ReportImport:
    """Apply the caller's columns, defaults and choice of rows to an import; return it."""
    searcher, urgency = (
        _posted_code(request, "searcher", "searcher_kind"),
        _posted_code(request, "urgency", "report_urgency"),
    )
    import_steps.set_import_options(
        report_import,
        columns=_posted_columns(request, report_import),
        defaults=ImportDefaults(
            searcher, urgency, request.POST.get("consent") == "yes", _posted_code(request, "m_means", "sex")
        ),
    )
    numbers = request.POST.get("rows", "").replace(",", " ").split()
    if any(not item.isascii() or not item.isdecimal() or len(item) > 7 for item in numbers):
        raise BadInput(FieldError("rows", t("Números de fila.", "Numbers of rows.")))
    import_steps.choose_rows(report_import, shown=(), ticked=map(int, numbers))
    return report_import


def _posted_code(request: HttpRequest, name: str, of: str) -> str:
    code = request.POST.get(name, "")
    if code and code not in code_list(of):
        raise BadInput(FieldError(name, t("Elija una opción de la lista.", "Choose one from the list.")))
    return code


def _posted_columns(request: HttpRequest, report_import: ReportImport) -> list[str] | None:
    if not request.POST.get("columns"):
        return None
    words = t(
        "Un objeto JSON: encabezado del archivo, código de la columna.",
        "A JSON object: heading of the file, code of the column.",
    )
    try:
        codes = json.loads(request.POST["columns"])
    except (ValueError, RecursionError) as error:
        raise BadInput(FieldError("columns", words)) from error
    if not isinstance(codes, dict) or not all(code in ("", *COLUMNS) for code in codes.values()):
        raise BadInput(FieldError("columns", words))
    return [
        codes.get(name, code) for name, code in zip(_column_names(report_import), report_import.columns, strict=True)
    ]


def _column_names(report_import: ReportImport) -> list[str]:
    return [name_column(report_import.heads, at) for at in range(len(report_import.heads))]


def _posted_agency(request: HttpRequest) -> UUID | None:
    text = request.POST.get("protection_agency", "")
    try:
        return UUID(text) if text else None
    except ValueError as error:
        words = t("El identificador no es válido.", "The identifier is not valid.")
        raise BadInput(FieldError("protection_agency", words)) from error


def _require_no_row_errors(request: HttpRequest, preview: ImportPreview) -> None:
    """Raise `BadInput` for rows with errors, unless the caller leaves them out."""
    wrong = preview.rows_in_state("wrong")
    if wrong and request.POST.get("leave_out_wrong") != "1":
        raise BadInput(
            *(
                FieldError(f"rows.{row.read.number}.{item.column}", item.words)
                for row in wrong
                for item in row.read.errors
            )
        )


def _preview_json(report_import: ReportImport, preview: ImportPreview, by: Actor) -> JsonObject:
    changes = changes_of_rows(preview.rows, by=by)
    unread = imports_read.unread_parts(report_import)
    return {
        "dry_run": True,
        "columns": dict(zip(_column_names(report_import), report_import.columns, strict=True)),
        "would_report": len(preview.chosen),
        "unread": {
            "sheets": list(unread.sheets),
            "columns": list(unread.columns),
            "rows": list(unread.rows),
            "questions": list(unread.questions),
        },
        "rows": [_row_json(row, changes.get(row.read.number, [])) for row in preview.rows],
    }


def _row_json(row: PreviewRow, changes: list[Change]) -> JsonObject:
    read, alike = row.read, row.duplicate
    return {
        "row": read.number,
        "state": row.state,
        "chosen": row.is_chosen,
        "input": read.answers,
        "errors": [{"column": item.column, "message": str(item.words)} for item in read.errors],
        "warnings": [{"column": item.column, "message": str(item.words)} for item in read.notes],
        "alike": {
            "report": str(alike.report) if alike.report else None,
            "number": alike.number,
            "row": alike.row or None,
            "same_source": alike.same_source,
            "was_named": alike.was_named,
            "changes": [change.question for change in changes],
        }
        if alike
        else None,
    }


def _state_json(report_import: ReportImport, by: Actor) -> JsonObject:
    progress = imports_read.import_progress(report_import)
    return {
        "id": str(report_import.id),
        "state": report_import.state,
        "sha256": report_import.sha256,
        "made_at": iso_instant(report_import.made_at),
        "ended_at": iso_instant(report_import.ended_at) if report_import.ended_at else None,
        "reported": progress.done,
        "waiting": list(progress.waiting),
        "wrong": list(progress.wrong),
        "left_out": progress.left_out,
        "reports": [
            {"row": item.row, "id": str(item.report), "number": item.number}
            for item in imports_read.imported_reports(report_import, by=by)
        ],
    }
