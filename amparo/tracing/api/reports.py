"""Reports of missing children over HTTP: the list, one report, and bulletins received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from amparo.cases import selectors
from amparo.cases.api.requests import case_id_of
from amparo.cases.readings import log_reading
from amparo.ledger.canonical import iso_instant
from amparo.ledger.json import JsonObject
from amparo.tracing.filters import report_filters_from
from amparo.tracing.selectors import reports as found_in
from amparo.ui.api.idempotency import Answer
from amparo.ui.api.paging import count_response, limit_of, list_response, page_response
from amparo.ui.api.root import api, reader
from amparo.ui.api.shapes import query

if TYPE_CHECKING:
    from amparo.tracing.models.reports import Bulletin

_QUERY = query(q="string", limit="integer", cursor="string", state="string", urgency="string", age="string")


@api.get("/reports", operation_id="list_reports", tags=["reports"], openapi_extra=_QUERY)
def list_reports(request: HttpRequest) -> HttpResponse:
    """The reports that the caller sees, the latest first; searched with `q`, narrowed by the fields' names."""
    by, filters, limit = reader(request), report_filters_from(request.GET), limit_of(request)
    if limit == 0:
        return count_response(found_in.report_count(by=by, filters=filters))
    page = found_in.report_list(by=by, filters=filters, limit=limit, cursor=request.GET.get("cursor", ""))
    return page_response([_row_json(row) for row in page.rows], page.next)


def _row_json(row: found_in.ReportRow) -> JsonObject:
    return {
        "id": str(row.id),
        "number": row.number,
        "name": row.name,
        "age": row.age,
        "sex": row.sex,
        "urgency": row.urgency,
        "state": row.state,
        "reported_at": iso_instant(row.reported_at),
        "last_news_on": row.last_news_at.isoformat() if row.last_news_at else None,
        "agency": str(row.agency) if row.agency else None,
    }


@api.get("/reports/{report_id}", operation_id="get_report", tags=["reports"])
def get_report(request: HttpRequest, report_id: str) -> HttpResponse:
    """One report: who is sought, in general terms, how it stands, its bulletins. `ETag` is its version."""
    by = reader(request)
    report = found_in.visible_report(case_id_of(report_id), by=by)
    log_reading(report, "report", by=by)
    file = selectors.file_for(report, by=by)
    head = found_in.report_head(file)
    body = {
        "id": str(report.id),
        "number": report.number,
        "country": report.country,
        "opened_at": iso_instant(report.opened_at),
        "version": report.version,
        "name": head.name,
        "age": head.age,
        "sex": head.sex,
        "nationalities": list(head.nationalities),
        "urgency": head.urgency,
        "urgency_reasons": list(head.reasons),
        "state": head.state,
        "last_news_on": head.last_news_on.isoformat() if head.last_news_on else None,
        "possible": [act.code for act in found_in.possible_acts(file, by=by)],
        "bulletins": [_bulletin_json(one) for one in found_in.bulletins_of(report, by=by)],
    }
    response = Answer(200, body).response()
    response["ETag"] = f'"{report.version}"'
    return response


@api.get("/bulletins", operation_id="list_bulletins", tags=["reports"])
def list_bulletins(request: HttpRequest) -> HttpResponse:
    """The bulletins that the caller's agency received: what they say, and nothing else of the report."""
    return list_response([_bulletin_json(one) for one in found_in.received_bulletins(by=reader(request))], request)


def _bulletin_json(bulletin: Bulletin) -> JsonObject:
    """A bulletin; one that is over says so and no longer names the child."""
    state = found_in.bulletin_state(bulletin)
    return {
        "id": str(bulletin.id),
        "report": str(bulletin.case_id),
        "state": state,
        "issued_at": iso_instant(bulletin.issued_at),
        "expires_at": iso_instant(bulletin.expires_at),
        "content": bulletin.content if state == "in_force" else None,
        "photograph": bulletin.photograph is not None,
        "recipients": [
            {
                "institution": str(one.institution),
                "name": one.name,
                "acknowledged_at": iso_instant(one.acknowledged_at) if one.acknowledged_at else None,
                "withdrawal_told_at": iso_instant(one.withdrawal_told_at) if one.withdrawal_told_at else None,
            }
            for one in bulletin.recipients.all()
        ],
    }
