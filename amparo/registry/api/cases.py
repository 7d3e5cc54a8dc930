"""One case over HTTP: who the child is, in general terms."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from amparo.cases import selectors
from amparo.cases.api.requests import parse_case_id
from amparo.cases.file import visible_version
from amparo.cases.readings import log_reading
from amparo.ledger.canonical import iso_instant
from amparo.registry.selectors import card_json
from amparo.ui.api.idempotency import ApiResponse
from amparo.ui.api.root import api, reader
from amparo.ui.api.shapes import response


class CaseDocument(BaseModel):
    """One case in general terms.

    `age` in words, as it is today. `age_estimate_years`: the age as told, on the day `age_told_on`; the days of birth
    bound what it means.
    """

    id: UUID
    number: str
    country: str
    opened_at: datetime
    version: int
    name: str
    sex: str
    birth_date_earliest: date | None
    birth_date_latest: date | None
    age: str
    age_estimate_years: int | None
    age_told_on: date | None
    with_whom: str
    country_origin: str
    step: int | None


@api.get(
    "/cases/{case_id}",
    operation_id="get_case",
    openapi_extra=response(200, CaseDocument, "The case; `ETag` is its version", etag=True),
)
def get_case(request: HttpRequest, case_id: str) -> HttpResponse:
    """Return one case in general terms."""
    by = reader(request)
    case = selectors.visible_case(parse_case_id(case_id), by=by)
    log_reading(case, "case", by=by)
    version = visible_version(case.id)
    body = {
        "id": str(case.id),
        "number": case.number,
        "country": case.country,
        "opened_at": iso_instant(case.opened_at),
        "version": version,
    }
    return ApiResponse(200, body | card_json(case, by=by), version=str(version)).response()
