"""Files of a case: what is on file, adding one from the disk or the phone's camera, reading one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.policy import AccountsPolicy
from amparo.accounts.steps import note_reading
from amparo.core import clock, selectors
from amparo.core.actor import Actor
from amparo.core.acts import ACTS
from amparo.core.codes import code_list, label
from amparo.core.models import Case
from amparo.core.problems import BadInput, FieldError, NotVisible
from amparo.core.text import t
from amparo.registry.files import ACCEPTED, read_stored
from amparo.registry.selectors import files_of
from amparo.web import papers, present
from amparo.web.filing import chosen_file, file_case
from amparo.web.pages.base import ReaderRequest, case_or_404, signed_in
from amparo.web.pages.case import case_context


@signed_in
def files(request: ReaderRequest, case_id: UUID) -> HttpResponse:
    """What is on file, and the form that adds to it."""
    case, by = case_or_404(request, case_id), request.actor
    may_add = AccountsPolicy().role_may(by, ACTS["record_file"])
    errors: tuple[FieldError, ...] = ()
    if request.method == "POST":
        if not may_add:
            raise Http404
        try:
            content, kind = chosen_file(request, code_list("file_kind"))
            file_case(case, content=content, kind=kind, about=request.POST.get("about", "").strip(), by=by)
        except BadInput as problem:
            errors = problem.errors
        else:
            messages.success(request, str(t("El archivo quedó en el expediente.", "The file is on the case.")))
            return redirect("files", case.id)
    return _page(request, case, errors, may_add=may_add)


def _page(request: ReaderRequest, case: Case, errors: tuple[FieldError, ...], *, may_add: bool) -> HttpResponse:
    by, now = request.actor, clock.now()
    rows = [
        [
            {"href": reverse("file", args=[case.id, row.id]), "text": str(label("file_kind", row.kind))},
            present.when(row.at, now, by),
            f"{row.size_bytes // 1024} kB",
        ]
        for row in files_of(case, by=by)
    ]
    on_file, about = selectors.file_for(case, by=by), ("about", t("De qué trata", "What it is about"))
    context = case_context(request, case, on_file, "files")
    may_add = may_add and not context["open_until"]
    context |= {
        "columns": [
            {"label": t("Archivo", "File"), "kind": "link"},
            {"label": t("Cuándo", "When")},
            {"label": t("Tamaño", "Size")},
        ],
        "rows": rows,
        "papers": [
            {
                "href": reverse("paper", args=[case.id, paper.slug]),
                "label": paper.title,
                "when": present.when(entry.occurred_at, now, by),
            }
            for paper, entry in papers.available(on_file)
        ],
        **upload_form(request, code_list("file_kind"), about, errors, may_add=may_add),
    }
    return render(request, "case/files.html", context, status=422 if errors else 200)


def upload_form(
    request: ReaderRequest,
    kinds: Iterable[str],
    remark: tuple[str, str],
    errors: Sequence[FieldError],
    *,
    may_add: bool,
) -> dict[str, Any]:
    """The form that adds a file, with a remark by name and label, and what was wrong; no form for who may not add."""
    name, words = remark
    said = {error.path: [str(error.message)] for error in errors}
    choices = [{"value": code, "label": label("file_kind", code)} for code in kinds]
    fields = [
        {"kind": "file", "name": "file", "label": t("Archivo o foto", "File or photo"), "hint": ACCEPTED, "required": True,
         "accept": "image/*,application/pdf", "errors": said.get("file", [])},
        {"kind": "select", "name": "kind", "label": t("Qué es", "What it is"), "choices": choices, "required": True,
         "value": request.POST.get("kind", ""), "errors": said.get("kind", [])},
        {"kind": "text", "name": name, "label": words, "value": request.POST.get(name, ""), "maxlength": 200},
    ]  # fmt: skip
    return {
        "fields": fields if may_add else [],
        "errors": [{"href": f"#{error.path or 'main'}", "text": str(error.message)} for error in errors],
    }


@signed_in
def file(request: ReaderRequest, case_id: UUID, file_id: UUID) -> HttpResponse:
    """The bytes of one file, as an attachment that nothing on the page can run."""
    case = case_or_404(request, case_id)
    row, content = read_or_404(file_id, of=case, by=request.actor)
    note_reading(case, "files", by=request.actor)
    return as_attachment(row, content)


def read_or_404(file_id: UUID, *, of: Case, by: Actor) -> tuple[Any, bytes]:
    """A file of this case or report, and its bytes."""
    try:
        row, content = read_stored(file_id, by=by)
    except NotVisible as error:
        raise Http404 from error
    if row.case_id != of.id:
        raise Http404
    return row, content


def as_attachment(row: Any, content: bytes) -> HttpResponse:
    """The bytes of a file in such a way that no page runs them."""
    extension = {"image/jpeg": "jpg", "application/pdf": "pdf"}.get(row.media_type, "bin")
    response = HttpResponse(content, content_type=row.media_type)
    response["Content-Disposition"] = f'inline; filename="amparo-{row.id.hex[-8:]}.{extension}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@signed_in
def paper(request: ReaderRequest, case_id: UUID, slug: str, entry_id: UUID | None = None) -> HttpResponse:
    """A paper as PDF, in the reader's language: of one entry, else of the latest."""
    case, by = case_or_404(request, case_id), request.actor
    if slug not in papers.PAPERS:
        raise Http404
    kind, file = papers.PAPERS[slug], selectors.file_for(case, by=by)
    entry = next((one for one in reversed(kind.entries(file)) if entry_id in (None, one.id)), None)
    if entry is None:
        raise Http404
    content = papers.pdf(kind, papers.Reading(case, file, entry, by), base_url=request.build_absolute_uri("/"))
    note_reading(case, "files", by=by)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="amparo-{case.number}.pdf"'
    return response


def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Says, to anybody, whether a paper with this code is genuine; and nothing else."""
    return render(request, "verify.html", {"genuine": papers.is_genuine(code), "code": code[:40]})
