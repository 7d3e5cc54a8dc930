"""The API from outside: a token, a request, an answer."""

import json
from typing import Any

import pytest
from django.test import Client

from amparo.accounts.models import Person
from tests.callers import with_token
from tests.factories import FOUR_ANSWERS, agency, person, unique, word

pytestmark = pytest.mark.usefixtures("open_house")


class Api:
    """A caller with a token."""

    def __init__(self, who: Person) -> None:
        self.who = who
        self.client = with_token(who)

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1{path}", headers=headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self.client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers)


def answers(**more: Any) -> dict[str, Any]:
    return FOUR_ANSWERS | {"names": {"given": word(), "first_surname": word()}} | more


@pytest.fixture
def officer() -> Api:
    return Api(person("protection_officer"))


def test_four_answers_open_a_record(officer: Api) -> None:
    response = officer.post("/cases", answers(protection_agency=str(officer.who.agency_id)))
    assert response.status_code == 201, response.content
    body = response.json()
    assert response["Location"] == f"/api/v1/cases/{body['id']}"
    case = officer.get(f"/cases/{body['id']}")
    assert case["ETag"] == '"1"'
    assert officer.get(f"/cases/{body['id']}/events").json()["items"][0]["hash"] == body["event"]["hash"]


@pytest.mark.parametrize(
    ("told", "stored"),
    [
        ({"birth_date": "2012"}, ("2012-01-01", "year")),
        ({"birth_date": "2012-05"}, ("2012-05-01", "month")),
        ({"birth_date": "2012", "precision": "estimated"}, ("2012-01-01", "estimated")),
        ({"birth_date": "2012-05-04", "precision": "day"}, ("2012-05-04", "day")),
    ],
)
def test_a_birth_is_taken_as_exactly_as_it_is_known(
    officer: Api, told: dict[str, str], stored: tuple[str, str]
) -> None:
    answer = officer.post("/cases", answers(protection_agency=str(officer.who.agency_id), age_or_birth=told))
    assert answer.status_code == 201
    known = officer.get(f"/cases/{answer.json()['id']}/facts").json()
    assert (known["birth_date"], known["birth_date_precision"]) == stored


@pytest.mark.parametrize(
    "told",
    [{"birth_date": "2012", "precision": "day"}, {"birth_date": "2012", "precision": "month"}, {"birth_date": "12"},
     {"birth_date": "2012-13"}, {"birth_date": "2012-05", "precision": "day"}, {"birth_date": 2012},
     {"birth_date": "２０１２"}, {"birth_date": "2012-"}],
    ids=str,
)  # fmt: skip
def test_a_birth_that_is_said_to_be_more_exact_is_refused(officer: Api, told: dict[str, Any]) -> None:
    answer = officer.post("/cases", answers(protection_agency=str(officer.who.agency_id), age_or_birth=told))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["path"] == "age_or_birth.birth_date"


def test_without_a_token_nobody_is_let_in() -> None:
    response = Client().get("/api/v1/cases/00000000-0000-0000-0000-000000000000")
    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
    assert Client().get("/api/v1/openapi.json").status_code == 200


def test_the_same_key_gives_the_same_answer(officer: Api) -> None:
    body, key = answers(), {"Idempotency-Key": unique("k")}
    first, again = officer.post("/cases", body, **key), officer.post("/cases", body, **key)
    assert first.status_code == 201, first.content
    assert first.json() == again.json()
    assert officer.post("/cases", answers(), **key).status_code == 422


def test_actions_are_listed_with_their_reasons(officer: Api) -> None:
    case = officer.post("/cases", answers()).json()["id"]
    actions = {one["code"]: one for one in officer.get(f"/cases/{case}/actions").json()["items"]}
    assert actions["screen"]["state"] == "ready"


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b'{"names": 3}', b"\xff", b'{"names":{"given":"a\\u0000b"},"sex":"x"}', b"NaN", b'{"sex":"\\ud800"}'],
)
def test_bad_input_is_told_field_by_field(officer: Api, body: bytes) -> None:
    response = officer.client.post("/api/v1/cases", body, content_type="application/json")
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert response.json()["errors"]


def test_another_agency_finds_nothing(officer: Api) -> None:
    case = officer.post("/cases", answers(protection_agency=str(officer.who.agency_id))).json()["id"]
    stranger = Api(person("protection_officer", agency("protection")))
    for path in ("", "/facts", "/actions", "/events", "/tasks", "/deadlines", "/accesses"):
        assert stranger.get(f"/cases/{case}{path}").status_code == 404
