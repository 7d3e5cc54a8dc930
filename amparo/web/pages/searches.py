"""What a search for a child found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from amparo.accounts.steps import note_reading
from amparo.core.models import CHILD, Case
from amparo.core.problems import NotVisible
from amparo.registry.matcher import MatcherSilent
from amparo.tracing.matches.results import Found, found_by, search_entry
from amparo.web import present
from amparo.web.compare import explained
from amparo.web.pages.base import ReaderRequest, signed_in


@signed_in
def search_results(request: ReaderRequest, case_id: UUID, entry_id: UUID) -> HttpResponse:
    """The files that the reader may know of, the likeliest first; the same page whether or not there are others."""
    by = request.actor
    try:
        case, _, entry = search_entry(case_id, entry_id, by=by)
    except NotVisible as error:
        raise Http404 from error
    try:
        found, silent = found_by(entry, on=case.id, by=by), False
    except MatcherSilent:
        found, silent = [], True
    note_reading(case, "search", by=by)
    name = " ".join(str(value) for part, value in entry["names"].items() if part != "unknown")
    context = {
        "case": case,
        "name": name or entry.get("document", ""),
        "why": entry["why"],
        "back": reverse("case" if case.kind == CHILD else "report", args=[case.id]),
        "again": reverse("act" if case.kind == CHILD else "report_act", args=[case.id, "record_search"]),
        "found": [_shown(one, case) for one in found],
        "silent": silent,
    }
    return render(request, "search_results.html", context)


def _shown(one: Found, searched_from: Case) -> dict[str, Any]:
    is_child = one.match.kind == CHILD
    href = reverse("case" if is_child else "report", args=[one.card.case_id])
    who = {"name": one.card.name, "number": one.card.number, "href": href}
    return {
        "who": present.child(one.card, number=one.card.number, href=href) if is_child else who,
        "is_child": is_child,
        "likely": explained(one.match),
        "compare": _compare(one, searched_from),
    }


def _compare(one: Found, searched_from: Case) -> str:
    """Where the two files are compared and it is said whether they are of one child."""
    here, there = searched_from.kind == CHILD, one.match.kind == CHILD
    if here and there:
        return reverse("compare", args=[searched_from.id, one.card.case_id])
    if here != there:
        child, report = (searched_from.id, one.card.case_id) if here else (one.card.case_id, searched_from.id)
        return reverse("report_match", args=[child, report])
    return ""
