"""Pages of imports of reports.

Upload, preview of every row, confirmation, progress.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.selectors import person_names
from amparo.cases.act import ACTS
from amparo.cases.rights import role_may
from amparo.ledger import clock
from amparo.ledger.codes import code_list
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.filing import read_upload
from amparo.registry.selectors import NO_NAME
from amparo.tracing.imports import template
from amparo.tracing.imports.files import ACCEPTED, MAX_BYTES
from amparo.tracing.imports.rows import REPORT_MISSING, ImportDefaults
from amparo.tracing.pages.import_preview import list_query, preview_page
from amparo.tracing.selectors import imports as imports_read
from amparo.tracing.steps import imports as import_steps
from amparo.ui import present
from amparo.ui.forms.summary import summarize_errors
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.parts import refuse_undeclared_parts, takes_files

if TYPE_CHECKING:
    from amparo.tracing.models.imports import ReportImport

_MAX_LINKS = 200
_IMPORT_STATES = {
    "preview": t("Por revisar", "To be looked at"),
    "running": t("En curso", "Under way"),
    "stopped": t("Se detuvo", "Stopped"),
    "done": t("Terminada", "Finished"),
    "dropped": t("Descartada", "Discarded"),
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


type Page[**P] = Callable[Concatenate[ReaderRequest, P], HttpResponse]


def requires_reporting_role[**P](view: Page[P]) -> Callable[..., HttpResponse]:
    """Answer 404 to roles that may not report."""

    @wraps(view)
    def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not role_may(request.actor, ACTS[REPORT_MISSING]):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@takes_files("file")
@signed_in
@requires_reporting_role
def report_imports(request: ReaderRequest) -> HttpResponse:
    """Show the upload form and the reader's own imports; create an import."""
    errors: tuple[FieldError, ...] = ()
    if request.method == "POST":
        try:
            made = _create_import(request)
        except BadInput as problem:
            errors = problem.errors
        else:
            return redirect("report_import", made.id)
    by, now = request.actor, clock.now()
    error_texts = [str(error.message) for error in errors]
    field = {
        "kind": "file",
        "name": "file",
        "label": t("Archivo", "File"),
        "hint": ACCEPTED,
        "required": True,
        "accept": ".csv,.xlsx",
        "errors": error_texts,
    }
    context = {
        "field": field,
        "errors": summarize_errors([FieldError("file", words) for words in error_texts], [field]),
        "columns": [{"label": t("Cuándo", "When"), "kind": "link"}, {"label": t("Estado", "State")},
                    {"label": t("Reportes hechos", "Reports made"), "kind": "number"}],
        "rows": [
            [{"href": reverse("report_import", args=[row.id]), "text": present.format_relative(row.made_at, now, by)},
             _IMPORT_STATES[row.state], row.reports]  # type: ignore[attr-defined]  # annotated
            for row in imports_read.own_imports(by=by)
        ],
    }  # fmt: skip
    return render(request, "tracing/report/imports.html", context, status=422 if errors else 200)


def _create_import(request: ReaderRequest) -> ReportImport:
    refuse_undeclared_parts(request, files=("file",), fields=())
    missing = t("Elija un archivo.", "Choose a file.")
    return import_steps.create_import(
        read_upload(request, missing, most=MAX_BYTES, accepted=ACCEPTED), by=request.actor
    )


@signed_in
@requires_reporting_role
def template_csv(request: ReaderRequest) -> HttpResponse:
    """Return the template as CSV."""
    return _attachment(template.template_csv(), "text/csv; charset=utf-8", "csv")


@signed_in
@requires_reporting_role
def template_xlsx(request: ReaderRequest) -> HttpResponse:
    """Return the template as XLSX."""
    return _attachment(template.template_workbook(), _XLSX, "xlsx")


def _attachment(content: bytes, media_type: str, extension: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="amparo-{t("reportes", "reports")}.{extension}"'
    return response


@signed_in
@requires_reporting_role
def report_import(request: ReaderRequest, import_id: UUID) -> HttpResponse:
    """Show one import: its preview, else its progress; apply a command of its owner."""
    stored_import = imports_read.visible_import(import_id, by=request.actor)
    errors: tuple[FieldError, ...] = ()
    if request.method == "POST":
        if stored_import.person != request.actor.id:
            raise Http404
        try:
            return _apply_command(request, stored_import)
        except BadInput as problem:
            errors = problem.errors
            stored_import = imports_read.visible_import(import_id, by=request.actor)
    page = preview_page if stored_import.state == "preview" else _progress_page
    return page(request, stored_import, errors)


def _apply_command(request: ReaderRequest, stored_import: ReportImport) -> HttpResponse:
    do = request.POST.get("do")
    address = reverse("report_import", args=[stored_import.id])
    if do == "read":
        columns = [request.POST.get(f"column-{at}", "") for at in range(len(stored_import.heads))]
        import_steps.set_import_options(stored_import, columns=columns, defaults=_posted_defaults(request))
    elif do == "drop":
        import_steps.discard_import(stored_import)
        messages.success(request, str(t("La importación se descartó.", "The import was discarded.")))
        address = reverse("report_imports")
    elif do == "go_on":
        import_steps.resume_import(stored_import)
    elif do in ("save", "next", "confirm"):
        _choose_rows(request, stored_import)
        if do == "confirm":
            _confirm(request, stored_import)
        elif do == "next":
            address += f"?{list_query(request, request.POST.get('next', ''))}"
    return redirect(address)


def _posted_defaults(request: ReaderRequest) -> ImportDefaults:
    searcher, urgency, m_means = (request.POST.get(name, "") for name in ("searcher", "urgency", "m_means"))
    return ImportDefaults(
        searcher if searcher in code_list("searcher_kind") else "",
        urgency if urgency in code_list("report_urgency") else "",
        request.POST.get("consent") == "yes",
        m_means if m_means in ("female", "male") else "",
    )


def _choose_rows(request: ReaderRequest, stored_import: ReportImport) -> None:
    shown, ticked = (
        {int(text) for text in request.POST.getlist(name) if text.isascii() and text.isdecimal() and len(text) < 8}
        for name in ("shown", "ticked")
    )
    import_steps.choose_rows(stored_import, shown=shown, ticked=ticked & shown)


def _confirm(request: ReaderRequest, stored_import: ReportImport) -> None:
    text = request.POST.get("protection_agency", "")
    try:
        agency = UUID(text) if text else None
    except ValueError as error:
        words = t("Elija una autoridad de protección de la lista.", "Choose a protection authority from the list.")
        raise BadInput(FieldError("protection_agency", words)) from error
    import_steps.confirm_import(stored_import, protection_agency=agency, by=request.actor)


def _progress_page(request: ReaderRequest, stored_import: ReportImport, errors: tuple[FieldError, ...]) -> HttpResponse:
    by = request.actor
    progress = imports_read.import_progress(stored_import)
    made = imports_read.imported_reports(stored_import, by=by)
    context = {
        "found": stored_import,
        "mine": stored_import.person == by.id,
        "state": _IMPORT_STATES[stored_import.state],
        "progress": progress,
        "in_all": progress.done + len(progress.waiting),
        "waiting": ", ".join(map(str, progress.waiting)),
        "wrong": ", ".join(map(str, progress.wrong)),
        "made": [{"href": reverse("report", args=[report.report]), "text": report.number,
                  "name": report.name or NO_NAME, "row": report.row}
                 for report in made[:_MAX_LINKS]],
        "more": max(0, len(made) - _MAX_LINKS),
        "who": person_names({stored_import.person}).get(stored_import.person, ""),
        "when": present.format_relative(stored_import.made_at, clock.now(), by),
        "errors": [{"href": "", "text": str(error.message)} for error in errors],
    }  # fmt: skip
    return render(request, "tracing/report/import.html", context, status=422 if errors else 200)
