"""From outside, as each of the eighteen roles: what is answered, and above all what is not."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from amparo.accounts.models import Person
from amparo.accounts.roles import ROLES
from amparo.cases.act import ACTS
from amparo.cases.compartments import EVERY
from amparo.cases.models import Case
from amparo.cases.rights import role_includes_act as may_role
from amparo.ledger.models import Event
from tests.callers import post, put, signed_in, with_token
from tests.factories import child, do, person, reading_as, team
from tests.house.database import involve
from tests.house.world import CANARY, Life, full_life
from tests.shares import is_in_share

pytestmark = pytest.mark.usefixtures("open_house")

STATES = {200, 201, 204, 302, 400, 403, 404, 405, 409, 412, 415, 422}


@dataclass(frozen=True)
class Place:
    """An operation of the API: its method and path."""

    method: str
    path: str
    operation: str


def operations() -> list[Place]:
    """Every operation, as the OpenAPI tells."""
    told = Client().get("/api/v1/openapi.json").json()
    return [
        Place(method, path.removeprefix("/api/v1"), what["operationId"])
        for path, methods in told["paths"].items()
        for method, what in methods.items()
    ]


@pytest.fixture(scope="module")
def life(django_db_blocker: Any) -> Life:
    with django_db_blocker.unblock():
        return full_life()


@pytest.fixture(scope="module")
def everywhere(django_db_blocker: Any) -> list[Place]:
    with django_db_blocker.unblock():
        return operations()


def filled(path: str, case: Any) -> str:
    path = path.replace("{case_id}", str(case))
    return re.sub(r"{\w+}", "provider", path) if "choices" in path else re.sub(r"{\w+}", str(uuid4()), path)


def call(client: Client, place: Place, case: Any) -> Any:
    path = filled(place.path, case)
    if place.method == "get":
        return client.get(f"/api/v1{path}")
    if place.method == "delete":
        return client.delete(f"/api/v1{path}")
    return post(client, path, {}) if place.method == "post" else put(client, path, {})


def test_without_a_token_nothing_is_answered(everywhere: list[Place], life: Life) -> None:
    answered = {place.operation for place in everywhere if call(Client(), place, life.case.id).status_code != 401}
    assert answered == set()
    for header in ("Bearer nonsense", "Bearer ", "Basic YTpi", "Bearer " + "x" * 5000, "bearer"):
        assert Client(headers={"Authorization": header}).get("/api/v1/acts").status_code == 401


@cache
def _not_found(client: Client, method: str, nowhere: UUID) -> bytes:
    """What is answered of a case that is nowhere, by any operation of this method."""
    content: bytes = call(client, Place(method, "/cases/{case_id}/links", ""), nowhere).content
    return content


@pytest.mark.parametrize("role", sorted(ROLES))
def test_who_is_not_involved_finds_no_case(everywhere: list[Place], life: Life, role: str) -> None:
    """The same answer as for no case at all."""
    client, nowhere = with_token(person(role)), uuid4()
    for place in everywhere:
        if "{case_id}" not in place.path:
            continue
        response = call(client, place, life.case.id)
        assert response.status_code == 404, place
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.content == _not_found(client, place.method, nowhere), place


@pytest.mark.parametrize("role", sorted(ROLES))
def test_who_is_involved_is_answered_by_the_table_of_roles(everywhere: list[Place], life: Life, role: str) -> None:
    who = person(role)
    involve(who, life.companion)
    client, sees = with_token(who), ROLES[role].sees_cases
    for place in everywhere:
        if not place.path.startswith("/cases/{case_id}") and not is_in_share(f"{role} {place}", 6):
            continue
        response = call(client, place, life.companion.id)
        status = response.status_code
        assert status in STATES, f"{place}: {status} {response.content[:300]}"
        if not place.path.startswith("/cases/{case_id}"):
            continue
        if not sees:
            assert status == 404, place
        elif place.operation == "get_case_facts":
            assert status == (200 if ROLES[role].compartments == EVERY else 403)
            assert status == 200 or response.json()["type"].endswith("/restricted")
        elif place.operation in ACTS:
            role_includes_act = may_role(role, ACTS[place.operation])
            assert (status == 403) is not role_includes_act, f"{place}: {status}"
            assert role_includes_act or response.json()["type"].endswith("/role")
            assert status in (200, 403, 409, 422), f"{place}: {status}"


@pytest.mark.parametrize("role", sorted(ROLES))
def test_the_list_of_cases_is_one_s_own(life: Life, role: str) -> None:
    who = person(role)
    client = with_token(who)
    if role != "tracing_officer":  # theirs are all whose search is open
        assert client.get("/api/v1/cases?limit=0").json() == {"count": 0}
    involve(who, life.case)
    listed = client.get("/api/v1/cases", {"q": life.case.number}).json()
    seen = {one["id"] for one in listed["items"]} if "items" in listed else set()
    assert (str(life.case.id) in seen) is ROLES[role].sees_cases


def hidden_from(role: str) -> list[str]:
    return [word for where, word in CANARY.items() if where not in ROLES[role].compartments]


# Register, and the acts that they may do, would change the case for those who come after.
READ_ONLY = {"get"}


@pytest.mark.parametrize("role", sorted(role for role in ROLES if ROLES[role].sees_cases))
def test_hidden_compartments_are_in_no_answer_of_the_api(everywhere: list[Place], life: Life, role: str) -> None:
    who = person(role)
    involve(who, life.case)
    client, words = with_token(who), hidden_from(role)
    for place in everywhere:
        response = call(client, place, life.case.id) if place.method in READ_ONLY else None
        if response is not None:
            body = response.content.decode()
            assert [word for word in words if word in body] == [], place
    for code in ("place_in_care", "notify_consulate", "contact_family", "execute_return", "share_with_origin"):
        body = post(client, f"/cases/{life.case.id}/actions/{code}?dry_run=1", {}).content.decode()
        assert [word for word in words if word in body] == [], code


FORMS = re.compile(r"/do/(\w+)/$")
WHY = re.compile(r"/why/(\d+)/")


def page_paths(life: Life, share: int | None = None) -> list[str]:
    """Every page of the resolver, with this child's ids where an id is asked for.

    Forms and past decisions take long: `share` keeps one form in twelve and one decision in four, others for each
    number, so that all roles together open all.
    """
    return [path for path in _every_page(life) if share is None or _is_of_share(path, share)]


def _is_of_share(path: str, share: int) -> bool:
    if form := FORMS.search(path):
        return sorted(ACTS).index(form[1]) % 12 == share % 12
    decision = WHY.search(path)
    return not decision or int(decision[1]) % 4 == share % 4


def _every_page(life: Life) -> list[str]:
    with reading_as(life.us.officer):
        seqs = list(Event.objects.filter(chain=life.case.id).values_list("seq", flat=True))
    return sorted({path for path in _walk(get_resolver(), "/", life, seqs) if "logout" not in path})


def _walk(resolver: URLResolver, before: str, life: Life, seqs: list[int]) -> list[str]:
    from amparo.cases.tabs import TABS

    found: list[str] = []
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            if route.startswith("/api/"):
                continue
            found += _walk(one, route, life, seqs)
            continue
        assert isinstance(one, URLPattern)
        route = route.replace("<uuid:case_id>", str(life.case.id))
        if "<slug:code>" in route:
            found += [route.replace("<slug:code>", code) for code in ACTS]
        elif "<slug:slug>" in route and "cases/" in route:
            found += [route.replace("<slug:slug>", slug) for slug in TABS]
        elif "<int:seq>" in route:
            found += [route.replace("<int:seq>", str(seq)) for seq in seqs]
        elif "<slug:kind>" in route:
            found += [
                re.sub("<uuid:row_id>", str(uuid4()), route.replace("<slug:kind>", kind))
                for kind in ("institutions", "providers", "interpreters", "roll", "people")
            ]
        else:
            found.append(re.sub(r"<uuid:\w+>", str(uuid4()), re.sub(r"<(?:slug|str|int):\w+>", "1", route)))
    return [path for path in found if "^" not in path and "(" not in path]


@pytest.mark.parametrize("role", sorted(ROLES))
def test_hidden_compartments_are_on_no_page(life: Life, role: str) -> None:
    who = person(role)
    if ROLES[role].sees_cases:
        involve(who, life.case)
    client, words = signed_in(who), hidden_from(role)
    paths = page_paths(life, share=sorted(ROLES).index(role))
    assert len(paths) > 50
    for path in paths:
        if not is_in_share(f"{role} {path}", 4 if "/cases/" in path else 8):
            continue
        response = client.get(path)
        assert response.status_code in STATES, f"{path}: {response.status_code}"
        body = response.getvalue().decode("utf-8", "replace")
        assert [word for word in words if word in body] == [], path
        if not ROLES[role].sees_cases and "/cases/" in path:
            assert response.status_code in (302, 404), path


def test_canaries_sing_for_those_who_hold_every_compartment(life: Life) -> None:
    client = signed_in(Person.objects.get(id=life.us.officer.id))
    heard = set()
    for path in page_paths(life, share=0):
        body = client.get(path).getvalue().decode("utf-8", "replace")
        heard |= {word for word in CANARY.values() if word in body}
    assert heard == set(CANARY.values())


@pytest.mark.parametrize("role", ["border_officer", "protection_supervisor", "guardian", "auditor"])
def test_a_stranger_finds_no_page_of_the_case(life: Life, role: str) -> None:
    client = signed_in(person(role))
    for path in page_paths(life, share=sorted(ROLES).index(role) + 1):
        if str(life.case.id) in path:
            assert client.get(path).status_code == 404, path
            assert client.post(path).status_code == 404, path


def test_nobody_signed_in_is_led_to_the_sign_in_page(life: Life) -> None:
    free = ("/sign-in", "/healthz", "/readyz", "/help/", "/components/", "/language", "/check", "/verify", "/account/")
    for path in page_paths(life, share=1):
        response = Client().get(path)
        assert response.status_code in (302, 404, 405) or path.startswith(free), path
        if response.status_code == 302 and "/cases/" in path:
            assert response["Location"].startswith("/sign-in?next=")


@pytest.fixture
def feared(life: Life) -> tuple[Person, Case]:
    """A border officer whose child is afraid, which they may not read."""
    us, border = team(), person("border_officer")
    from amparo.accounts.selectors import actor_of

    case = child(us, actor_of(border))
    do("record_international_protection", case.id, us.officer, asylum="pending", fear_of_return="yes",
       persecution_agent="state", reason=CANARY_OF_FEAR)  # fmt: skip
    return border, case


CANARY_OF_FEAR = "Xochicanariomiedo"
TELLING = ("fear", "asylum", "persecution", "protection_blocks", "agent_may_be_state", "traffick")


def test_a_refusal_tells_a_border_officer_nothing_hidden(feared: tuple[Person, Case]) -> None:
    border, case = feared
    client = with_token(border)
    answer = post(client, f"/cases/{case.id}/actions/notify_consulate", {"institution": str(_consulate())})
    assert answer.status_code == 409, answer.content
    body = answer.json()
    assert body["type"].endswith("/refused")
    assert "request" not in body
    blocks = body["decision"]["blocks"]
    assert [b for b in blocks if b["rule"] is None] == [{"rule": None, "code": "restricted", "level": "deny"}]
    assert not [word for word in TELLING if word in answer.content.decode()]
    told = client.get(f"/api/v1/cases/{case.id}/events").json()["items"]
    mine = [event for event in told if event["act"] == "notify_consulate"]
    assert len(mine) == 1, "their own refusal is theirs to read"
    read = [{name: value for name, value in event.items() if name != "sealed"} for event in told]  # chance letters
    assert not [word for word in TELLING if word in json.dumps(read)]


def _consulate() -> Any:
    from tests.protection.helpers import institution

    return institution("consulate", "GTM").id


def test_restricted_stands_once_in_what_is_next(feared: tuple[Person, Case]) -> None:
    border, case = feared
    items = with_token(border).get(f"/api/v1/cases/{case.id}/actions").json()["items"]
    blocked = {one["code"]: [b for b in one["blocks"] if b["rule"] is None] for one in items}
    assert all(len(blocks) <= 1 for blocks in blocked.values())
    assert any(blocked.values())
    assert not [word for word in (CANARY_OF_FEAR,) if word in json.dumps(items)]


def test_a_signer_of_every_compartment_reads_the_request(feared: tuple[Person, Case]) -> None:
    _, case = feared
    with reading_as_owner(case) as officer:
        answer = post(
            with_token(officer), f"/cases/{case.id}/actions/notify_consulate", {"institution": str(_consulate())}
        )
    body = answer.json()
    assert body["request"]["facts"]["fear_of_return"] == "yes"
    assert not [b for b in body["decision"]["blocks"] if b["rule"] is None]


def reading_as_owner(case: Case) -> Any:
    from contextlib import nullcontext

    from tests.house.database import connected

    with connected("owner") as owner:
        row = owner.execute(
            "select p.id from accounts_person p join cases_involvement i on i.agency_id = p.agency_id "
            "where i.case_id = %s and i.ground = 'responsible' and p.role = 'protection_officer' limit 1",
            [case.id],
        ).fetchone()
    assert row
    return nullcontext(Person.objects.get(id=row[0]))
