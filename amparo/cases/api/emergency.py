"""A look in an emergency over HTTP."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from pydantic import Field, StringConstraints

from amparo.cases import emergency
from amparo.ledger.canonical import iso_instant
from amparo.ui.api.idempotency import ApiResponse, idempotent_response
from amparo.ui.api.root import api, reader
from amparo.ui.api.shapes import request_body
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


_EXTRA = request_body(EmergencyLookRequest.model_json_schema()) | {
    "responses": {
        "201": {"description": "Open to be read until then"},
        "403": {"description": "The role of the caller opens nothing"},
        "404": {"description": "No case was opened: the same for a wrong number and a refused one"},
        "422": {"description": "Bad input, told field by field"},
        "429": {"description": "Too many attempts within an hour"},
    },
}


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
