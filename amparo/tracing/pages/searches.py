"""Page of the results of a search for a child."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from amparo.cases.kinds import CHILD
from amparo.cases.links import act_href, case_href
from amparo.cases.readings import log_reading
from amparo.ledger.json import JsonObject
from amparo.registry.comparison import explain_match
from amparo.registry.components import child_line
from amparo.registry.matcher import MatcherUnavailable
from amparo.tracing.child_search import RECORD_SEARCH
from amparo.tracing.selectors import search_results as selector
from amparo.tracing.selectors.search_results import SearchResult
from amparo.ui.pages.base import ReaderRequest, signed_in

if TYPE_CHECKING:
    from amparo.cases.models import Case


@signed_in
def search_results(request: ReaderRequest, case_id: UUID, entry_id: UUID) -> HttpResponse:
    """Show the files that the reader may know of, the likeliest first.

    The same page whether or not there are others.
    """
    by = request.actor
    case, _, entry = selector.visible_search(case_id, entry_id, by=by)
    try:
        results, silent = selector.search_results(entry, on=case.id, by=by), False
    except MatcherUnavailable:
        results, silent = [], True
    log_reading(case, "search", by=by)
    name = " ".join(str(value) for part, value in entry["names"].items() if part != "unknown")
    context = {
        "case": case,
        "name": name or entry.get("document", ""),
        "why": entry["why"],
        "back": case_href(case),
        "again": act_href(case.id, RECORD_SEARCH, case.kind),
        "found": [_result_row(result, case) for result in results],
        "silent": silent,
    }
    return render(request, "tracing/search_results.html", context)


def _result_row(result: SearchResult, searched_from: Case) -> JsonObject:
    card, child = result.card, result.child
    href = reverse("case" if child else "report", args=[card.case_id])
    return {
        "who": child_line(child, number=child.number, href=href)
        if child
        else {"name": card.name, "number": card.number, "href": href},
        "is_child": child is not None,
        "likely": explain_match(result.match),
        "compare": _comparison_href(result, searched_from),
    }


def _comparison_href(result: SearchResult, searched_from: Case) -> str:
    """Return the address where the two files are compared; blank for two reports."""
    is_child_here, is_child_there = searched_from.kind == CHILD, result.child is not None
    here, there = searched_from.id, result.card.case_id
    if is_child_here and is_child_there:
        return reverse("compare", args=[here, there])
    if is_child_here != is_child_there:
        return reverse("report_match", args=[here, there] if is_child_here else [there, here])
    return ""
