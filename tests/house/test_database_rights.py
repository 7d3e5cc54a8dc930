"""What the login roles could do to the database past our code: nothing but what the program needs."""

from __future__ import annotations

import re
from typing import Any

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from amparo.accounts.models import Person
from tests.factories import person
from tests.house.database import connected

LOGINS = ("web", "worker")
NOT_OF_AN_EXTENSION = "not exists (select 1 from pg_depend where objid = p.oid and deptype = 'e')"
OUR_FUNCTIONS = f"pronamespace = 'public'::regnamespace and {NOT_OF_AN_EXTENSION}"
UNQUALIFIED = re.compile(
    r"(?:\b(?:from|join|into|update)\s+(?!public\.|only\b|unnest\b|\()[a-z_]+)|(?<![.\w])app_\w+\s*\(", re.IGNORECASE
)


def _functions() -> list[Any]:
    with connected("owner") as owner:
        return owner.execute(
            "select proname, prosecdef, proconfig, prosrc, rolsuper, rolbypassrls from pg_proc p "
            f"join pg_roles r on r.oid = proowner where {OUR_FUNCTIONS} and proname like 'app\\_%%'"
        ).fetchall()


def test_the_owner_of_the_tables_is_no_superuser() -> None:
    with connected("owner") as owner:
        flags = owner.execute(
            "select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication from pg_roles "
            "where rolname = current_user"
        ).fetchone()
    assert flags == (False,) * 5


def test_every_function_has_a_fixed_path_and_names_every_object_with_its_schema() -> None:
    found = _functions()
    assert len(found) > 15
    for name, _, settings, body, is_superuser, bypasses in found:
        assert settings == ["search_path=pg_catalog, pg_temp"], name
        assert (is_superuser, bypasses) == (False, False), name
        assert not UNQUALIFIED.findall(body), name


def test_no_other_function_runs_as_its_owner() -> None:
    """Those of packages (the queue's) run as whoever calls them."""
    with connected("owner") as owner:
        others = owner.execute(
            f"select proname from pg_proc p where prosecdef and {OUR_FUNCTIONS} and proname not like 'app\\_%%'"
        ).fetchall()
    assert others == []


@pytest.mark.parametrize("role", LOGINS)
@pytest.mark.parametrize(
    "made",
    [
        "create table mine (id int)",
        "create temporary table accounts_person (id uuid, role text, agency_id uuid, is_active bool)",
        "create temporary view accounts_person as select 1",
        "create function mine() returns int language sql as 'select 1'",
        "create function pg_temp.mine() returns int language sql as 'select 1'",
        "create type mine as enum ('a')",
        "create schema mine",
        "alter function app_role() set search_path = public",
        "alter table ledger_event disable trigger event_is_only_added",
        "set session_replication_role = replica",
    ],
)
def test_a_login_role_makes_nothing(role: str, made: str) -> None:
    with connected(role) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(made)


def test_a_session_cannot_stand_in_for_who_reads() -> None:
    """What was tried: one's own table of people, which made a web session the owner's."""
    consul = person("consul")
    with connected("web", consul.id) as web:
        for path in ("pg_temp, public", "public, pg_catalog", '"$user", public'):
            web.execute("select set_config('search_path', %s, false)", [path])
            assert _role(web) == "consul"
        with pytest.raises(InsufficientPrivilege):
            web.execute("create temporary table accounts_person as select * from public.accounts_person")
    assert Person.objects.get(id=consul.id).role == "consul"


def _role(connection: psycopg.Connection[Any]) -> str:
    row = connection.execute("select public.app_role()").fetchone()
    assert row
    return str(row[0])


CHANGEABLE = {
    "cases_case": {"last_seq", "last_hash", "country"},
    "cases_involvement": {"ended_at", "officer_id"},
    "cases_approval": {"used_at"},
    "cases_deadline": {"due_at", "escalated_at", "closed_at", "person"},
    "cases_task": {"done_at", "done_by", "person"},
    "cases_emergencylook": {"reviewed_at", "reviewed_by", "justified", "review"},
    "registry_kinship": {"ended_at"},
    "registry_storedfile": {"entry", "kind", "compartment_name"},
    "ledger_event": set(),
    "ledger_nodechain": set(),
    "accounts_token": {"revoked_at"},
    "accounts_resetcode": {"used_at"},
    "cases_reading": set(),
} | {f"cases_{name}statement": set() for name in ("general", "protection", "trafficking", "health", "whereabouts")}


@pytest.mark.parametrize("role", LOGINS)
@pytest.mark.parametrize("table", CHANGEABLE)
def test_a_login_role_changes_only_what_the_program_writes(table: str, role: str) -> None:
    with connected(role) as connection:
        columns = connection.execute(
            "select column_name from information_schema.columns where table_schema = 'public' and table_name = %s "
            "and has_column_privilege(current_user, 'public.' || table_name, column_name, 'update')",
            [table],
        ).fetchall()
        may_delete = connection.execute("select has_table_privilege(current_user, %s, 'delete')", [table]).fetchone()
    assert {name for (name,) in columns} == CHANGEABLE[table]
    assert may_delete == (False,)
