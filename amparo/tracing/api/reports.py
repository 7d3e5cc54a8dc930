"""One report of a missing child over HTTP."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from amparo.cases import selectors
from amparo.cases.api.requests import case_id_of
from amparo.cases.readings import log_reading
from amparo.ledger.canonical import iso_instant
from amparo.tracing.bulletin_items import bulletin_item
from amparo.tracing.selectors import reports as found_in
from amparo.ui.api.idempotency import ApiResponse
from amparo.ui.api.root import api, reader


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
        "bulletins": [bulletin_item(one) for one in found_in.bulletins_of(report, by=by)],
    }
    response = ApiResponse(200, body).response()
    response["ETag"] = f'"{report.version}"'
    return response
