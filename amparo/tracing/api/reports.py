"""One report of a missing child over HTTP."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from amparo.cases import selectors
from amparo.cases.api.requests import parse_case_id
from amparo.cases.file import CaseFile
from amparo.cases.readings import log_reading
from amparo.ledger.actor import Actor
from amparo.ledger.canonical import iso_instant
from amparo.ledger.json import JsonObject
from amparo.tracing.bulletin_items import bulletin_item
from amparo.tracing.selectors import bulletins as bulletin_selectors
from amparo.tracing.selectors import reports as report_selectors
from amparo.ui.api.idempotency import ApiResponse
from amparo.ui.api.root import api, reader
from amparo.ui.api.shapes import response

if TYPE_CHECKING:
    from amparo.cases.models import Case


class ReportDocument(BaseModel):
    """One report in general terms; `possible`: the codes of the acts that may follow."""

    id: UUID
    number: str
    country: str
    opened_at: datetime
    version: int
    name: str
    age: str
    sex: str
    nationalities: list[str]
    urgency: str
    urgency_reasons: list[str]
    state: str
    last_news_on: date | None
    possible: list[str]
    bulletins: list[JsonObject]


@api.get(
    "/reports/{report_id}",
    operation_id="get_report",
    tags=["reports"],
    openapi_extra=response(200, ReportDocument, "The report", etag=True),
)
def get_report(request: HttpRequest, report_id: str) -> HttpResponse:
    """Return one report in general terms, with its bulletins.

    `ETag` is its version.
    """
    by = reader(request)
    report = report_selectors.visible_report(parse_case_id(report_id), by=by)
    log_reading(report, "report", by=by)
    file = selectors.file_for(report, by=by)
    return ApiResponse(200, _report_json(report, file, by), version=str(file.version)).response()


def _report_json(report: Case, file: CaseFile, by: Actor) -> JsonObject:
    head = report_selectors.report_head(file)
    return {
        "id": str(report.id),
        "number": report.number,
        "country": report.country,
        "opened_at": iso_instant(report.opened_at),
        "version": file.version,
        "name": head.name,
        "age": head.age,
        "sex": head.sex,
        "nationalities": list(head.nationalities),
        "urgency": head.urgency,
        "urgency_reasons": list(head.reasons),
        "state": head.state,
        "last_news_on": head.last_news_on.isoformat() if head.last_news_on else None,
        "possible": [act.code for act in report_selectors.possible_acts(file, by=by)],
        "bulletins": [bulletin_item(bulletin) for bulletin in bulletin_selectors.bulletins_of(report, by=by)],
    }
