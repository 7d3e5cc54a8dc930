"""Whatever is sent: an answer in words, nothing half done, nothing lost that a person typed."""

from __future__ import annotations

import json
import socket
import threading
from base64 import b64decode
from datetime import timedelta
from functools import partial
from io import BytesIO
from typing import Any
from unittest import mock
from urllib.parse import quote

import pytest
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db import OperationalError, connection
from django.test import Client

from amparo.accounts.models import Person, Token
from amparo.accounts.selectors import token_hash
from amparo.accounts.tokens import issue_token
from amparo.cases.models import Case
from amparo.ledger import clock
from amparo.ui.limits import IDLE
from amparo.ui.resource.declaration import RESOURCES
from tests.callers import owner_of_form, post, signed_in, with_token
from tests.cases.test_perform import at_once, chain_of, rows
from tests.factories import FOUR_ANSWERS, Team, child, person, team, unique, word
from tests.house.database import a_row, connected, count
from tests.registry.test_files import picture

pytestmark = pytest.mark.usefixtures("open_house")

RISK = {"family_implicated": "no", "evidence": "Se evaluó"}


@pytest.fixture(scope="module")
def us(django_db_blocker: Any) -> Team:
    with django_db_blocker.unblock():
        return team()


@pytest.fixture
def case(us: Team) -> Case:
    return child(us)


@pytest.fixture
def officer(us: Team) -> Client:
    return with_token(Person.objects.get(id=us.officer.id))


def deep(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = {"evidence": value}
    return value


ODD: dict[str, Any] = {
    "a number for a text": RISK | {"evidence": 7},
    "a text for a list": {"nationalities": "GTM"},
    "an unknown code": RISK | {"family_implicated": "maybe"},
    "too long": RISK | {"evidence": "x" * 5001},
    "blank": RISK | {"evidence": "   "},
    "NUL": RISK | {"evidence": "a\x00b"},
    "a control character": RISK | {"evidence": "a\x07b"},
    "an escape sequence": RISK | {"evidence": "\x1b[2J"},
    "half a character": RISK | {"evidence": "\ud800"},
    "half a character as a name": {"\udfff": 1},
    "an unknown answer": RISK | {"family": "x"},
    "a fact": RISK | {"bid": "decided"},
    "a parameter that is not theirs to state": RISK | {"trained_staff": True},
    "an impossible day": RISK | {"occurred_at": "2026-02-30T10:00:00Z"},
    "a time without its zone": RISK | {"occurred_at": "2026-02-03T10:00:00"},
    "the year ten thousand": RISK | {"occurred_at": "10000-01-01T00:00:00Z"},
    "a number as a time": RISK | {"occurred_at": 1e300},
    "no identifier": RISK | {"signature": "x"},
    "a signature that is none": RISK | {"signature": "00000000-0000-0000-0000-000000000000"},
    "deep": deep(200),
    "nothing": {},
    "null": RISK | {"family_implicated": None},
    "a very large number": RISK | {"evidence": 10**400},
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_answers_are_told_one_by_one(officer: Client, case: Case, kind: str) -> None:
    before, chain = rows(case), chain_of(case)
    code = "record_identity" if "nationalities" in ODD[kind] else "record_family_risk"
    response = post(officer, f"/cases/{case.id}/records/{code}", ODD[kind])
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json"), response.content[:300]
    body = response.json()
    assert body["errors"]
    assert all(error["message"] for error in body["errors"])
    assert (rows(case), chain_of(case)) == (before, chain)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"reason": "Urge", "number": "MEX-00000-00000-0"}, "Escriba al menos 10 caracteres."),
        ({"reason": "x" * 3000, "number": "MEX-00000-00000-0"}, "Es demasiado largo: caben"),
        ({"reason": "", "number": "MEX-00000-00000-0"}, "Escriba al menos 10 caracteres."),
    ],
)
def test_a_bound_is_said_with_its_number(officer: Client, told: dict[str, Any], words: str) -> None:
    response = officer.post(
        "/api/v1/break-glass", json.dumps(told), content_type="application/json", headers={"Accept-Language": "es"}
    )
    assert response.status_code == 422
    [message] = [error["message"] for error in response.json()["errors"] if error["path"] == "reason"]
    assert message.startswith(words)


RAW: dict[str, bytes] = {
    "no JSON": b"{",
    "no UTF-8": b'{"evidence": "\xff\xfe"}',
    "no object": b"[1, 2]",
    "a bare text": b'"x"',
    "not a number": b'{"evidence": NaN}',
    "deeper than any stack": b"[" * 100_000,
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "a megabyte and more": b'{"evidence": "' + b"x" * 1_000_001 + b'"}',
    "digits without end": b'{"evidence": ' + b"9" * 100_000 + b"}",
    "a form": b"evidence=x",
}


@pytest.mark.parametrize("kind", RAW)
@pytest.mark.parametrize("path", ["records/record_family_risk", "actions/screen", "signatures", "overrides"])
def test_bodies_that_are_no_answers(officer: Client, case: Case, path: str, kind: str) -> None:
    response = officer.post(f"/api/v1/cases/{case.id}/{path}", RAW[kind], content_type="application/json")
    assert response.status_code in (413, 422), response.content[:300]
    assert response["Content-Type"] == "application/problem+json"


def test_more_than_a_request_may_carry(officer: Client, case: Case) -> None:
    body = b'{"evidence": "' + b"x" * 3_000_000 + b'"}'
    response = officer.post(
        f"/api/v1/cases/{case.id}/records/record_family_risk", body, content_type="application/json"
    )
    assert response.status_code in (400, 413, 422)
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    ["/cases/x", "/cases/%00", "/cases/" + "9" * 400, "/cases/..%2f..%2fetc", "/nothing", "/cases/'; drop table x;--"],
)
def test_odd_addresses(officer: Client, path: str) -> None:
    response = officer.get(f"/api/v1{path}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    "query", ["limit=-1", "limit=x", "limit=201", "limit=٣", "cursor=x", "cursor=-1", "limit=1e9", "limit="]
)
def test_odd_pages_of_a_list(officer: Client, case: Case, query: str) -> None:
    response = officer.get(f"/api/v1/cases/{case.id}/events?{query}")
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")


def test_methods_that_are_not_used(officer: Client, case: Case) -> None:
    for method in ("put", "delete", "patch"):
        response = getattr(officer, method)(f"/api/v1/cases/{case.id}")
        assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")


@pytest.mark.parametrize("header", ['"x"', "x", '"-1"', '"99999999999"', '"0"', "W/", '"٣"'])
def test_odd_versions_are_stale(officer: Client, case: Case, header: str) -> None:
    response = post(officer, f"/cases/{case.id}/records/record_family_risk", RISK, **{"If-Match": header})
    assert (response.status_code, response.json()["type"].rsplit("/", 1)[1]) == (412, "stale")


def test_the_right_version_goes_on(officer: Client, case: Case) -> None:
    tag = officer.get(f"/api/v1/cases/{case.id}")["ETag"]
    assert post(officer, f"/cases/{case.id}/records/record_family_risk", RISK, **{"If-Match": tag}).status_code == 200
    assert post(officer, f"/cases/{case.id}/records/record_family_risk", RISK, **{"If-Match": tag}).status_code == 412


@pytest.mark.parametrize("path", ["", "/actions", "/tasks", "/files", "/accesses", "/facts"])
def test_a_parameter_that_an_operation_does_not_have_is_refused(officer: Client, case: Case, path: str) -> None:
    answer = officer.get(f"/api/v1/cases/{case.id}{path}?dry_rum=1")
    assert answer.status_code == 422
    assert [error["path"] for error in answer.json()["errors"]] == ["dry_rum"]


def test_who_misspells_a_trial_does_not_act(officer: Client, case: Case) -> None:
    assert post(officer, f"/cases/{case.id}/records/record_family_risk?dry_rum=1", RISK).status_code == 422
    assert len(chain_of(case)) == 1


def test_who_only_tries_does_nothing(officer: Client, case: Case) -> None:
    key = {"Idempotency-Key": unique("k")}
    path = f"/cases/{case.id}/records/record_family_risk"
    for _ in range(2):
        tried = post(officer, f"{path}?dry_run=1", RISK, **key)
        assert (tried.status_code, tried.json()["dry_run"]) == (200, True)
    assert len(chain_of(case)) == 1
    assert post(officer, path, RISK, **key).status_code == 200, "the key is still free"


@pytest.mark.parametrize("words", ["maybe", "2", "si", "1 ", "", "true", "True", "yes", "1&dry_run=0", "0&dry_run=1"])
def test_a_slip_of_the_pen_is_no_order_to_act(officer: Client, case: Case, words: str) -> None:
    answer = post(officer, f"/cases/{case.id}/records/record_family_risk?dry_run={words}", RISK)
    assert answer.status_code == 422
    assert [error["path"] for error in answer.json()["errors"]] == ["dry_run"]
    assert len(chain_of(case)) == 1


@pytest.mark.parametrize("evidence", ["1e400", "1" + "0" * 30, r'"\ud800"'])
def test_what_no_hash_can_hold_is_refused_with_a_key_and_without(officer: Client, case: Case, evidence: str) -> None:
    body = f'{{"family_implicated": "no", "evidence": {evidence}}}'
    for key in ({}, {"Idempotency-Key": unique("k")}):
        answer = officer.post(
            f"/api/v1/cases/{case.id}/records/record_family_risk", body, content_type="application/json", headers=key
        )
        assert answer.status_code == 422, key


def test_an_override_of_a_record_is_not_ignored(officer: Client, case: Case) -> None:
    answer = post(officer, f"/cases/{case.id}/records/record_family_risk", RISK | {"override": str(case.id)})
    assert answer.status_code == 422
    assert [error["path"] for error in answer.json()["errors"]] == ["override"]


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "1e3", "٣", "1\x00"])
def test_a_number_in_an_address_is_small_or_none(us: Team, number: str) -> None:
    page = signed_in(Person.objects.get(id=us.supervisor.id))
    for address in ("/matches/", "/reports/import/"):
        assert page.get(address, {"from": number}).status_code in (200, 302), address


def test_nul_is_taken_out_of_every_box_of_a_form(us: Team, case: Case) -> None:
    page = signed_in(Person.objects.get(id=us.officer.id))
    sent = {"do": "sign\x00", "ask-reason": "Por\x00 favor", "evidence": "Se\x00 vio", "version": "1\x00"}
    assert page.post(f"/cases/{case.id}/do/record_family_risk/", sent).status_code < 500
    task = {"text": "Llamar\x00 a la tía", "due": "3\x00"}
    page.post(f"/cases/{case.id}/tasks/", task)
    look = {"number": "MEX\x00", "reason": "Accidente\x00 en carretera", "minutes": "5\x00"}
    assert page.post("/break-glass/", look).status_code < 500


class TestRepeated:
    def test_same_key_same_body(self, officer: Client, case: Case) -> None:
        key, path = {"Idempotency-Key": unique("k")}, f"/cases/{case.id}/records/record_family_risk"
        first, again = post(officer, path, RISK, **key), post(officer, path, RISK, **key)
        assert first.status_code == again.status_code == 200
        assert first.json() == again.json()
        assert len(chain_of(case)) == 2

    def test_same_key_other_body(self, officer: Client, case: Case) -> None:
        key, path = {"Idempotency-Key": unique("k")}, f"/cases/{case.id}/records/record_family_risk"
        post(officer, path, RISK, **key)
        other = post(officer, path, RISK | {"evidence": "Otra cosa"}, **key)
        assert other.status_code == 422
        assert other.json()["errors"][0]["path"] == "Idempotency-Key"

    def test_same_key_other_case(self, us: Team, officer: Client, case: Case) -> None:
        key = {"Idempotency-Key": unique("k")}
        post(officer, f"/cases/{case.id}/records/record_family_risk", RISK, **key)
        assert post(officer, f"/cases/{child(us).id}/records/record_family_risk", RISK, **key).status_code == 422

    def test_another_person_s_key_is_another_key(self, us: Team, officer: Client, case: Case) -> None:
        key, path = {"Idempotency-Key": unique("k")}, f"/cases/{case.id}/records/record_family_risk"
        other = with_token(Person.objects.get(id=us.supervisor.id))
        assert post(officer, path, RISK, **key).json() != post(other, path, RISK, **key).json()
        assert len(chain_of(case)) == 3

    def test_refusals_are_not_remembered(self, us: Team, officer: Client, case: Case) -> None:
        key, path = {"Idempotency-Key": unique("k")}, f"/cases/{case.id}/actions/execute_return"
        for _ in range(2):
            assert post(officer, path, {}, **key).status_code == 409
        assert len(chain_of(case)) == 3
        with connected("owner") as owner:
            assert count(owner, "ui_idempotentresponse", "key = %(key)s", key=key["Idempotency-Key"]) == 0

    def test_bad_input_is_not_remembered(self, officer: Client, case: Case) -> None:
        key, path = {"Idempotency-Key": unique("k")}, f"/cases/{case.id}/records/record_family_risk"
        assert post(officer, path, {}, **key).status_code == 422
        assert post(officer, path, RISK, **key).status_code == 200

    def test_a_signature_is_given_once(self, us: Team, case: Case) -> None:
        key = {"Idempotency-Key": unique("k")}
        body = {"action": "record_family_risk", "input": RISK, "reason": "Leído y de acuerdo"}
        supervisor = with_token(Person.objects.get(id=us.supervisor.id))
        first, again = (post(supervisor, f"/cases/{case.id}/signatures", body, **key) for _ in range(2))
        assert (first.status_code, first.json()) == (201, again.json())
        assert len(chain_of(case)) == 2

    def test_a_file_is_put_on_record_once(self, officer: Client, case: Case) -> None:
        key, path = {"Idempotency-Key": unique("k")}, f"/api/v1/cases/{case.id}/files"
        answers = [
            officer.post(path, {"file": BytesIO(content), "kind": "other"}, headers=key)
            for content in (picture(), picture(), picture() + b"x")
        ]
        assert [answer.status_code for answer in answers] == [201, 201, 422]
        assert answers[0].json() == answers[1].json()
        assert len(chain_of(case)) == 2

    def test_a_token_is_revoked_once_and_a_code_is_given_once(self) -> None:
        who, keeper = person("auditor"), with_token(person("administrator"))
        mine, token = with_token(who), Token.objects.get(hash=token_hash(issue_token(who)))
        key = {"Idempotency-Key": unique("k")}
        assert [mine.delete(f"/api/v1/tokens/{token.id}", headers=key).status_code for _ in range(2)] == [204, 204]
        assert mine.delete(f"/api/v1/tokens/{token.id}").status_code == 404
        key = {"Idempotency-Key": unique("k")}
        asked = {"reason": "La pidió en persona", "second_factor_lost": False}
        first, again = (post(keeper, f"/people/{who.id}/reset-codes", asked, **key) for _ in range(2))
        assert first.status_code == 201
        assert first.json() == again.json()
        with connected("owner") as owner:
            kept = owner.execute("select answer::text from ui_idempotentresponse where key = %s", list(key.values()))
            assert first.json()["code"] not in str(kept.fetchone())

    def test_still_running(self, us: Team, officer: Client, case: Case) -> None:
        from amparo.cases.perform import pipeline as module

        key, path = {"Idempotency-Key": unique("k")}, f"/cases/{case.id}/records/record_family_risk"
        entered, leave, real = threading.Event(), threading.Event(), module._perform

        def slow(*given: Any, **named: Any) -> Any:
            entered.set()
            leave.wait(120)
            return real(*given, **named)

        with mock.patch.object(module, "_perform", slow):
            found: list[Any] = []
            thread = threading.Thread(
                target=lambda: (found.append(post(officer, path, RISK, **key)), connection.close())
            )
            thread.start()
            assert entered.wait(120)
            second = post(with_token(Person.objects.get(id=us.officer.id)), path, RISK, **key)
            leave.set()
            thread.join(120)
        assert (second.status_code, second.json()["type"].rsplit("/", 1)[1]) == (409, "in-progress")
        assert found[0].status_code == 200

    def test_at_the_same_moment_it_is_done_once(self, us: Team, case: Case) -> None:
        key, path = {"Idempotency-Key": unique("k")}, f"/cases/{case.id}/records/record_family_risk"
        who = Person.objects.get(id=us.officer.id)
        clients = [with_token(who) for _ in range(4)]
        calls = [partial(lambda client: post(client, path, RISK, **key).status_code, client) for client in clients]
        found = at_once(*calls)
        assert set(found) <= {200, 409}
        assert 200 in found
        assert len(chain_of(case)) == 2

    def test_a_first_write_that_fails_leaves_its_key_free(self, us: Team, case: Case) -> None:
        """Each found the other's key, and looked for its answer when it had been taken away: a 500."""
        key, path = {"Idempotency-Key": unique("k")}, f"/cases/{case.id}/records/record_family_risk"
        who, wrong = Person.objects.get(id=us.officer.id), {"family_implicated": "perhaps"}
        clients = [with_token(who) for _ in range(6)]
        calls = [partial(lambda client: post(client, path, wrong, **key).status_code, client) for client in clients]
        assert set(at_once(*calls)) <= {409, 422}
        assert post(clients[0], path, RISK, **key).status_code == 200
        assert len(chain_of(case)) == 2

    @pytest.mark.parametrize("key", ["x" * 201, "a\u200bb"])
    def test_odd_keys(self, officer: Client, case: Case, key: str) -> None:
        path = f"/cases/{case.id}/records/record_family_risk"
        assert post(officer, path, RISK, **{"Idempotency-Key": key}).status_code == 422

    def test_a_page_sent_twice_registers_once_or_asks(self, us: Team) -> None:
        client = signed_in(Person.objects.get(id=us.officer.id))
        four = {
            "names.given": unique("Lia"), "names.first_surname": unique("Toj"), "sex": "female",
            "age_or_birth.age_years": "9", "with_whom": "unaccompanied", "protection_agency": str(us.agency.id),
        }  # fmt: skip
        assert client.post("/cases/new/", four).status_code == 302
        assert client.post("/cases/new/", four).status_code == 409, "the same child again: compare"


class TestPages:
    def test_what_was_typed_survives_a_mistake(self, us: Team, case: Case) -> None:
        client = signed_in(Person.objects.get(id=us.officer.id))
        response = client.post(f"/cases/{case.id}/do/record_family_risk/", {"evidence": "Lo que ella contó"})
        assert response.status_code == 422
        assert "Lo que ella contó" in response.content.decode()

    def test_the_second_sees_what_changed_and_loses_nothing(self, us: Team, case: Case) -> None:
        first, second = (signed_in(Person.objects.get(id=who.id)) for who in (us.officer, us.supervisor))
        path = f"/cases/{case.id}/do/record_family_risk/"
        typed = {"family_implicated": "no", "version": "1"}
        assert first.post(path, typed | {"evidence": "Primera"}).status_code == 302
        response = second.post(path, typed | {"evidence": "Segunda, con cuidado"})
        html = response.content.decode()
        assert response.status_code == 412
        assert "Segunda, con cuidado" in html
        assert us.officer.name in html, "who changed it"
        assert 'name="version" value="2"' in html
        assert second.post(path, typed | {"evidence": "Segunda, con cuidado", "version": "2"}).status_code == 302

    @pytest.mark.parametrize(
        "typed", [{"evidence": "\x00"}, {"evidence": "x" * 6000}, {"family_implicated": "bid_decided"},
                  {"occurred_at-day": "31", "occurred_at-month": "2", "occurred_at-year": "x"}, {"version": "9" * 40},
                  {"version": "٣"}, {"do": "nothing"}, {"evidence-add": "1"}, {"-remove": "1"}],
    )  # fmt: skip
    def test_odd_forms_are_answered(self, us: Team, case: Case, typed: dict[str, str]) -> None:
        client = signed_in(Person.objects.get(id=us.officer.id))
        for code in ("record_family_risk", "record_bid", "screen"):
            response = client.post(f"/cases/{case.id}/do/{code}/", typed)
            assert response.status_code in (200, 302, 400, 409, 412, 422), typed

    @pytest.mark.parametrize("query",
                             ["q=%00", "step=x", "step=99999", "age_from=-1", "cursor=zzz", "agency=1",
                              "q=" + "x" * 300, "q=" + "x" * 200, "q=" + "ab" * 60,
                                       "profile=x", "origin=" + "x" * 300, "age_to=999", "step=0",
                                       "limit=x"])  # fmt: skip
    def test_odd_searches(self, us: Team, query: str) -> None:
        client = signed_in(Person.objects.get(id=us.officer.id))
        for more in ("", "&format=csv"):
            assert client.get(f"/cases/?{query}{more}").status_code in (200, 302, 422)

    def test_a_search_keeps_what_of_it_can_be_read(self, us: Team) -> None:
        client = signed_in(Person.objects.get(id=us.officer.id))
        answer = client.get("/cases/?q=ana&age_from=doce&step=x&step=y&origin=GTM")
        html = answer.content.decode()
        assert answer.status_code == 422
        assert 'href="/cases/?origin=GTM"' in html, "the search can be removed"
        assert 'href="/cases/?q=ana"' in html, "and the filter"
        assert 'value="doce"' in html
        assert "Edad desde: escriba un número entero." in html
        assert "Paso: elija una de las opciones de la lista." in html

    @pytest.mark.parametrize("due", ["x", "-1", "400", "٣", "²", "9" * 5000])
    def test_odd_tasks(self, us: Team, case: Case, due: str) -> None:
        client = signed_in(Person.objects.get(id=us.officer.id))
        answer = client.post(f"/cases/{case.id}/tasks/", {"text": "Llamar a su tía", "due": due})
        assert answer.status_code == (302 if due == "٣" else 422)
        assert due == "٣" or "Llamar a su tía" in answer.content.decode(), "what was typed is not lost"

    def test_odd_uploads(self, us: Team, case: Case) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile

        client = signed_in(Person.objects.get(id=us.officer.id))
        for content, kind in ((b"", "photograph"), (b"<html>", "photograph"), (b"%PDF-1.7 broken", "x"), (b"MZ", "")):
            upload = SimpleUploadedFile("../../etc/passwd", content, content_type="image/jpeg")
            response = client.post(f"/cases/{case.id}/files/", {"file": upload, "kind": kind})
            assert response.status_code == 422


class TestOvernight:
    """A form left open: the session ended, and what was typed comes back to who typed it."""

    def left_open(self, us: Team, case: Case) -> tuple[Client, str, dict[str, str]]:
        client, path = signed_in(Person.objects.get(id=us.officer.id)), f"/cases/{case.id}/do/record_family_risk/"
        owner = owner_of_form(client, path)
        typed = {"evidence": "Lo que dijo anoche", "family_implicated": "yes", "owner": owner}
        return client, path, typed

    def test_it_comes_back_to_the_same_person(self, us: Team, case: Case) -> None:
        client, path, typed = self.left_open(us, case)
        with clock.at(clock.now() + IDLE + timedelta(hours=8)):
            away = client.post(path, typed)
            assert away["Location"] == f"/sign-in?next={path.replace('/', '%2F')}"
            client.force_login(Person.objects.get(id=us.officer.id))
            html = client.get(path).content.decode()
            assert "Lo que dijo anoche" in html
            assert "Lo que dijo anoche" not in client.get(path).content.decode(), "once"
        assert len(chain_of(case)) == 1, "nothing was done meanwhile"

    def test_the_session_does_not_hold_it_in_clear(self, us: Team, case: Case) -> None:
        client, path, typed = self.left_open(us, case)
        client.logout()
        client.post(path, typed)
        assert client.session["typed_before_sign_in"]
        row = a_row("django_session", "session_key = %(key)s", key=client.session.session_key)
        assert DatabaseSessions().decode(json.loads(row)["session_data"]) == {}, "Django's own way reads nothing"
        assert b"anoche" not in b64decode(json.loads(row)["session_data"])

    def test_it_does_not_come_back_to_another(self, us: Team, case: Case) -> None:
        client, path, typed = self.left_open(us, case)
        with clock.at(clock.now() + timedelta(hours=9)):
            client.post(path, typed)
            client.force_login(Person.objects.get(id=us.supervisor.id))
            assert "Lo que dijo anoche" not in client.get(path).content.decode()

    def test_nobody_can_plant_words_in_another_s_form(self, us: Team, case: Case) -> None:
        client, path, typed = self.left_open(us, case)
        client.logout()
        client.post(path, typed | {"owner": "forged"})
        client.force_login(Person.objects.get(id=us.officer.id))
        assert "Lo que dijo anoche" not in client.get(path).content.decode()


class TestNoDatabase:
    """The database is gone: everybody is told so, nothing is half done."""

    @pytest.fixture
    def gone(self) -> Any:
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))
            port = nobody.getsockname()[1]
        saved = dict(connection.settings_dict)
        yield lambda: (connection.close(), connection.settings_dict.update(HOST="127.0.0.1", PORT=str(port)))
        connection.close()
        connection.settings_dict.update(HOST=saved["HOST"], PORT=saved["PORT"])

    def test_pages_and_api_say_so(self, us: Team, case: Case, gone: Any) -> None:
        page, api = signed_in(Person.objects.get(id=us.officer.id)), with_token(Person.objects.get(id=us.officer.id))
        gone()
        for path in ("/", f"/cases/{case.id}/", "/sign-in", "/readyz"):
            response = page.get(path)
            assert response.status_code == 503, path
        for response in (api.get(f"/api/v1/cases/{case.id}"), post(api, f"/cases/{case.id}/actions/screen", {})):
            assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
        assert Client().get("/healthz").status_code == 200

    def test_the_page_that_says_so_needs_no_database(self, us: Team, gone: Any) -> None:
        client = signed_in(Person.objects.get(id=us.officer.id))
        gone()
        html = client.get("/cases/").content.decode()
        assert "<h1" in html
        assert "lang=" in html

    def test_lost_half_way_nothing_is_done(self, us: Team, case: Case, officer: Client) -> None:
        before, chain = rows(case), chain_of(case)
        with mock.patch("amparo.cases.perform.pipeline.create_tasks", side_effect=OperationalError("gone")):
            response = post(officer, f"/cases/{case.id}/records/record_family_risk", RISK)
        assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
        assert (rows(case), chain_of(case)) == (before, chain)


def test_whoever_asks_for_another_s_case_changes_nothing(case: Case) -> None:
    stranger = with_token(person("protection_officer"))
    before, chain = rows(case), chain_of(case)
    assert post(stranger, f"/cases/{case.id}/records/record_family_risk", RISK).status_code == 404
    assert post(stranger, f"/cases/{case.id}/records/record_family_risk", {"x": 1}).status_code == 404
    linked = FOUR_ANSWERS | {
        "names": {"given": word(), "first_surname": word()},
        "siblings": [str(case.id)],
    }
    response = post(stranger, "/cases", linked)
    assert response.status_code == 422
    assert json.loads(response.content)["errors"][0]["path"].startswith("siblings")
    assert (rows(case), chain_of(case)) == (before, chain)


@pytest.mark.parametrize("odd", ["a\x00b", "9" * 5000, "٣", "\udcff"])
def test_odd_values_in_the_query_of_a_list_never_break_it(us: Team, odd: str) -> None:
    """NUL, which no text of PostgreSQL holds; a number too long to read; digits of another script; half a letter."""
    who = Person.objects.get(id=us.supervisor.id)
    page, api = signed_in(who), with_token(who)
    value = quote(odd, errors="surrogateescape")
    for resource in RESOURCES.values():
        filters = "&".join(f"{name}={value}" for name in ("q", "from", *resource.filters.model_fields))
        for query in (filters, f"cursor={value}"):
            for client, path in ((page, resource.url), (api, f"/api/v1/{resource.name}")):
                assert client.get(f"{path}?{query}").status_code < 500, f"{path}?{query[:60]}"
