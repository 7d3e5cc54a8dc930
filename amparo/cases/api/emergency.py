"""A look in an emergency over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field, StringConstraints

from amparo.cases import emergency
from amparo.ledger.canonical import iso_instant
from amparo.ui.api import shapes
from amparo.ui.api.components import name_model
from amparo.ui.api.idempotency import ApiResponse, idempotent_response
from amparo.ui.api.root import api, reader
from amparo.ui.fields import Part, ShortText
from amparo.ui.inputs import parse_json, parse_model


class EmergencyLookRequest(Part):
    """Which case, why now, for how long."""

    number: ShortText
    reason: Annotated[
        str,
        StringConstraints(
            strip_whitespace=True, min_length=emergency.MIN_REASON_LENGTH, max_length=emergency.MAX_REASON_LENGTH
        ),
    ]
    minutes: Annotated[int, Field(ge=1, le=emergency.MAX_MINUTES)]


class EmergencyLook(BaseModel):
    """The case that was opened, and until when."""

    id: UUID
    number: str
    until: datetime


_EXTRA = shapes.combine(
    shapes.IDEMPOTENCY_KEY,
    shapes.request_body(name_model(EmergencyLookRequest)),
    shapes.response(201, EmergencyLook, "Open to be read until then", located=True),
    shapes.problem(404, "No case was opened: the same for a wrong number and a refused one"),
    shapes.problem(429, "Too many attempts within an hour"),
)


@api.post("/break-glass", operation_id="break_glass", openapi_extra=_EXTRA)
def break_glass(request: HttpRequest) -> HttpResponse:
    """Read a case in an emergency, for minutes, with a reason.

    The reader is not involved in the case; the supervisors are informed at once.
    """
    by, sent = reader(request), parse_json(request.body)
    look_request = parse_model(EmergencyLookRequest, sent)

    def build_answer(opened: emergency.OpenedCase) -> ApiResponse:
        answer = {"id": str(opened.case_id), "number": opened.number, "until": iso_instant(opened.until)}
        return ApiResponse(201, answer, f"/api/v1/cases/{opened.case_id}")

    return idempotent_response(
        request,
        by,
        sent,
        lambda keep: build_answer(
            emergency.open_case(
                look_request.number,
                look_request.reason,
                look_request.minutes,
                by=by,
                finish=lambda opened: keep(build_answer(opened)),
            )
        ),
    )
