"""My downloads: lists that were asked for as files, whether they are ready, and taking one along."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.core import clock
from amparo.core.problems import BadInput, NotVisible
from amparo.core.text import language, t
from amparo.registry.exports import ask_for, exports_of, take
from amparo.registry.selectors import case_count
from amparo.web import present
from amparo.web.export import csv_file
from amparo.web.filters import filters_from
from amparo.web.jobs import prepare_export
from amparo.web.pages.base import ReaderRequest, signed_in, works_on_cases

_NOT_OF_THE_LIST = ("format", "cursor")


@signed_in
@works_on_cases
def downloads(request: ReaderRequest) -> HttpResponse:
    """What this person asked for in the last day; sending the address of a list asks for one more."""
    by, now = request.actor, clock.now()
    if request.method == "POST":
        return _ask(request)
    asked = query_of_list(request.GET) if "list" in request.GET else None
    rows = [_shown(export, now, by) for export in exports_of(by=by)]
    context = {
        "rows": rows,
        "waits": any(row["state"] == "waiting" for row in rows),
        "offer": _offer(asked, by) if asked is not None else None,
    }
    return render(request, "downloads.html", context)


def query_of_list(query: QueryDict) -> str:
    """The address of a list without what only concerns how it is shown."""
    kept = query.copy()
    for name in (*_NOT_OF_THE_LIST, "list"):
        kept.pop(name, None)
    return kept.urlencode()


def _ask(request: ReaderRequest) -> HttpResponse:
    by, query, said = request.actor, request.POST.get("query", "")[:4000], request.POST.get("said", "")
    try:
        filters = filters_from(QueryDict(query))
    except BadInput:
        return redirect("cases")
    expected = int(said) if said.isdecimal() and len(said) < 10 else case_count(by=by, filters=filters)
    with transaction.atomic():
        export = ask_for(query, expected, language=language(), by=by)
        prepare_export.defer(export_id=str(export.id), person_id=str(by.id))
    messages.success(
        request, str(t("Se está preparando. Estará aquí abajo.", "It is being prepared, and will be here."))
    )
    return redirect("downloads")


def _offer(query: str, by: Any) -> dict[str, Any] | None:
    try:
        return {"query": query, "rows": case_count(by=by, filters=filters_from(QueryDict(query)))}
    except BadInput:
        return None


def _shown(export: Any, now: Any, by: Any) -> dict[str, Any]:
    query = QueryDict(export.query)
    narrowed = [f"«{query['q']}»"] if query.get("q") else []
    if any(value for name, value in query.items() if name != "q"):
        narrowed.append(str(t("con filtros", "filtered")))
    return {
        "title": " · ".join([str(t("Casos", "Cases")), *narrowed]),
        "state": export.state,
        "rows": export.rows,
        "expected": export.expected,
        "query": export.query,
        "asked": present.when(export.asked_at, now, by),
        "until": present.when(export.expires_at, now, by),
        "href": reverse("download", args=[export.id]),
    }


@signed_in
@works_on_cases
def download(request: ReaderRequest, export_id: UUID) -> HttpResponse:
    """The file. Taking it along is logged as reading each of its cases."""
    try:
        export, text = take(export_id, by=request.actor)
    except NotVisible as error:
        raise Http404 from error
    return csv_file(text, export.expected)
