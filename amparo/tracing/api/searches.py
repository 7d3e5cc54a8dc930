"""What a search for a child found, over HTTP, and which reports are alike.

The search itself is the record `record_search` on a case or a report.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from amparo.cases import selectors
from amparo.cases.api.requests import parse_case_id
from amparo.cases.readings import log_reading
from amparo.ledger.problems import Unavailable
from amparo.ledger.text import written_language
from amparo.matching.explain import from_values, list_reasons
from amparo.registry.matcher import MatcherSilent
from amparo.tracing.selectors.reports import visible_report
from amparo.tracing.selectors.results import Found, found_by, reports_like, search_entry
from amparo.ui.api.paging import list_response
from amparo.ui.api.root import api, reader


@api.get("/searches/{case_id}/{entry_id}", operation_id="list_search_results", tags=["reports"])
def list_search_results(request: HttpRequest, case_id: str, entry_id: str) -> HttpResponse:
    """The files that the caller may know of, the likeliest first, each with its probability and the reasons."""
    by = reader(request)
    case, _, entry = search_entry(parse_case_id(case_id), parse_case_id(entry_id), by=by)
    log_reading(case, "search", by=by)
    return _told(lambda: found_by(entry, on=case.id, by=by), request)


@api.get("/reports/{report_id}/alike", operation_id="list_reports_alike", tags=["reports"])
def list_reports_alike(request: HttpRequest, report_id: str) -> HttpResponse:
    """Other open reports that the caller sees and that may be of the same child: none of a report that is closed."""
    by = reader(request)
    report = visible_report(parse_case_id(report_id), by=by)
    log_reading(report, "search", by=by)
    file = selectors.file_for(report, by=by)
    return _told(lambda: reports_like(file, by=by), request)


def _told(look: Callable[[], list[Found]], request: HttpRequest) -> HttpResponse:
    try:
        return list_response([_json(one) for one in look()], request)
    except MatcherSilent as error:
        raise Unavailable from error


def _json(one: Found) -> dict[str, Any]:
    told = list_reasons(from_values(one.match.evidence), written_language())
    return {
        "id": str(one.card.case_id),
        "number": one.card.number,
        "kind": one.match.kind,
        "probability": round(one.match.probability, 1),
        "reasons": [{"field": r.field, "weight": round(r.weight, 1), "text": r.text} for r in told],
    }
