"""The directory that everybody reads, and the registers that some keep."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.directory.administration import ADMINISTRATION
from amparo.directory.registers import REGISTERS, Register, find, save
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.export import list_as_csv, wants_csv
from amparo.ui.pages.base import ReaderRequest, signed_in


@signed_in
def directory(request: ReaderRequest) -> HttpResponse:
    """Whom to call and whom to choose."""
    links = [_link(register) for register in REGISTERS.values() if register.is_open]
    return render(request, "ui/registers/index.html", {"title": t("Directorio", "Directory"), "links": links})


@signed_in
def overview(request: ReaderRequest) -> HttpResponse:
    """The registers that this person keeps."""
    links = [_link(register) for register in REGISTERS.values() if request.actor.role in register.keepers]
    links += [
        {"href": reverse(link.name), "label": link.label, "count": ""}
        for link in ADMINISTRATION.values()
        if link.is_shown(request.actor)
    ]
    if not links:
        raise Http404
    return render(request, "ui/registers/index.html", {"title": t("Administración", "Administration"), "links": links})


def _link(register: Register) -> JsonObject:
    return {
        "href": reverse("directory_list", args=[register.slug]),
        "label": register.title,
        "count": register.rows().count(),
    }


def _register(request: ReaderRequest, kind: str) -> Register:
    register = REGISTERS.get(kind)
    if register is None or (not register.is_open and request.actor.role not in register.keepers):
        raise Http404
    return register


@signed_in
def listing(request: ReaderRequest, kind: str) -> HttpResponse:
    """The rows of one register."""
    register = _register(request, kind)
    keeps = request.actor.role in register.keepers
    shown = register.columns_for(request.actor.role)
    rows = []
    for row in register.rows():
        name = (
            {"href": reverse("directory_edit", args=[kind, row.pk]), "text": str(row)}
            if keeps
            else {"href": "", "text": str(row)}
        )
        rows.append([name if keeps else str(row), *(value(row) for value in shown.values())])
    columns = [
        {"label": t("Nombre", "Name"), "kind": "link" if keeps else "text"},
        *({"label": words} for words in shown),
    ]
    if wants_csv(request):
        return list_as_csv(columns, rows)
    context = {"register": register, "columns": columns, "rows": rows, "keeps": keeps}
    return render(request, "ui/registers/list.html", context)


@signed_in
def edit(request: ReaderRequest, kind: str, row_id: UUID | None = None) -> HttpResponse:
    """Add a row to a register, or change one."""
    register = _register(request, kind)
    row = find(register, row_id) if row_id else None
    if request.actor.role not in register.keepers or (row_id and row is None):
        raise Http404
    form = register.form(request.POST or None, row)
    if request.method == "POST" and form.is_valid():
        save(register, form, by=request.actor)
        messages.success(request, str(t("Guardado.", "Saved.")))
        return redirect("directory_list", kind)
    verified = "verified" in request.POST if form.is_bound else getattr(row, "verified_at", None) is not None
    context = {
        "register": register,
        "form": form,
        "row": row,
        "verifiable": kind == "institutions",
        "verified": verified,
    }
    return render(request, "ui/registers/edit.html", context, status=422 if form.errors else 200)
