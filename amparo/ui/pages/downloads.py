"""My downloads: lists that were asked for as files, whether they are ready, and taking one along."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput
from amparo.ledger.text import language, t
from amparo.ui import present
from amparo.ui.export import csv_file
from amparo.ui.exports import LISTS, ExportedList, ask_for, exports_of, take
from amparo.ui.jobs import prepare_export
from amparo.ui.pages.base import ReaderRequest, signed_in

if TYPE_CHECKING:
    from amparo.ui.models import Export

_NOT_OF_THE_LIST = ("format", "cursor", "list")


@signed_in
def downloads(request: ReaderRequest) -> HttpResponse:
    """Show what this person asked for in the last day; sending the query of a list asks for one more."""
    by, now = request.actor, clock.now()
    if request.method == "POST":
        return _ask(request)
    rows = [_shown(export, now, by) for export in exports_of(by=by)]
    context = {
        "rows": rows,
        "waits": any(row["state"] == "waiting" for row in rows),
        "offer": _offer(request.GET, by) if "list" in request.GET else None,
    }
    return render(request, "ui/downloads.html", context)


def query_of_list(query: QueryDict) -> str:
    """Return the query of a list without what only concerns how it is shown."""
    kept = query.copy()
    for name in _NOT_OF_THE_LIST:
        kept.pop(name, None)
    return kept.urlencode()


def _list_of(name: str) -> ExportedList:
    if name not in LISTS:
        raise Http404
    return LISTS[name]


def _ask(request: ReaderRequest) -> HttpResponse:
    by, query, stated = request.actor, request.POST.get("query", "")[:4000], request.POST.get("count", "")
    exported = _list_of(request.POST.get("list", ""))
    try:
        count = exported.count(QueryDict(query), by)
    except BadInput:
        return redirect(exported.name)
    expected = int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 10 else count
    with transaction.atomic():
        export = ask_for(exported.name, query, expected, language=language(), by=by)
        prepare_export.defer(export_id=str(export.id), person_id=str(by.id))
    words = t("Se está preparando. Estará aquí abajo.", "It is being prepared, and will be here.")
    messages.success(request, str(words))
    return redirect("downloads")


def _offer(asked: QueryDict, by: Actor) -> JsonObject | None:
    exported, query = _list_of(asked.get("list", "")), query_of_list(asked)
    try:
        return {"list": exported.name, "query": query, "rows": exported.count(QueryDict(query), by)}
    except BadInput:
        return None


def _shown(export: Export, now: datetime, by: Actor) -> JsonObject:
    query = QueryDict(export.query)
    narrowed = [f"«{query['q']}»"] if query.get("q") else []
    if any(value for name, value in query.items() if name != "q"):
        narrowed.append(str(t("con filtros", "filtered")))
    return {
        "title": " · ".join([str(LISTS[export.list].title), *narrowed]),
        "state": export.state,
        "rows": export.rows,
        "expected": export.expected,
        "list": export.list,
        "query": export.query,
        "asked": present.when(export.asked_at, now, by),
        "until": present.when(export.expires_at, now, by),
        "href": reverse("download", args=[export.id]),
    }


@signed_in
def download(request: ReaderRequest, export_id: UUID) -> HttpResponse:
    """Hand out the file. Taking it along is logged as reading each of its rows."""
    export, text = take(export_id, by=request.actor)
    return csv_file(text, export.expected)
