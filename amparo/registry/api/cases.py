"""Children's cases over HTTP: the list, and one case in general terms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from amparo.cases import selectors
from amparo.cases.api.requests import case_id_of
from amparo.cases.readings import log_reading
from amparo.ledger.canonical import iso_instant
from amparo.ledger.json import JsonObject
from amparo.registry.filters import filters_from
from amparo.registry.selectors import Row, card_json, case_count, case_list
from amparo.ui.api.idempotency import Answer
from amparo.ui.api.paging import count_response, limit_of, page_response
from amparo.ui.api.root import api, reader
from amparo.ui.api.shapes import query

_QUERY = query(
    q="string", limit="integer", cursor="string", step="integer", profile="string", age_from="integer", age_to="integer",
    country="string", origin="string", agency="string", officer="string", overdue="boolean",
)  # fmt: skip


@api.get("/cases", operation_id="list_cases", openapi_extra=_QUERY)
def list_cases(request: HttpRequest) -> HttpResponse:
    """The cases that the caller sees, the latest changed first; searched with `q`, narrowed by the fields' names."""
    by, filters, limit = reader(request), filters_from(request.GET), limit_of(request)
    if limit == 0:
        return count_response(case_count(by=by, filters=filters))
    page = case_list(by=by, filters=filters, limit=limit, cursor=request.GET.get("cursor", ""))
    return page_response([row_json(row) for row in page.rows], page.next)


def row_json(row: Row) -> JsonObject:
    """Return a listed case."""
    return {
        "id": str(row.id),
        "number": row.number,
        "name": row.name,
        "age": row.age,
        "sex": row.sex,
        "country": row.country,
        "with_whom": row.with_whom,
        "country_origin": row.origin,
        "step": row.step,
        "agency": str(row.agency) if row.agency else None,
        "officer": str(row.officer) if row.officer else None,
        "changed_at": iso_instant(row.changed_at),
        "next_due_at": iso_instant(row.next_due_at) if row.next_due_at else None,
    }


@api.get("/cases/{case_id}", operation_id="get_case")
def get_case(request: HttpRequest, case_id: str) -> HttpResponse:
    """One case: who the child is, in general terms. `ETag` is its version."""
    by = reader(request)
    case = selectors.visible_case(case_id_of(case_id), by=by)
    log_reading(case, "case", by=by)
    body = {
        "id": str(case.id),
        "number": case.number,
        "country": case.country,
        "opened_at": iso_instant(case.opened_at),
        "version": case.version,
    }
    response = Answer(200, body | card_json(case, by=by)).response()
    response["ETag"] = f'"{case.version}"'
    return response
