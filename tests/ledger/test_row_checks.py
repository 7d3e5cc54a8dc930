"""Rows that their events do not tell of: whoever writes to a table past the program is found."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection, transaction
from django.db.models import ManyToOneRel

from amparo.accounts.resets import issue_reset_code
from amparo.accounts.selectors import find_token, token_hash
from amparo.accounts.steps import add_person, set_password
from amparo.accounts.tokens import issue_token, revoke_token
from amparo.cases.models import Case
from amparo.cases.reading_seals import compute_sealed, seal_readings
from amparo.ledger.actor import KEEPER
from amparo.ledger.events import unseal_event
from amparo.ledger.models import Event
from amparo.ledger.row_checks import ROW_CHECKS, OpenedEvent, find_row_differences
from amparo.ledger.verification import Verification, verify_chains
from tests.callers import post, with_token
from tests.factories import Team, person, team, unique
from tests.house.world import Life, full_life
from tests.ledger.test_events import _as_web, as_auditor
from tests.protection.test_sharing import partner
from tests.returns.test_ending import came_of_age_and_closed
from tests.returns.test_reachable import freed, looked_after, with_family
from tests.returns.ways import home_again
from tests.tracing.reports import bulletin, report

__all__ = ["as_auditor"]
pytestmark = pytest.mark.xdist_group("chain")


@pytest.fixture(scope="module")
def life(django_db_blocker: Any) -> Life:
    """A child with statements in every compartment, involvements, approvals and a file."""
    with django_db_blocker.unblock():
        return full_life()


@pytest.fixture(scope="module")
def searched(django_db_blocker: Any) -> UUID:
    """The report of a missing child with a bulletin."""
    with django_db_blocker.unblock():
        us = team()
        found = report(us)
        bulletin(found, us.officer, partner("police"))
        return found.id


@contextmanager
def written_by_nobody(query: str, **named: Any) -> Iterator[Verification]:
    """What verification finds after a change made with SQL as the owner, undone at the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, named)
        assert cursor.rowcount, "nothing was changed"
        yield verify_chains([named["case"]])
        transaction.set_rollback(True)


def test_an_untouched_case_is_whole(life: Life, as_auditor: None) -> None:
    assert verify_chains([life.case.id]).faults == []


@pytest.mark.parametrize("walk", [looked_after, freed, with_family, home_again, came_of_age_and_closed])
def test_whatever_acts_do_their_events_tell(walk: Callable[[Team], Case], as_auditor: None) -> None:
    """A placement that ended after its event, by a subscriber, was in none."""
    with _as_web():
        us = team()
        case = walk(us)
    assert verify_chains([case.id]).faults == []


@pytest.mark.parametrize("table", sorted(name for name, check in ROW_CHECKS.items() if not check.of_node))
def test_every_table_has_rows_to_try_with(table: str, life: Life, searched: UUID, as_auditor: None) -> None:
    assert ROW_CHECKS[table].read([life.case.id, searched])


def test_an_untouched_report_is_whole(searched: UUID, as_auditor: None) -> None:
    assert verify_chains([searched]).faults == []


COPIED = """
insert into {table}
select (jsonb_populate_record(one, %(changed)s)).* from {table} one where case_id = %(case)s limit 1
"""
A_NEW_ROW: dict[str, dict[str, Any]] = {
    "cases_involvement": {"ground": "care", "ended_at": None},
    "cases_approval": {"kind": "override"},
    "registry_storedfile": {"stored_as": "another"},
    "cases_deadline": {"closed_at": "2026-01-01T00:00:00Z"},
    "cases_task": {"code": "manual"},
    "cases_emergencylook": {"reason": "otra"},
    "registry_kinship": {"ended_at": "2026-01-01T00:00:00Z"},
} | {
    f"cases_{compartment}statement": {"seq": 90_000}
    for compartment in ("general", "protection", "trafficking", "health", "whereabouts")
}


@pytest.mark.parametrize("table", A_NEW_ROW)
def test_a_row_without_an_event_is_named(table: str, life: Life, as_auditor: None) -> None:
    row = str(UUID(int=7))
    changed = json.dumps(A_NEW_ROW[table] | {"id": row, "entry": row})
    with written_by_nobody(COPIED.format(table=table), case=life.case.id, changed=changed) as found:
        [fault] = found.faults
        assert fault.startswith(f"{life.case.id}, {table} ")
        assert fault.endswith("no event tells of this row")


GONE = "delete from {table} where id = (select id from {table} where case_id = %(case)s and {which} limit 1)"


@pytest.mark.parametrize("table", A_NEW_ROW)
def test_a_row_that_is_gone_is_named(table: str, life: Life, as_auditor: None) -> None:
    which = "entry is not null" if table == "registry_storedfile" else "true"
    with written_by_nobody(GONE.format(table=table, which=which), case=life.case.id) as found:
        [fault] = found.faults
        assert fault.startswith(f"{life.case.id}, {table} ")
        assert fault.endswith("an event tells of this row, and it is gone")


CHANGES = [
    ("cases_case", "country = 'HND'", "country"),
    ("cases_case", "number = 'MEX-7Q4K2-M9XB1-0'", "number"),
    ("cases_case", "kind = 'report'", "kind"),
    ("cases_case", "opened_at = opened_at - interval '1 day'", "opened_at"),
    ("cases_involvement", "person_id = (select id from accounts_person limit 1)", "person"),
    ("cases_involvement", "role = 'consul'", "role"),
    ("cases_involvement", "roles = '{consul}'", "roles"),
    ("cases_involvement", "own_only = not own_only", "own_only"),
    ("cases_involvement", "ended_at = now()", "ended_at"),
    ("cases_involvement", "until = now()", "until"),
    ("cases_involvement", "officer_id = (select id from accounts_person limit 1)", "officer"),
    ("cases_approval", "input_hash = repeat('0', 64)", "input_hash"),
    ("cases_approval", "used_at = case when used_at is null then now() end", "used_at"),
    ("cases_approval", "by = gen_random_uuid()", "by"),
    ("cases_approval", "supervisor = not supervisor", "supervisor"),
    ("cases_approval", "expires_at = expires_at + interval '1 day'", "expires_at"),
    ("cases_generalstatement", """body = body || '{"more": 1}'""", "body"),
    ("cases_protectionstatement", "by = gen_random_uuid()", "by"),
    ("cases_healthstatement", "agency = gen_random_uuid()", "agency"),
    ("cases_traffickingstatement", "act = 'other'", "act"),
    ("cases_whereaboutsstatement", "occurred_at = occurred_at - interval '1 day'", "occurred_at"),
    ("cases_generalstatement", "recorded_at = recorded_at - interval '1 year'", "recorded_at"),
    ("registry_storedfile", "sha256 = repeat('0', 64)", "sha256"),
    ("registry_storedfile", "compartment_name = 'trafficking'", "compartment"),
    ("cases_deadline", "closed_at = now()", "closed_at"),
    ("cases_deadline", "due_at = due_at + interval '1 day'", "due_at"),
    ("cases_deadline", "agency = gen_random_uuid()", "agency"),
    ("cases_task", "done_at = now()", "done_at"),
    ("cases_task", "person = gen_random_uuid()", "person"),
    ("cases_task", """detail = detail || '{"more": 1}'""", "detail"),
    ("cases_task", "compartments = '{trafficking}'", "compartments"),
    ("cases_emergencylook", "reason = 'otra'", "reason"),
    ("cases_emergencylook", "until = until + interval '1 hour'", "until"),
    ("cases_emergencylook", "justified = true, reviewed_at = now()", "justified"),
    ("registry_kinship", "ended_at = now()", "ended_at"),
    ("registry_card", "name = 'Otra'", "name"),
    ("registry_card", "search = ''", "search"),
    ("registry_card", "closed = not closed", "closed"),
    ("registry_card", "born_to = born_to + 1", "born_to"),
    ("registry_card", "agency = gen_random_uuid()", "agency"),
    ("registry_caseprofile", "code = code || 'x'", "profiles"),
]
OF_A_REPORT = [
    ("tracing_bulletin", """content = content || '{"names": "Otra"}'""", "content"),
    ("tracing_bulletin", "withdrawn_at = now(), withdrawn_by = issued_by, reason = 'x'", "withdrawn_at"),
    ("tracing_bulletinrecipient", "acknowledged_at = now(), acknowledged_by = 'x'", "acknowledged_at"),
    ("tracing_reportcard", "state = 'withdrawn'", "state"),
    ("tracing_reportcard", "urgency = case urgency when 'high' then 'normal' else 'high' end", "urgency"),
]


@pytest.mark.parametrize(("table", "change", "column"), OF_A_REPORT)
def test_a_changed_column_of_a_report_is_named(
    table: str, change: str, column: str, searched: UUID, as_auditor: None
) -> None:
    with written_by_nobody(f"update {table} set {change} where case_id = %(case)s", case=searched) as found:
        assert any(f"{searched}, {table}" in fault and column in fault for fault in found.faults)


@pytest.mark.parametrize(("table", "change", "column"), CHANGES)
def test_a_changed_column_is_named(table: str, change: str, column: str, life: Life, as_auditor: None) -> None:
    of_case = "id" if table == "cases_case" else "case_id"
    with written_by_nobody(f"update {table} set {change} where {of_case} = %(case)s", case=life.case.id) as found:
        assert found.faults
        assert all(fault.startswith(f"{life.case.id}, ") for fault in found.faults)
        assert any(column in fault and fault.endswith("differ from the event") for fault in found.faults)


def test_a_key_that_nobody_destroyed_by_order_is_missed(life: Life, as_auditor: None) -> None:
    with written_by_nobody("update cases_case set sealing_key = null where id = %(case)s", case=life.case.id) as found:
        assert f"{life.case.id}: its key is gone: nobody erased it" in found.faults
        assert any("cases_generalstatement" in fault for fault in found.faults), "and its rows are still there"


def test_a_key_that_opens_nothing_is_named(life: Life, as_auditor: None) -> None:
    other = bytes(Case.objects.exclude(id=life.case.id).exclude(sealing_key=None)[0].sealing_key)
    query = "update cases_case set sealing_key = %(key)s where id = %(case)s"
    with written_by_nobody(query, case=life.case.id, key=other) as found:
        [fault] = found.faults
        assert "does not open" in fault


@pytest.fixture(scope="module")
def known(django_db_blocker: Any) -> dict[str, str]:
    """A person, a token and an institution that were added as people add them, with their events."""
    with django_db_blocker.unblock():
        auditor = add_person(unique("auditora"), "una frase larga", name="Ada", role="auditor")
        token, revoked = token_hash(issue_token(auditor)), issue_token(auditor)
        ended = find_token(revoked)
        assert ended
        with transaction.atomic():
            revoke_token(ended, by=KEEPER)
        closed = add_person(unique("cerrada"), "una frase larga", name="Eva", role="auditor")
        issue_reset_code(closed, reason="la pidió en persona", is_second_factor_lost=False)
        keeper = with_token(person("administrator"))
        given = {"name": unique("Casa"), "org_kind": "ngo", "country": "GTM", "verified": False, "active": True}
        answer = post(keeper, "/institutions", given)
        assert answer.status_code == 201
        return {
            "person": str(auditor.id),
            "token": token,
            "revoked": ended.hash,
            "closed": str(closed.id),
            "institution": answer.json()["id"],
        }


def _faults_of_the_node() -> set[str]:
    """Other tests add rows without events: what counts is what a change adds."""
    events = [
        OpenedEvent(event, unseal_event(event, None)) for event in Event.objects.filter(chain=None).order_by("seq")
    ]
    return set(find_row_differences({None: events}))


OF_THE_NODE = [
    ("update accounts_person set role = 'protection_supervisor' where id = %(person)s", "role differ"),
    ("update accounts_person set is_active = false where id = %(person)s", "is_active differ"),
    ("update accounts_person set username = 'otra' where id = %(person)s", "username differ"),
    ("update accounts_person set agency_id = (select id from accounts_agency limit 1) where id = %(person)s", "agency"),
    (
        "insert into accounts_person (id, username, name, role, password, email, language, is_active, demo, search, "
        "access_since) values (gen_random_uuid(), 'intrusa', 'Eva', 'consul', '', '', 'es', true, false, '', now())",
        "no event tells of this row",
    ),
    (
        "insert into accounts_token (id, person_id, name, hash, scopes, created_at, expires_at) "
     "values (gen_random_uuid(), %(person)s, '', repeat('0', 64), '{read}', now(), now() + interval '1 day')",
        "no event tells of this row",
    ),
    ("update accounts_token set hash = repeat('1', 64) where hash = %(token)s", "it is gone"),
    ("update accounts_token set person_id = (select id from accounts_person where id <> %(person)s limit 1) "
     "where hash = %(token)s", "person differ"),
    ("delete from accounts_token where hash = %(token)s", "it is gone"),
    ("update accounts_token set scopes = '{read,sensitive,write}' where hash = %(token)s", "scopes differ"),
    ("update accounts_token set expires_at = expires_at + interval '9 years' where hash = %(token)s", "expires_at"),
    ("update accounts_token set revoked_at = null where hash = %(revoked)s", "revoked_at differ"),
    ("update accounts_token set revoked_at = now() where hash = %(token)s", "revoked_at differ"),
    ("update accounts_resetcode set used_at = now() where person_id = %(closed)s", "used_at differ"),
    ("update accounts_resetcode set expires_at = now() where person_id = %(closed)s", "expires_at differ"),
    ("update accounts_resetcode set hash = repeat('2', 64) where person_id = %(closed)s", "no event tells of this row"),
    ("update directory_institution set phone = '1' where id = %(institution)s", "phone differ"),
    ("update directory_institution set name = 'Otra' where id = %(institution)s", "name differ"),
    ("update directory_institution set country = 'HND' where id = %(institution)s", "country differ"),
    ("delete from directory_institution where id = %(institution)s", "it is gone"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "told"), OF_THE_NODE)
def test_a_row_of_the_node_that_nobody_wrote_is_named(
    query: str, told: str, known: dict[str, str], as_auditor: None
) -> None:
    before = _faults_of_the_node()
    assert not [fault for fault in before if known["person"] in fault or known["institution"] in fault]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, known)
        assert cursor.rowcount
        added = _faults_of_the_node() - before
        transaction.set_rollback(True)
    assert added
    assert any(told in fault for fault in added)


def test_readers_of_an_event_that_it_was_not_written_for_are_named(life: Life, as_auditor: None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("alter table ledger_event disable trigger event_is_only_added")
        cursor.execute("update ledger_event set compartments = '{}' where chain = %s and seq = 2", [life.case.id])
        faults = verify_chains([life.case.id]).faults
        transaction.set_rollback(True)
    assert faults == [f"{life.case.id}, event 2: its readers are not those that it was written for"]


def test_a_password_or_second_factor_that_nobody_set_is_named(as_auditor: None) -> None:
    """Whoever writes a hash or copies a code app of their own to another person signs in as them."""
    person("auditor")
    who = add_person(unique("consul"), "una frase larga", name="Ada", role="auditor")
    TOTP.activate(who, generate_totp_secret())
    before = _faults_of_the_node()
    assert not [fault for fault in before if str(who.id) in fault]
    for query, told in (
        ("update accounts_person set password = 'pbkdf2_sha256$1$x$y' where id = %(who)s", "sha256 differ"),
        ("delete from mfa_authenticator where user_id = %(who)s", "it is gone"),
        ("update mfa_authenticator set user_id = (select id from accounts_person where id <> %(who)s limit 1) "
         "where user_id = %(who)s", "person differ"),
        ("update mfa_authenticator set data = jsonb_set(data, '{secret}', '\"x\"') where user_id = %(who)s", "sha256"),
        ("insert into mfa_authenticator (user_id, type, data, created_at) "
         "values (%(who)s, 'webauthn', '{}', now())", "no event tells of this row"),
    ):  # fmt: skip
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(query, {"who": who.id})
            added = _faults_of_the_node() - before
            transaction.set_rollback(True)
        assert any(told in fault for fault in added), query


def test_passwords_and_second_factors_that_people_change_are_told(as_auditor: None) -> None:
    who = add_person(unique("consul"), "una frase larga", name="Ada", role="auditor")
    TOTP.activate(who, generate_totp_secret())
    set_password(who, "otra frase larga")
    RecoveryCodes.activate(who)
    issue_reset_code(who, reason="la perdió", is_second_factor_lost=True)
    assert not [fault for fault in _faults_of_the_node() if str(who.id) in fault]


@pytest.fixture
def sealed_by_now(monkeypatch: pytest.MonkeyPatch, life: Life, searched: UUID, as_auditor: None) -> object:
    """The seals as they are, once everything until now is sealed; other tests may have written into older ones."""
    monkeypatch.setattr("amparo.cases.reading_seals._UNFINISHED", timedelta())
    seal_readings()
    return compute_sealed([])


def test_the_log_of_readings_is_sealed(life: Life, sealed_by_now: object) -> None:
    """Who looks where they should not cannot take the trace away, nor plant one of another."""
    assert ROW_CHECKS["cases_reading"].of_node
    for query in (
        "delete from cases_reading where id = (select id from cases_reading where case_id = %(case)s limit 1)",
        "update cases_reading set person = gen_random_uuid() where case_id = %(case)s",
        "insert into cases_reading (id, case_id, person, what, compartments, at) "
        "values (gen_random_uuid(), %(case)s, gen_random_uuid(), 'case', '{}', now() - interval '1 minute')",
    ):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(query, {"case": life.case.id})
            now = compute_sealed([])
            transaction.set_rollback(True)
        assert now != sealed_by_now, query


def _tables_of_a_case() -> list[str]:
    fields = Case._meta.get_fields(include_hidden=True)
    related = [one for one in fields if isinstance(one, ManyToOneRel) and one.field.column == "case_id"]
    return [one.related_model._meta.db_table for one in related]


def test_a_case_that_is_gone_with_its_whole_chain_is_missed(searched: UUID, sealed_by_now: object) -> None:
    """Nothing of it is left to compare: only the seal of the day on which it was opened tells."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("alter table ledger_event disable trigger event_is_only_added")
        for table in ("tracing_bulletinrecipient", *_tables_of_a_case()):
            cursor.execute(f"delete from {table} where case_id = %s", [searched])
        cursor.execute("delete from ledger_event where chain = %s", [searched])
        cursor.execute("delete from cases_case where id = %s", [searched])
        now = compute_sealed([])
        transaction.set_rollback(True)
    assert now != sealed_by_now


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("update ledger_event set actor = 'zz' where chain = %(case)s and seq = 3", "cannot be read"),
        ("update ledger_event set agency = 'zz' where chain = %(case)s and seq = 3", "cannot be read"),
        ("delete from ledger_nodechain", "node, event"),
    ],
)
def test_what_no_act_writes_is_named_and_hides_nothing(query: str, told: str, life: Life, as_auditor: None) -> None:
    """One malformed cell ended the command, and every other fault stayed unnamed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("alter table ledger_event disable trigger event_is_only_added")
        cursor.execute(query, {"case": life.case.id})
        cursor.execute("update cases_task set done_at = now() where case_id = %s", [life.case.id])
        faults = verify_chains([life.case.id, None]).faults
        transaction.set_rollback(True)
    assert any(told in fault for fault in faults)
    assert any("cases_task" in fault and "done_at differ" in fault for fault in faults)


def test_a_threshold_that_nobody_set_is_named(as_auditor: None) -> None:
    """Set high, it hides every possible duplicate of the country."""
    query = (
        "insert into registry_matchthreshold (id, country, least, why, by, at) "
        "values (gen_random_uuid(), 'MEX', 0.95, 'x', gen_random_uuid(), now())"
    )
    before = _faults_of_the_node()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query)
        added = _faults_of_the_node() - before
        transaction.set_rollback(True)
    assert any("registry_matchthreshold" in fault for fault in added)
