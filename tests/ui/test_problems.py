"""Every problem says what to do, in both languages, whatever its status."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from amparo.ledger.problems import Problem
from amparo.ui import problem
from amparo.ui.api.root import api
from tests.callers import with_token
from tests.factories import person

LANGUAGES = pytest.mark.parametrize("language", ["es", "en"])


def kinds_of(kind: type[Problem] = Problem) -> Iterator[type[Problem]]:
    yield kind
    for below in kind.__subclasses__():
        yield from kinds_of(below)


def says_what_to_do(document: dict[str, Any]) -> bool:
    detail = document["detail"]
    return len(detail.split()) > 2 and detail.endswith(".") and detail != document["title"]


def statuses_of_the_document() -> set[int]:
    operations = [each for path in api.get_openapi_schema()["paths"].values() for each in path.values()]
    return {int(status) for each in operations for status in each["responses"] if int(status) >= 400}


@LANGUAGES
@pytest.mark.parametrize("kind", sorted(set(kinds_of()), key=str))
def test_every_kind_of_problem_says_what_to_do(kind: type[Problem], language: str) -> None:
    with override(language):
        bare = Problem.__new__(kind)
        Problem.__init__(bare)
        document = {"title": str(kind.title), "detail": str(bare.detail)}
        assert says_what_to_do(document), document


@LANGUAGES
def test_every_status_that_the_api_answers_says_what_to_do(language: str) -> None:
    of_kinds = {kind.status for kind in kinds_of()}
    for status in statuses_of_the_document() | {405, 408, 413, 429, 500, 503}:
        with override(language):
            document = json.loads(problem.plain_response(status).content)
        assert says_what_to_do(document), document
        assert status in of_kinds | problem._PLAIN.keys()


@pytest.mark.usefixtures("open_house")
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/cases", 401),
        ("get", "/api/v1/cases/x", 404),
        ("get", "/api/v1/nothing", 404),
        ("put", "/api/v1/acts", 405),
        ("get", "/api/v1/acts?colour=red", 422),
        ("post", "/api/v1/cases", 403),
    ],
)
def test_what_is_answered_says_what_to_do(method: str, path: str, status: int) -> None:
    client = Client() if status == 401 else with_token(person("statistician"))
    options = {"data": '{"sex": "female"}', "content_type": "application/json"} if method == "post" else {}
    response = getattr(client, method)(path, **options)
    assert response.status_code == status, response.content
    assert says_what_to_do(response.json())
