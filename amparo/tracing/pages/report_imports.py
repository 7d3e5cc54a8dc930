"""Reports brought as a table: the file, every row as it would be read, and then all of them or none."""

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
from amparo.ledger.actor import Actor
from amparo.ledger.codes import code_list
from amparo.ledger.days import local_day
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.age import age_words
from amparo.registry.filing import content_of
from amparo.registry.selectors import NO_NAME
from amparo.tracing.imports import template
from amparo.tracing.imports.columns import COLUMNS
from amparo.tracing.imports.files import ACCEPTED, MAX_BYTES
from amparo.tracing.imports.rows import OPENS, Said, Told, in_words
from amparo.tracing.selectors import imports as imports_read
from amparo.tracing.selectors.imports import Preview, PreviewRow
from amparo.tracing.steps import imports as import_steps
from amparo.ui import present
from amparo.ui.choices import list_options
from amparo.ui.pages.base import ReaderRequest, signed_in

if TYPE_CHECKING:
    from amparo.tracing.models.imports import ReportImport

AT_ONCE = 50
_LINKS = 200
_SHOW = ("all", "wrong", "alike", "ended")
_TONES = {"wrong": "danger", "alike": "time", "ended": "time", "good": "done"}
_STATES = {
    "wrong": t("Con errores", "With errors"),
    "alike": t("Parece ya reportada", "Looks reported already"),
    "ended": t("Terminada en la fuente", "Over in the source"),
    "good": t("Lista", "Ready"),
}
_OF_IMPORT = {
    "preview": t("Por revisar", "To be looked at"),
    "running": t("En curso", "Under way"),
    "stopped": t("Se detuvo", "Stopped"),
    "done": t("Terminada", "Finished"),
    "dropped": t("Descartada", "Discarded"),
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

type Page[**P] = Callable[Concatenate[ReaderRequest, P], HttpResponse]


def reports_children[**P](view: Page[P]) -> Callable[..., HttpResponse]:
    """Only for roles that may report; to others the page does not exist."""

    @wraps(view)
    def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not role_may(request.actor, ACTS[OPENS]):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@signed_in
@reports_children
def imports(request: ReaderRequest) -> HttpResponse:
    """The form for a file, and one's own imports. Sending a file leads to what its rows would become."""
    errors: tuple[FieldError, ...] = ()
    if request.method == "POST":
        try:
            made = _started(request)
        except BadInput as problem:
            errors = problem.errors
        else:
            return redirect("report_import", made.id)
    by, now = request.actor, clock.now()
    said = [str(error.message) for error in errors]
    context = {
        "field": {"kind": "file", "name": "file", "label": t("Archivo", "File"), "hint": ACCEPTED, "required": True,
                  "accept": ".csv,.xlsx", "errors": said},
        "errors": [{"href": "#file", "text": words} for words in said],
        "columns": [{"label": t("Cuándo", "When"), "kind": "link"}, {"label": t("Estado", "State")},
                    {"label": t("Reportes hechos", "Reports made"), "kind": "number"}],
        "rows": [
            [{"href": reverse("report_import", args=[one.id]), "text": present.format_relative(one.made_at, now, by)},
             _OF_IMPORT[one.state], one.reports]  # type: ignore[attr-defined]  # annotated
            for one in imports_read.imports_of(by=by)
        ],
    }  # fmt: skip
    return render(request, "tracing/report/imports.html", context, status=422 if errors else 200)


def _started(request: ReaderRequest) -> ReportImport:
    missing = t("Elija un archivo.", "Choose a file.")
    return import_steps.start(content_of(request, missing, most=MAX_BYTES, accepted=ACCEPTED), by=request.actor)


@signed_in
@reports_children
def template_csv(request: ReaderRequest) -> HttpResponse:
    """The empty table as CSV."""
    return _attached(template.as_csv(), "text/csv; charset=utf-8", "csv")


@signed_in
@reports_children
def template_xlsx(request: ReaderRequest) -> HttpResponse:
    """The empty table as XLSX."""
    return _attached(template.as_workbook(), _XLSX, "xlsx")


def _attached(content: bytes, media_type: str, extension: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="amparo-{t("reportes", "reports")}.{extension}"'
    return response


@signed_in
@reports_children
def one(request: ReaderRequest, import_id: UUID) -> HttpResponse:
    """One import: what its rows would become, else how far it has come."""
    found = imports_read.import_of(import_id, by=request.actor)
    errors: tuple[FieldError, ...] = ()
    if request.method == "POST":
        if found.person != request.actor.id:
            raise Http404
        try:
            return _do(request, found)
        except BadInput as problem:
            errors = problem.errors
            found = imports_read.import_of(import_id, by=request.actor)
    page = _preview if found.state == "preview" else _progress
    return page(request, found, errors)


def _do(request: ReaderRequest, found: ReportImport) -> HttpResponse:
    do = request.POST.get("do")
    address = reverse("report_import", args=[found.id])
    if do == "read":
        columns = [request.POST.get(f"column-{at}", "") for at in range(len(found.heads))]
        import_steps.tell(found, columns=columns, said=_said(request))
    elif do == "drop":
        import_steps.drop(found)
        messages.success(request, str(t("La importación se descartó.", "The import was discarded.")))
        address = reverse("report_imports")
    elif do == "go_on":
        import_steps.go_on(found)
    elif do in ("save", "next", "confirm"):
        _tick(request, found)
        if do == "confirm":
            _confirm(request, found)
        elif do == "next":
            address += f"?{_narrowed(request, request.POST.get('next', ''))}"
    return redirect(address)


def _said(request: ReaderRequest) -> Said:
    searcher, urgency = request.POST.get("searcher", ""), request.POST.get("urgency", "")
    return Said(
        searcher if searcher in code_list("searcher_kind") else "",
        urgency if urgency in code_list("report_urgency") else "",
        request.POST.get("consent") == "yes",
    )


def _tick(request: ReaderRequest, found: ReportImport) -> None:
    shown, ticked = (
        {int(one) for one in request.POST.getlist(name) if one.isascii() and one.isdecimal() and len(one) < 8}
        for name in ("shown", "ticked")
    )
    import_steps.tick(found, shown=shown, ticked=ticked & shown)


def _confirm(request: ReaderRequest, found: ReportImport) -> None:
    named = request.POST.get("protection_agency", "")
    try:
        agency = UUID(named) if named else None
    except ValueError as error:
        words = t("Elija una autoridad de protección de la lista.", "Choose a protection authority from the list.")
        raise BadInput(FieldError("protection_agency", words)) from error
    import_steps.confirm(found, protection_agency=agency, by=request.actor)


def _narrowed(request: ReaderRequest, start: str) -> str:
    show = request.GET.get("show", "all")
    return f"show={show if show in _SHOW else 'all'}&from={start if start.isascii() and start.isdecimal() else '0'}"


def _preview(request: ReaderRequest, found: ReportImport, errors: tuple[FieldError, ...]) -> HttpResponse:
    by = request.actor
    preview = imports_read.preview(found, by=by)
    show, begin = request.GET.get("show", "all"), request.GET.get("from", "")
    rows = preview.of(show) if show in _SHOW[1:] else list(preview.rows)
    rows = [row for row in rows if row.read.number >= (int(begin) if begin.isascii() and begin.isdecimal() else 0)]
    context = {
        "found": found,
        "mine": found.person == by.id,
        "counts": [{"state": state, "label": _STATES[state], "n": len(preview.of(state))} for state in _STATES],
        "all": len(preview.rows),
        "show": show if show in _SHOW else "all",
        "chosen": len(preview.chosen),
        "rows": [_row(row) for row in rows[:AT_ONCE]],
        "next": rows[AT_ONCE].read.number if len(rows) > AT_ONCE else "",
        "unread": sum(not code for code in found.columns),
        "columns": _column_fields(found),
        "said": _said_fields(found, preview),
        "agency": _agency_field(by),
        "errors": [{"href": f"#{error.path}" if error.path == "protection_agency" else "", "text": str(error.message)}
                   for error in errors],
    }  # fmt: skip
    return render(request, "tracing/report/import_preview.html", context, status=422 if errors else 200)


def _row(row: PreviewRow) -> dict[str, Any]:
    read = row.read
    return {
        "number": read.number,
        "name": read.name or read.answers.get("names", {}).get("nickname") or NO_NAME,
        "age": age_words(read.birth, local_day(clock.now())),
        **in_words(read),
        "state": {"text": _STATES[row.state], "tone": _TONES[row.state]},
        "errors": [_words(told) for told in read.errors],
        "notes": [_words(told) for told in read.notes],
        "alike": _alike(row),
        "tickable": row.state in ("alike", "ended"),
        "ticked": row.ticked,
    }


def _words(told: Told) -> dict[str, Any]:
    return {"column": COLUMNS[told.column].head if told.column else "", "words": told.words}


def _alike(row: PreviewRow) -> dict[str, Any] | None:
    alike = row.alike
    if alike is None:
        return None
    why = (
        t("Mismo identificador y nombre que", "Same identifier and name as")
        if alike.same_source
        else t("Mismo nombre, y el nacimiento puede ser el mismo que", "Same name, and the birth may be the same as")
    )
    if alike.report:
        return {"why": why, "text": alike.number, "href": reverse("report", args=[alike.report])}
    return {"why": why, "text": t("la fila {n}", "row {n}", n=alike.row), "href": ""}


def _column_fields(found: ReportImport) -> list[dict[str, Any]]:
    first = found.rows.exclude(cells=None).order_by("number").first()
    sample = first.cells if first and first.cells else [""] * len(found.heads)
    choices = [{"value": code, "label": column.head} for code, column in COLUMNS.items()]
    return [
        {
            "kind": "select",
            "name": f"column-{at}",
            "label": head[:100] or t("Columna {n}", "Column {n}", n=at + 1),
            "hint": t("Primera fila: «{text}»", "First row: “{text}”", text=sample[at][:60]) if sample[at] else "",
            "choices": choices,
            "value": found.columns[at],
            "required": True,
        }
        for at, head in enumerate(found.heads)
    ]


def _said_fields(found: ReportImport, preview: Preview) -> list[dict[str, Any]]:
    """What may be said for all rows that do not say it themselves."""

    def coded(name: str) -> list[dict[str, Any]]:
        return [{"value": one.code, "label": one.label} for one in code_list(name).values()]

    agreed = t("Consta que quien busca pidió la búsqueda y consintió en ella",
               "It is on file that the searcher asked for the search and agreed to it")  # fmt: skip
    return [
        {"kind": "select", "name": "searcher", "label": t("Quién busca", "Who searches"), "choices": coded("searcher_kind"),
         "value": found.said.get("searcher", "")},
        {"kind": "select", "name": "urgency", "label": t("Urgencia", "Urgency"), "choices": coded("report_urgency"),
         "value": found.said.get("urgency", "")},
        {"kind": "checkboxes", "name": "consent", "label": t("Consentimiento", "Consent"),
         "choices": [{"value": "yes", "label": agreed}], "value": ["yes"] if found.said.get("consent") else []},
    ]  # fmt: skip


def _agency_field(by: Actor) -> dict[str, Any]:
    return {
        "kind": "select",
        "name": "protection_agency",
        "label": t("Autoridad de protección que responde por todas", "Protection authority that answers for all"),
        "hint": t("En blanco: la de este lugar.", "Blank: that of this place."),
        "choices": [{"value": str(one.id), "label": one.label} for one in list_options("protection_agency", by, None)],
        "value": "",
    }


def _progress(request: ReaderRequest, found: ReportImport, errors: tuple[FieldError, ...]) -> HttpResponse:
    by = request.actor
    progress = imports_read.progress(found)
    made = imports_read.made_of(found, by=by)
    context = {
        "found": found,
        "mine": found.person == by.id,
        "state": _OF_IMPORT[found.state],
        "progress": progress,
        "in_all": progress.done + len(progress.waiting),
        "waiting": ", ".join(map(str, progress.waiting)),
        "wrong": ", ".join(map(str, progress.wrong)),
        "made": [{"href": reverse("report", args=[one.report]), "text": one.number, "name": one.name or NO_NAME, "row": one.row}
                 for one in made[:_LINKS]],
        "more": max(0, len(made) - _LINKS),
        "who": person_names({found.person}).get(found.person, ""),
        "when": present.format_relative(found.made_at, clock.now(), by),
        "errors": [{"href": "", "text": str(error.message)} for error in errors],
    }  # fmt: skip
    return render(request, "tracing/report/import.html", context, status=422 if errors else 200)
