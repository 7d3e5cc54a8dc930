"""Reports of missing children over HTTP: the list, one report, its events and files; and bulletins received."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from amparo.accounts.steps import note_reading
from amparo.core import selectors
from amparo.core.access import require_role
from amparo.core.acts import ACTS
from amparo.core.canonical import instant
from amparo.core.text import t
from amparo.registry.selectors import files_of
from amparo.tracing.reports import selectors as found_in
from amparo.tracing.reports.acts.files import BROUGHT
from amparo.web.api.acts import case_id_of
from amparo.web.api.cases import filed, limit_of, listed, sent_file
from amparo.web.api.idempotency import Answer
from amparo.web.api.root import api, reader
from amparo.web.api.shapes import FILED, query, upload
from amparo.web.filing import file_report
from amparo.web.filters import report_filters_from

_QUERY = query(q="string", limit="integer", cursor="string", state="string", urgency="string", age="string")
_UPLOAD = (
    upload(("kind",), kind={"type": "string", "enum": sorted(BROUGHT)}, shows={"type": "string", "maxLength": 200})
    | FILED
)


@api.get("/reports", operation_id="list_reports", tags=["reports"], openapi_extra=_QUERY)
def list_reports(request: HttpRequest) -> HttpResponse:
    """The reports that the caller sees, the latest first; searched with `q`, narrowed by the fields' names."""
    by, filters, limit = reader(request), report_filters_from(request.GET), limit_of(request)
    if limit == 0:
        return Answer(200, {"count": found_in.report_count(by=by, filters=filters)}).response()
    page = found_in.report_list(by=by, filters=filters, limit=limit, cursor=request.GET.get("cursor", ""))
    return Answer(200, {"items": [_row_json(row) for row in page.rows], "next": page.next}).response()


def _row_json(row: found_in.ReportRow) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "number": row.number,
        "name": row.name,
        "age": row.age,
        "sex": row.sex,
        "urgency": row.urgency,
        "state": row.state,
        "reported_at": instant(row.reported_at),
        "last_news_on": row.last_news_at.isoformat() if row.last_news_at else None,
        "agency": str(row.agency) if row.agency else None,
    }


@api.get("/reports/{report_id}", operation_id="get_report", tags=["reports"])
def get_report(request: HttpRequest, report_id: str) -> HttpResponse:
    """One report: who is sought, in general terms, how it stands, its bulletins. `ETag` is its version."""
    by = reader(request)
    report = found_in.visible_report(case_id_of(report_id), by=by)
    note_reading(report, "report", by=by)
    file = selectors.file_for(report, by=by)
    head = found_in.report_head(file)
    body = {
        "id": str(report.id),
        "number": report.number,
        "country": report.country,
        "opened_at": instant(report.opened_at),
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


@api.get("/reports/{report_id}/events", operation_id="list_report_events", tags=["reports"])
def list_report_events(request: HttpRequest, report_id: str) -> HttpResponse:
    """The chain of the report, as that of a case."""
    by = reader(request)
    report = found_in.visible_report(case_id_of(report_id), by=by)
    note_reading(report, "events", by=by)
    return listed(selectors.chain(report, by=by), request)


@api.get("/reports/{report_id}/files", operation_id="list_report_files", tags=["reports"])
def list_report_files(request: HttpRequest, report_id: str) -> HttpResponse:
    """Photographs and papers on the report."""
    by = reader(request)
    report = found_in.visible_report(case_id_of(report_id), by=by)
    found = [
        {"id": str(row.id), "kind": row.kind, "media_type": row.media_type, "sha256": row.sha256, "at": instant(row.at)}
        for row in files_of(report, by=by)
    ]
    return listed(found, request)


@api.post("/reports/{report_id}/files", operation_id="add_report_file", tags=["reports"], openapi_extra=_UPLOAD)
def add_report_file(request: HttpRequest, report_id: str) -> HttpResponse:
    """Put a photograph or a paper on the report: `multipart/form-data` with `file`, `kind`, `shows`."""
    by = reader(request)
    report = found_in.visible_report(case_id_of(report_id), by=by)
    require_role(by, ACTS["record_report_file"])
    words = t("Envíe file y kind, de los que admite un reporte.", "Send file, and a kind that a report takes.")
    content, kind = sent_file(request, BROUGHT, words)
    return filed(file_report(report, content=content, kind=kind, shows=request.POST.get("shows", "").strip(), by=by))


@api.get("/bulletins", operation_id="list_bulletins", tags=["reports"])
def list_bulletins(request: HttpRequest) -> HttpResponse:
    """The bulletins that the caller's agency received: what they say, and nothing else of the report."""
    return listed([_bulletin_json(one) for one in found_in.received_bulletins(by=reader(request))], request)


def _bulletin_json(bulletin: Any) -> dict[str, Any]:
    """A bulletin; one that is over says so and no longer names the child."""
    state = found_in.bulletin_state(bulletin)
    return {
        "id": str(bulletin.id),
        "report": str(bulletin.case_id),
        "state": state,
        "issued_at": instant(bulletin.issued_at),
        "expires_at": instant(bulletin.expires_at),
        "content": bulletin.content if state == "in_force" else None,
        "photograph": bulletin.photograph is not None,
        "recipients": [
            {
                "institution": str(one.institution),
                "name": one.name,
                "acknowledged_at": instant(one.acknowledged_at) if one.acknowledged_at else None,
                "withdrawal_told_at": instant(one.withdrawal_told_at) if one.withdrawal_told_at else None,
            }
            for one in bulletin.recipients.all()
        ],
    }
