"""Whatever the OpenAPI allows to be sent, and what it does not: never a server error, always what was promised."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from amparo.accounts.models import Person
from tests.callers import new_token
from tests.factories import child, team
from tests.shares import LONG, is_in_share

pytestmark = pytest.mark.usefixtures("open_house")

PROMISES = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def caller(django_db_blocker: Any) -> dict[str, str]:
    """A protection officer's token, and a case of theirs."""
    with django_db_blocker.unblock():
        us = team()
        case = child(us)
        return {"token": new_token(Person.objects.get(id=us.officer.id)), "case": str(case.id)}


def test_every_operation_answers(caller: dict[str, str]) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 80
    for operation in operations:
        if not is_in_share(operation.label, 4):
            continue
        send_anything(operation, caller)


def send_anything(operation: Any, caller: dict[str, str]) -> None:
    @given(case=operation.as_strategy())
    @settings(max_examples=100 if LONG else 3, deadline=None, derandomize=not LONG, database=None,
              phases=[Phase.generate], suppress_health_check=list(HealthCheck))  # fmt: skip
    def send(case: Any) -> None:
        if "case_id" in (case.path_parameters or {}):
            case.path_parameters["case_id"] = caller["case"]
        response = case.call(headers={"Authorization": f"Bearer {caller['token']}", "Accept-Encoding": "identity"})
        case.validate_response(response, checks=PROMISES)

    send()
