"""Rows that their events do not tell of: whoever writes to a table past the program is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from amparo.cases.models import Case
from amparo.ledger.row_checks import ROW_CHECKS
from amparo.ledger.verification import Verification, verify_chains
from tests.house.world import Life, full_life
from tests.ledger.test_events import as_auditor

__all__ = ["as_auditor"]
pytestmark = pytest.mark.xdist_group("chain")


@pytest.fixture(scope="module")
def life(django_db_blocker: Any) -> Life:
    """A child with statements in every compartment, involvements, approvals and a file."""
    with django_db_blocker.unblock():
        return full_life()


@contextmanager
def written_by_nobody(query: str, **named: Any) -> Iterator[Verification]:
    """What verification finds after a change made with SQL as the owner, undone at the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, named)
        assert cursor.rowcount, "nothing was changed"
        yield verify_chains(named["case"])
        transaction.set_rollback(True)


def test_an_untouched_case_is_whole(life: Life, as_auditor: None) -> None:
    assert verify_chains(life.case.id).faults == []


@pytest.mark.parametrize("table", sorted(name for name, check in ROW_CHECKS.items() if not check.of_node))
def test_every_table_has_rows_to_try_with(table: str, life: Life, as_auditor: None) -> None:
    assert ROW_CHECKS[table].read([life.case.id])[life.case.id]


COPIED = """
insert into {table}
select (jsonb_populate_record(one, %(changed)s)).* from {table} one where case_id = %(case)s limit 1
"""
A_NEW_ROW: dict[str, dict[str, Any]] = {
    "cases_involvement": {"ground": "care", "ended_at": None},
    "cases_approval": {"kind": "override"},
    "registry_storedfile": {"stored_as": "another"},
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
    ("cases_approval", "used_at = case when used_at is null then now() end", "is_used"),
    ("cases_approval", "by = gen_random_uuid()", "by"),
    ("cases_approval", "supervisor = not supervisor", "supervisor"),
    ("cases_approval", "expires_at = expires_at + interval '1 day'", "expires_at"),
    ("cases_generalstatement", """body = body || '{"more": 1}'""", "body"),
    ("cases_protectionstatement", "by = gen_random_uuid()", "by"),
    ("cases_healthstatement", "agency = gen_random_uuid()", "agency"),
    ("cases_traffickingstatement", "act = 'other'", "act"),
    ("cases_whereaboutsstatement", "occurred_at = occurred_at - interval '1 day'", "occurred_at"),
    ("registry_storedfile", "sha256 = repeat('0', 64)", "sha256"),
    ("registry_storedfile", "compartment_name = 'trafficking'", "compartment"),
]


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
