"""Results of a search for a child, and similar reports, over HTTP.

The search itself is the record `record_search` on a case or a report.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from amparo.cases import selectors
from amparo.cases.api.requests import parse_case_id
from amparo.cases.readings import log_reading
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import Unavailable
from amparo.ledger.text import written_language
from amparo.matching.explain import from_values, list_reasons
from amparo.registry.matcher import MatcherUnavailable
from amparo.tracing.selectors.reports import visible_report
from amparo.tracing.selectors.search_results import SearchResult, search_results, similar_reports, visible_search
from amparo.ui.api.paging import list_response
from amparo.ui.api.root import api, reader
from amparo.ui.api.shapes import page


class MatchReason(BaseModel):
    """A reason for or against the same child, in words."""

    field: str
    weight: float
    text: str


class FoundFile(BaseModel):
    """A case or a report that may be of the child."""

    id: UUID
    number: str
    kind: str
    probability: float
    reasons: list[MatchReason]


@api.get(
    "/searches/{case_id}/{entry_id}",
    operation_id="list_search_results",
    tags=["reports"],
    openapi_extra=page(FoundFile),
)
def list_search_results(request: HttpRequest, case_id: str, entry_id: str) -> HttpResponse:
    """Return the files that the caller may know of, the likeliest first.

    Each with its probability and the reasons.
    """
    by = reader(request)
    case, _, entry = visible_search(parse_case_id(case_id), parse_case_id(entry_id), by=by)
    log_reading(case, "search", by=by)
    return _list_response(lambda: search_results(entry, on=case.id, by=by), request)


@api.get(
    "/reports/{report_id}/alike", operation_id="list_reports_alike", tags=["reports"], openapi_extra=page(FoundFile)
)
def list_reports_alike(request: HttpRequest, report_id: str) -> HttpResponse:
    """Return other open reports that may be of the same child.

    Of those that the caller sees; none for a report that is closed.
    """
    by = reader(request)
    report = visible_report(parse_case_id(report_id), by=by)
    log_reading(report, "search", by=by)
    file = selectors.file_for(report, by=by)
    return _list_response(lambda: similar_reports(file, by=by), request)


def _list_response(search: Callable[[], list[SearchResult]], request: HttpRequest) -> HttpResponse:
    try:
        return list_response([_item(result) for result in search()], request)
    except MatcherUnavailable as error:
        raise Unavailable from error


def _item(result: SearchResult) -> JsonObject:
    found = list_reasons(from_values(result.match.evidence), written_language())
    return {
        "id": str(result.card.case_id),
        "number": result.card.number,
        "kind": result.match.kind,
        "probability": round(result.match.probability, 1),
        "reasons": [{"field": r.field, "weight": round(r.weight, 1), "text": r.text} for r in found],
    }
