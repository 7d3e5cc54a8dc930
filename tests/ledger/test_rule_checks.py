"""The rules of the database itself: whoever changes one past the program is found."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection, transaction
from psycopg import sql

from amparo.config.commands.audit import verify_rules
from amparo.ledger.rule_checks import find_changed_rules
from tests.house.database import admin_conninfo, connected
from tests.ledger.test_events import as_auditor

__all__ = ["as_auditor"]
pytestmark = pytest.mark.xdist_group("chain")

WHOLE_FUNCTION = "create or replace function public.app_role() returns varchar language sql stable"
TAMPERING = {
    "drop policy readers_select on cases_case": "policy readers_select of cases_case: the",
    "alter policy readers_select on cases_case using (true)": "policy readers_select of cases_case: it is not as",
    "alter policy readers_select on cases_case to {web}": "policy readers_select of cases_case: it is not as",
    "create policy extra on cases_case using (true)": "policy extra of cases_case: the program declares none",
    "alter table cases_case disable row level security": "row-level security of cases_case: it is not as",
    "alter table ledger_event disable trigger event_is_only_added": "trigger event_is_only_added of ledger_event: it",
    "alter table ledger_event enable replica trigger node_chain_moves_on": "trigger node_chain_moves_on of",
    "drop trigger node_chain_moves_on on ledger_event": "trigger node_chain_moves_on of ledger_event: the program",
    "create trigger spy after insert on cases_case for each row execute function app_refuse_change()":
        "trigger spy of cases_case: the program declares none",
    "create rule hide as on delete to cases_case do instead nothing": "rule hide of cases_case: the",
    "grant delete on ledger_event to {web}": "right of {web} to delete ledger_event: the program declares none",
    "grant select on cases_case to public": "right of everybody to select cases_case: the program declares none",
    "grant update (hash) on ledger_event to {worker}": "right of {worker} to update ledger_event.hash: the program",
    "grant select on cases_case to {web} with grant option": "right of {web} to select cases_case: it is not as",
    "revoke select on cases_case from {web}": "right of {web} to select cases_case: the",
    f"{WHOLE_FUNCTION} security definer set search_path = pg_catalog, pg_temp as $$ select 'consul' $$":
        "function app_role(): it is not as",
    "alter function app_role() security invoker": "function app_role(): it is not as",
    "alter function app_role() reset search_path": "function app_role(): it is not as",
    "create function more() returns int language sql security definer as 'select 1'": "function more(): the program",
    "create function procrastinate_more() returns int language sql security definer as 'select 1'":
        "function procrastinate_more(): the program declares none",
    "revoke execute on function app_role() from public": "right of everybody to execute app_role(): the program",
    "create view every_case as select * from cases_case": "table every_case: the program declares none",
    "grant create on schema public to {web}": "{web} may create in schema public",
    "grant temporary on database {database} to {web}": "{web} may temporary in the database",
}  # fmt: skip


def named(words: str) -> str:
    database = connection.settings_dict["NAME"]
    return words.format(web=f"{database}_web", worker=f"{database}_worker", database=database)


@contextmanager
def changed_by_admin(change: str, undo: str) -> Iterator[None]:
    with psycopg.connect(admin_conninfo(), autocommit=True) as admin:
        try:
            admin.execute(sql.SQL(named(change)))  # type: ignore[arg-type]
            yield
        finally:
            admin.execute(sql.SQL(named(undo)))  # type: ignore[arg-type]


def test_the_rules_of_a_node_are_those_that_the_program_declares(as_auditor: None) -> None:
    assert find_changed_rules() == []


@pytest.mark.parametrize("change", TAMPERING)
def test_a_changed_rule_is_named(change: str, as_auditor: None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(named(change))
        faults = find_changed_rules()
        transaction.set_rollback(True)
    assert any(fault.startswith(("database, ", "database: ")) for fault in faults)
    assert [fault for fault in faults if named(TAMPERING[change]) in fault], faults
    assert len(faults) <= 2 or change.startswith("create"), faults  # what was made has rights of its own


@pytest.mark.parametrize("flag", ["superuser", "bypassrls", "createrole", "createdb", "replication"])
def test_a_role_that_may_too_much_is_named(flag: str, as_auditor: None) -> None:
    with changed_by_admin(f"alter role {{web}} {flag}", f"alter role {{web}} no{flag}"):
        assert [fault for fault in find_changed_rules() if named("{web} is a superuser") in fault]


def test_a_login_role_that_may_act_as_another_is_named(as_auditor: None) -> None:
    with changed_by_admin("grant {worker} to {web}", "revoke {worker} from {web}"):
        assert find_changed_rules() == [
            named("database: {web} may act as {worker}, and the program gave no such right")
        ]


def test_a_dropped_function_is_named(as_auditor: None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("drop function app_signs(uuid) cascade")
        faults = find_changed_rules()
        transaction.set_rollback(True)
    assert any("app_signs" in fault for fault in faults), faults


def declared_by_a_process(seed: str) -> str:
    """What a process of this order of sets would install."""
    program = (
        "import django; django.setup()\n"
        "from amparo.ledger.rls import *; print(list_functions(), dict(POLICIES), dict(EVENT_POLICIES), dict(OPEN))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
    )
    return found.stdout.decode()


def test_every_process_declares_the_same() -> None:
    assert declared_by_a_process("1") == declared_by_a_process("2")


def test_the_command_names_what_it_finds(capsys: pytest.CaptureFixture[str], as_auditor: None) -> None:
    assert verify_rules() == 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("alter table cases_case disable row level security")
        assert verify_rules() == 1
        transaction.set_rollback(True)
    assert "row-level security of cases_case" in capsys.readouterr().err


def test_looking_leaves_nothing_and_waits_for_nobody(as_auditor: None) -> None:
    with connected("web") as web:
        web.execute("select 1 from ledger_event limit 1")
        web.execute("lock table django_session in row exclusive mode")
        assert find_changed_rules() == []
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_class where relnamespace = pg_my_temp_schema()")
        assert cursor.fetchone() == (0,)
