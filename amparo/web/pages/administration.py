"""The directory that everybody reads, and the registers that some keep."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.roles import ROLES
from amparo.core import clock
from amparo.core.codes import label
from amparo.core.text import t
from amparo.directory.registers import REGISTERS, Register, find, save
from amparo.protection.selectors import breach_counts, incident_counts
from amparo.web.export import list_as_csv, wants_csv
from amparo.web.pages.base import ReaderRequest, signed_in, works_on_cases

OPEN_TO_ALL = ("institutions", "providers", "interpreters", "roll")


@signed_in
def directory(request: ReaderRequest) -> HttpResponse:
    """Whom to call and whom to choose."""
    links = [_link(REGISTERS[slug]) for slug in OPEN_TO_ALL]
    return render(request, "directory/index.html", {"title": t("Directorio", "Directory"), "links": links})


@signed_in
def overview(request: ReaderRequest) -> HttpResponse:
    """The registers that this person keeps."""
    links = [_link(register) for register in REGISTERS.values() if request.actor.role in register.keepers]
    if ROLES[request.actor.role].sees_cases:
        links.append(
            {
                "href": reverse("counts"),
                "label": t("Incidentes y violaciones: recuento", "Incidents and breaches: counts"),
                "count": "",
            }
        )
        looks = t("Consultas de emergencia", "Emergency looks")
        links.append({"href": reverse("break_glass"), "label": looks, "count": ""})
    if not links:
        raise Http404
    return render(request, "directory/index.html", {"title": t("Administración", "Administration"), "links": links})


def _link(register: Register) -> dict[str, Any]:
    return {
        "href": reverse("directory_list", args=[register.slug]),
        "label": register.title,
        "count": register.rows().count(),
    }


def _register(request: ReaderRequest, kind: str) -> Register:
    register = REGISTERS.get(kind)
    if register is None or (kind not in OPEN_TO_ALL and request.actor.role not in register.keepers):
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
    return render(request, "directory/list.html", context)


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
    return render(request, "directory/edit.html", context, status=422 if form.errors else 200)


@signed_in
@works_on_cases
def counts(request: ReaderRequest) -> HttpResponse:
    """Incidents and breaches of the last twelve months, in the cases that this person sees."""
    until = clock.now()
    since = until - timedelta(days=365)
    rows = [
        [words, label(list_name, code), count]
        for words, list_name, found in (
            (t("Incidente", "Incident"), "incident_type", incident_counts(by=request.actor, since=since, until=until)),
            (
                t("Violación por la autoridad", "Breach"),
                "breach_kind",
                breach_counts(by=request.actor, since=since, until=until),
            ),
        )
        for code, count in found.most_common()
    ]
    columns = [
        {"label": t("Qué", "What")},
        {"label": t("Tipo", "Kind")},
        {"label": t("Cuántos", "How many"), "kind": "number"},
    ]
    if wants_csv(request):
        return list_as_csv(columns, rows)
    return render(request, "counts.html", {"columns": columns, "rows": rows})
