"""API operation of the administrator: a one-time code for a new password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from amparo.accounts.resets import VALID_FOR
from amparo.directory.access import ResetInput, find_managed_person, reset_access
from amparo.ledger import clock
from amparo.ledger.canonical import iso_instant
from amparo.ui.api import shapes
from amparo.ui.api.components import name_model
from amparo.ui.api.idempotency import ApiResponse, idempotent_response
from amparo.ui.api.root import api, bearer_for, reader
from amparo.ui.inputs import parse_json, parse_model
from amparo.ui.requests import parse_id


class ResetCode(BaseModel):
    """A one-time code for a new password."""

    code: str
    expires_at: datetime


_CODE = shapes.combine(
    shapes.IDEMPOTENCY_KEY,
    shapes.request_body(name_model(ResetInput)),
    shapes.response(201, ResetCode, "The code, shown once, and until when it serves"),
)


@api.post(
    "/people/{row_id}/reset-codes",
    operation_id="issue_reset_code",
    tags=["people"],
    auth=bearer_for(is_sensitive=True),
    openapi_extra=_CODE,
)
def issue_code(request: HttpRequest, row_id: str) -> HttpResponse:
    """Close an account until its person sets a new password with the returned code.

    With an `Idempotency-Key` its answer is kept sealed, so that the same request gives the same code.
    """
    by, body = reader(request), parse_json(request.body)
    person = find_managed_person(parse_id(row_id), by=by)
    given = parse_model(ResetInput, body)

    def write(keep: Callable[[ApiResponse], None]) -> ApiResponse:
        answers: list[ApiResponse] = []

        def finish(code: str) -> None:
            until = iso_instant(clock.now() + VALID_FOR)
            answers.append(ApiResponse(201, {"code": code, "expires_at": until}, is_secret=True))
            keep(answers[0])

        reset_access(person, given, by=by, finish=finish)
        return answers[0]

    return idempotent_response(request, by, body, write)
