"""Pages of files of a case or a report: list, upload, download; papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.cases import papers, selectors
from amparo.cases.act import ACTS
from amparo.cases.case_kinds import build_frame
from amparo.cases.kinds import CHILD
from amparo.cases.links import case_href
from amparo.cases.readings import log_reading
from amparo.cases.rights import require_role, role_may
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import code_list, label
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.attachments import as_attachment
from amparo.registry.files import ACCEPTED, read_file_of
from amparo.registry.filing import FILING, FilingRules, find_remark, record_uploaded_file
from amparo.registry.selectors import readable_files
from amparo.ui import present
from amparo.ui.forms.summary import summarize_errors
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.parts import refuse_undeclared_parts, takes_files

if TYPE_CHECKING:
    from amparo.cases.models import Case
    from amparo.registry.models import StoredFile


@takes_files("file")
@signed_in
def files(request: ReaderRequest, case_id: UUID, kind: str = CHILD) -> HttpResponse:
    """Show the files on record, and the form that adds one."""
    by = request.actor
    case = selectors.visible_case(case_id, by=by, kind=kind)
    if request.method != "POST":
        return _page(request, case)
    require_role(by, ACTS[FILING[kind].act])
    try:
        refuse_undeclared_parts(request, files=("file",), fields=("kind", FILING[kind].remark))
        record_uploaded_file(case, request, by=by)
    except BadInput as problem:
        return _page(request, case, problem.errors)
    messages.success(request, str(t("El archivo quedó guardado.", "The file is on record.")))
    return redirect(case_href(case, "files"))


def _page(request: ReaderRequest, case: Case, errors: Sequence[FieldError] = ()) -> HttpResponse:
    by, rules = request.actor, FILING[case.kind]
    file = selectors.file_for(case, by=by)
    frame = build_frame(case, file, by=by, current="files")
    may_add = role_may(by, ACTS[rules.act]) and not frame["open_until"]
    fields = _fields(request, rules, errors) if may_add else []
    context = {
        "columns": [
            {"label": t("Archivo", "File"), "kind": "link"},
            {"label": rules.remark_label},
            {"label": t("Cuándo", "When")},
            {"label": t("Tamaño", "Size")},
        ],
        "rows": [_row(row, case, find_remark(row, file, rules), by) for row in readable_files(case, by=by)],
        "papers": [
            {
                "href": reverse("paper", args=[case.id, paper.slug]),
                "label": paper.title,
                "when": present.format_relative(entry.occurred_at, clock.now(), by),
            }
            for paper, entry in papers.list_available(file)
        ],
        "fields": fields,
        "errors": summarize_errors(errors, fields),
        "button": rules.button,
    }
    return render(request, "registry/files.html", frame | context, status=422 if errors else 200)


def _row(row: StoredFile, case: Case, remark: str, by: Actor) -> list[object]:
    return [
        {"href": case_href(case, "file", row.id), "text": str(label("file_kind", row.kind))},
        remark,
        present.format_relative(row.at, clock.now(), by),
        f"{row.size_bytes // 1024} kB",
    ]


def _fields(request: HttpRequest, rules: FilingRules, errors: Sequence[FieldError]) -> list[JsonObject]:
    """Return the fields of the form that adds a file, with their errors."""
    wrong = {error.path: [str(error.message)] for error in errors}
    taken = rules.kinds()
    choices = [{"value": code, "label": one.label} for code, one in code_list("file_kind").items() if code in taken]
    return [
        {"kind": "file", "name": "file", "label": t("Archivo o foto", "File or photo"), "hint": ACCEPTED,
         "required": True,
         "accept": "image/*,application/pdf", "errors": wrong.get("file", [])},
        {"kind": "select", "name": "kind", "label": t("Qué es", "What it is"), "choices": choices, "required": True,
         "value": request.POST.get("kind", ""), "errors": wrong.get("kind", [])},
        {"kind": "text", "name": rules.remark, "label": rules.remark_label, "maxlength": 200,
         "value": request.POST.get(rules.remark, "")},
    ]  # fmt: skip


@signed_in
def file(request: ReaderRequest, case_id: UUID, file_id: UUID, kind: str = CHILD) -> HttpResponse:
    """Return the bytes of one file, so that no page can run them."""
    case = selectors.visible_case(case_id, by=request.actor, kind=kind)
    row, content = read_file_of(case, file_id, by=request.actor)
    log_reading(case, "files", by=request.actor)
    return as_attachment(row, content)
