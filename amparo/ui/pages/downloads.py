"""The page of exports: request one, see its state, download it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput
from amparo.ledger.text import language, t
from amparo.ledger.transaction import run_in_transaction
from amparo.ui import present
from amparo.ui.export import FORMATS, file_response
from amparo.ui.exports import read_export, recent_exports, request_export
from amparo.ui.jobs import prepare_export
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.pages.resources import query_of_list, readable_resource
from amparo.ui.resource.declaration import RESOURCES
from amparo.ui.resource.filters import parse_filters

if TYPE_CHECKING:
    from amparo.ui.models import Export


@signed_in
def downloads(request: ReaderRequest) -> HttpResponse:
    """Show the exports of the last day; POST requests another one."""
    by, now = request.actor, clock.now()
    if request.method == "POST":
        return _request_export(request)
    rows = [_export_row(export, now, by) for export in recent_exports(by=by)]
    context = {
        "rows": rows,
        "waits": any(row["state"] == "waiting" for row in rows),
        "offer": _export_offer(request) if "list" in request.GET else None,
        "are_logged": any(resource.logs_downloads for resource in RESOURCES.values()),
    }
    return render(request, "ui/downloads.html", context)


def _request_export(request: ReaderRequest) -> HttpResponse:
    by, stated = request.actor, request.POST.get("count", "")
    resource = readable_resource(request.POST.get("list", ""), by=by)
    query, file_format = QueryDict(request.POST.get("query", "")[:4000]), request.POST.get("format", "csv")
    try:
        count = resource.rows.count(parse_filters(resource.filters, query, by=by), by=by)
    except BadInput:
        return redirect(resource.url)
    expected = int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 10 else count
    file_format = file_format if file_format in FORMATS else "csv"

    def request_and_queue() -> None:
        export = request_export(resource, query, file_format, expected=expected, language=language(), by=by)
        prepare_export.defer(export_id=str(export.id), person_id=str(by.id))

    run_in_transaction(request_and_queue)
    words = t("Se está preparando. Estará aquí abajo.", "It is being prepared, and will be here.")
    messages.success(request, str(words))
    return redirect("downloads")


def _export_offer(request: ReaderRequest) -> JsonObject | None:
    """Return the list in the query as an export that the person can request.

    None if it is invalid.
    """
    by = request.actor
    resource, query = readable_resource(request.GET["list"], by=by), query_of_list(request.GET)
    try:
        rows = resource.rows.count(parse_filters(resource.filters, QueryDict(query), by=by), by=by)
    except BadInput:
        return None
    return {"list": resource.name, "query": query, "rows": rows, "format": request.GET.get("format", "csv")}


def _export_row(export: Export, now: datetime, by: Actor) -> JsonObject:
    query = QueryDict(export.query)
    narrowed = [f"«{query['q']}»"] if query.get("q") else []
    if any(value for name, value in query.items() if name != "q"):
        narrowed.append(str(t("con filtros", "filtered")))
    return {
        "title": " · ".join([str(RESOURCES[export.list].title), *narrowed]),
        "state": export.state,
        "rows": export.rows,
        "expected": export.expected,
        "list": export.list,
        "format": export.file_format,
        "query": export.query,
        "asked": present.format_relative(export.asked_at, now, by),
        "until": present.format_relative(export.expires_at, now, by),
        "href": reverse("download", args=[export.id]),
    }


@signed_in
def download(request: ReaderRequest, export_id: UUID) -> HttpResponse:
    """Return the file; the download is logged as a reading of each of its rows."""
    export, content = read_export(export_id, by=request.actor)
    return file_response(content, export.file_format, export.expected)
