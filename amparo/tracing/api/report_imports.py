"""Importing reports over HTTP: what the rows of a file would become, having them reported, and how far that has come."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from amparo.cases.act import ACTS
from amparo.cases.api.requests import case_id_of
from amparo.cases.rights import require_role
from amparo.ledger.actor import Actor
from amparo.ledger.canonical import iso_instant
from amparo.ledger.codes import code_list
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.filing import content_of
from amparo.tracing.imports.columns import COLUMNS
from amparo.tracing.imports.files import ACCEPTED, MAX_BYTES
from amparo.tracing.imports.rows import OPENS, Said
from amparo.tracing.selectors import imports as imports_read
from amparo.tracing.selectors.imports import Preview, PreviewRow
from amparo.tracing.steps import imports as import_steps
from amparo.ui.api.idempotency import ApiResponse, idempotent_response
from amparo.ui.api.root import api, reader
from amparo.ui.api.shapes import query_parameters, upload_body

if TYPE_CHECKING:
    from amparo.tracing.models.imports import ReportImport

_UPLOAD = (
    query_parameters(dry_run="string")
    | upload_body(
        columns={"type": "string", "description": "JSON: a heading of the file, the code of its column"},
        searcher={"type": "string", "enum": sorted(code_list("searcher_kind"))},
        urgency={"type": "string", "enum": sorted(code_list("report_urgency"))},
        consent={"type": "string", "enum": ["yes"]},
        protection_agency={"type": "string", "format": "uuid"},
        leave_out_wrong={"type": "string", "enum": ["1"]},
        rows={"type": "string", "description": "numbers of rows to report though they look alike"},
    )
    | {
        "responses": {
            "200": {"description": "With `dry_run=1`: every row as it would be read; nothing is kept"},
            "202": {"description": "The reports are being made"},
            "403": {"description": "The role of the caller does not include reporting"},
            "422": {"description": "A file or rows that are refused, and why, row by row and column by column"},
        }
    }
)


@api.post("/reports/import", operation_id="import_reports", tags=["reports"], openapi_extra=_UPLOAD)
def import_reports(request: HttpRequest, dry_run: str = "") -> HttpResponse:
    """Report the rows of a file, all or none: `multipart/form-data` with `file`, and what holds for rows that do not say it.

    `dry_run=1` gives the preview. Rows that look like a report already there stay out unless `rows` names them.
    """
    by = reader(request)
    require_role(by, ACTS[OPENS])
    missing = t("Envíe el archivo en file.", "Send the file as file.")
    content = content_of(request, missing, most=MAX_BYTES, accepted=ACCEPTED)
    body = {name: request.POST.getlist(name) for name in sorted(request.POST)}

    def write(keep: Callable[[ApiResponse], None]) -> ApiResponse:
        with transaction.atomic():
            found = _told(request, import_steps.start(content, by=by))
            preview = imports_read.preview(found, by=by)
            if request.GET.get("dry_run") == "1":
                transaction.set_rollback(True)
                return ApiResponse(200, _preview_json(found, preview))
            _require_sound(request, preview)
            import_steps.confirm(found, protection_agency=_agency(request), by=by)
            found = imports_read.import_of(found.id, by=by)
            answer = ApiResponse(202, _state_json(found, by), f"/api/v1/reports/import/{found.id}")
            keep(answer)
            return answer

    return idempotent_response(request, by, body | {"sha256": hashlib.sha256(content).hexdigest()}, write)


@api.get("/reports/import/{import_id}", operation_id="get_report_import", tags=["reports"])
def get_report_import(request: HttpRequest, import_id: str) -> HttpResponse:
    """How far an import has come: its state, the reports made, and the rows that wait or were wrong."""
    by = reader(request)
    return ApiResponse(200, _state_json(imports_read.import_of(case_id_of(import_id), by=by), by)).response()


def _told(request: HttpRequest, found: ReportImport) -> ReportImport:
    """What the caller says of the columns, of the rows that do not say it, and of rows that look alike."""
    searcher, urgency = _code(request, "searcher", "searcher_kind"), _code(request, "urgency", "report_urgency")
    import_steps.tell(
        found, columns=_columns(request, found), said=Said(searcher, urgency, request.POST.get("consent") == "yes")
    )
    numbers = request.POST.get("rows", "").replace(",", " ").split()
    if any(not one.isascii() or not one.isdecimal() or len(one) > 7 for one in numbers):
        raise BadInput(FieldError("rows", t("Números de fila.", "Numbers of rows.")))
    import_steps.tick(found, shown=(), ticked=map(int, numbers))
    return found


def _code(request: HttpRequest, name: str, of: str) -> str:
    code = request.POST.get(name, "")
    if code and code not in code_list(of):
        raise BadInput(FieldError(name, t("Elija una opción de la lista.", "Choose one from the list.")))
    return code


def _columns(request: HttpRequest, found: ReportImport) -> list[str] | None:
    if not request.POST.get("columns"):
        return None
    words = t(
        "Un objeto JSON: encabezado del archivo, código de la columna.",
        "A JSON object: heading of the file, code of the column.",
    )
    try:
        named = json.loads(request.POST["columns"])
    except (ValueError, RecursionError) as error:
        raise BadInput(FieldError("columns", words)) from error
    if not isinstance(named, dict) or not all(code in ("", *COLUMNS) for code in named.values()):
        raise BadInput(FieldError("columns", words))
    return [named.get(head, code) for head, code in zip(found.heads, found.columns, strict=True)]


def _agency(request: HttpRequest) -> UUID | None:
    named = request.POST.get("protection_agency", "")
    try:
        return UUID(named) if named else None
    except ValueError as error:
        words = t("El identificador no es válido.", "The identifier is not valid.")
        raise BadInput(FieldError("protection_agency", words)) from error


def _require_sound(request: HttpRequest, preview: Preview) -> None:
    """Raises `BadInput` for the rows with errors, unless the caller says that they are to stay out."""
    wrong = preview.of("wrong")
    if wrong and request.POST.get("leave_out_wrong") != "1":
        raise BadInput(
            *(FieldError(f"rows.{row.read.number}.{one.column}", one.words) for row in wrong for one in row.read.errors)
        )


def _preview_json(found: ReportImport, preview: Preview) -> dict[str, Any]:
    return {
        "dry_run": True,
        "columns": dict(zip(found.heads, found.columns, strict=True)),
        "would_report": len(preview.chosen),
        "rows": [_row_json(row) for row in preview.rows],
    }


def _row_json(row: PreviewRow) -> dict[str, Any]:
    read, alike = row.read, row.alike
    return {
        "row": read.number,
        "state": row.state,
        "chosen": row.is_chosen,
        "input": read.answers,
        "errors": [{"column": one.column, "message": str(one.words)} for one in read.errors],
        "warnings": [{"column": one.column, "message": str(one.words)} for one in read.notes],
        "alike": {
            "report": str(alike.report) if alike.report else None,
            "number": alike.number,
            "row": alike.row or None,
            "same_source": alike.same_source,
        }
        if alike
        else None,
    }


def _state_json(found: ReportImport, by: Actor) -> dict[str, Any]:
    progress = imports_read.progress(found)
    return {
        "id": str(found.id),
        "state": found.state,
        "sha256": found.sha256,
        "made_at": iso_instant(found.made_at),
        "ended_at": iso_instant(found.ended_at) if found.ended_at else None,
        "reported": progress.done,
        "waiting": list(progress.waiting),
        "wrong": list(progress.wrong),
        "left_out": progress.left_out,
        "reports": [
            {"row": one.row, "id": str(one.report), "number": one.number} for one in imports_read.made_of(found, by=by)
        ],
    }
