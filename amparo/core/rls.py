"""Row-level security: the second line behind the selectors, and what the login roles may do at all.

Apps declare a policy for each of their tables, or say why a table needs none; `install()` writes them all, after every
migration. Functions that look up the reader run as the owner of the tables, so that a policy does not depend on
another. A table that is neither protected nor declared open fails the build (`tests/house/test_rls.py`).

The web and the worker connect as `<database>_web` and `<database>_worker`, which own nothing and bypass nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from psycopg import sql

from amparo.core.models import (
    STATEMENT_TABLES,
    Approval,
    Case,
    Deadline,
    Draft,
    Event,
    NodeChain,
    Remembered,
    Task,
)


@dataclass(frozen=True, slots=True)
class Policy:
    """`see` guards reading and which rows may be changed, `write` the rows as they are written, and deleting; SQL.

    `grants`: what the web may do. `worker`: the worker sees every row, except while it works for a person, whose rows
    it then sees and no others.
    """

    table: str
    see: str
    write: str
    grants: str = "select, insert, update, delete"
    worker: bool = False


POLICIES: dict[str, Policy] = {}
OPEN: dict[str, str] = {}
FUNCTIONS: list[Callable[[], str]] = []
JUDGING = "case_id = (select app_judging())"


def protect(model: type[models.Model], *, see: str, write: str, grants: str = "", worker: bool = False) -> None:
    """Declare the policy of a table. The conditions may use the functions below."""
    table = model._meta.db_table
    POLICIES[table] = Policy(table, see, write, grants or "select, insert, update, delete", worker)


def leave_open(model: type[models.Model] | str, why: str) -> None:
    """Declare that a table holds nothing about a child, and why it may be read by every signed-in person."""
    OPEN[model if isinstance(model, str) else model._meta.db_table] = why


for table in STATEMENT_TABLES:
    protect(
        table,
        see=f"{JUDGING} or app_sees_entry(case_id, agency) and "
        f"('{table.compartment}' = any((select app_compartments())::text[]) or by = (select app_person()))",
        write=JUDGING,
        grants="select, insert",
    )
protect(
    Case,
    see="id = (select app_judging()) or app_sees(id)",
    write="id = (select app_judging())",
    worker=True,
    grants="select, insert, update",
)
protect(
    Event,
    see='"case" = (select app_judging()) or app_sees_entry("case", agency::uuid) and '
    "(compartments <@ (select app_compartments())::varchar[] or actor = (select app_person())::text)",
    write='"case" = (select app_judging()) or "case" is null',
    grants="select, insert",
)
protect(NodeChain, see="false", write="false", grants="select")  # the functions below look after it
# Lists look at many deadlines at once: the reader's cases are looked up once, not once a row.
protect(
    Deadline,
    see=f"{JUDGING} or case_id in (select app_cases()) and compartments <@ (select app_compartments())::varchar[]",
    write=JUDGING,
    worker=True,
    grants="select, insert, update",
)
_MY_TASK = "(person = (select app_person()) or agency = (select app_agency()) and role in ('', (select app_role())))"
protect(
    Task,
    see=f"{JUDGING} or compartments <@ (select app_compartments())::varchar[] and "
    f"(case when case_id is null then {_MY_TASK} else app_sees_whole(case_id) or {_MY_TASK} end)",
    write="true",
    worker=True,
    grants="select, insert, update",
)
protect(
    Approval,
    see=f"{JUDGING} or app_sees_whole(case_id) or by = (select app_person())",
    write=f"{JUDGING} or app_sees(case_id) and by = (select app_person())",
    grants="select, insert, update",
)
protect(
    Draft,
    see="person = (select app_person()) or wants <> '' and app_signs(case_id)",
    write="person = (select app_person())",
)
protect(Remembered, see="person = (select app_person())", write="person = (select app_person())", worker=True)
leave_open("django_migrations", "names of migrations")
leave_open("django_content_type", "names of tables")
leave_open("auth_permission", "unused names that Django's own app makes")
leave_open("auth_group", "unused")
leave_open("auth_group_permissions", "unused")
leave_open("django_session", "opaque keys; needed before anybody is known")


_BASE_FUNCTIONS = """
create or replace function app_person() returns uuid language sql stable as
  $$ select nullif(current_setting('app.person', true), '')::uuid $$;
create or replace function app_judging() returns uuid language sql stable as
  $$ select nullif(current_setting('app.judging', true), '')::uuid $$;
create or replace function app_end_of_node_chain() returns table (seq integer, hash varchar)
  language sql stable security definer set search_path = public as
  $$ select last_seq, last_hash from core_nodechain $$;
create or replace function app_move_end_of_node_chain() returns trigger
  language plpgsql security definer set search_path = public as
  $$ begin update core_nodechain set last_seq = new.seq, last_hash = new.hash; return null; end $$;
create or replace trigger node_chain_moves_on after insert on core_event
  for each row when (new."case" is null) execute function app_move_end_of_node_chain();
create or replace function app_event_exists(prefix text) returns boolean
  language sql stable security definer set search_path = public as
  $$ select exists (select 1 from core_event where hash like prefix || '%' and length(prefix) >= 20) $$;
create or replace function app_refuse_change() returns trigger language plpgsql as
  $$ begin raise exception 'events are only ever added'; end $$;
create or replace trigger event_is_only_added before update or delete or truncate on core_event
  for each statement execute function app_refuse_change();
"""


def install(web: str, worker: str) -> None:
    """Write functions, policies and grants for the two login roles. Idempotent; run as the owner after migrating.

    Raises `ValueError` naming the tables that are neither protected nor declared open.
    """
    undeclared = sorted(_tables() - POLICIES.keys() - OPEN.keys())
    if undeclared:
        raise ValueError(f"no policy for {', '.join(undeclared)}: declare one with protect() or leave_open()")
    with connection.cursor() as cursor:
        cursor.execute(_BASE_FUNCTIONS)
        for function in FUNCTIONS:
            cursor.execute(function())
        for role in (web, worker):
            cursor.execute(sql.SQL("grant usage on schema public to {}").format(sql.Identifier(role)))
            cursor.execute(sql.SQL("grant usage on all sequences in schema public to {}").format(sql.Identifier(role)))
        for policy in POLICIES.values():
            _install_policy(cursor, policy, web, worker)
        for table in OPEN:
            _grant(cursor, table, "select, insert, update, delete", web, worker)


def _tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        return {row[0] for row in cursor.fetchall()}


def _grant(cursor: Any, table: str, rights: str, *roles: str) -> None:
    for role in roles:
        cursor.execute(sql.SQL("revoke all on {} from {}").format(sql.Identifier(table), sql.Identifier(role)))
        cursor.execute(
            sql.SQL("grant {} on {} to {}").format(sql.SQL(rights), sql.Identifier(table), sql.Identifier(role))
        )


def _install_policy(cursor: Any, policy: Policy, web: str, worker: str) -> None:
    table = sql.Identifier(policy.table)
    cursor.execute(sql.SQL("alter table {} enable row level security").format(table))
    _grant(cursor, policy.table, policy.grants, web, worker)
    see, write = sql.SQL(policy.see), sql.SQL(policy.write)
    every = sql.SQL("(select app_person()) is null")
    _policies(cursor, table, "readers", sql.SQL("public"), see, write)
    if policy.worker:
        _policies(cursor, table, "worker", sql.Identifier(worker), every, every)


def _policies(
    cursor: Any, table: sql.Identifier, name: str, to: sql.Composable, see: sql.Composable, write: sql.Composable
) -> None:
    """One policy for each verb: who sees a row may not therefore delete it."""
    conditions = {
        "select": sql.SQL("using ({})").format(see),
        "insert": sql.SQL("with check ({})").format(write),
        "update": sql.SQL("using ({}) with check ({})").format(see, write),
        "delete": sql.SQL("using ({})").format(write),
    }
    cursor.execute(sql.SQL("drop policy if exists {} on {}").format(sql.Identifier(name), table))
    for verb, condition in conditions.items():
        policy = sql.Identifier(f"{name}_{verb}")
        cursor.execute(sql.SQL("drop policy if exists {} on {}").format(policy, table))
        cursor.execute(
            sql.SQL("create policy {} on {} for {} to {} {}").format(policy, table, sql.SQL(verb), to, condition)
        )
