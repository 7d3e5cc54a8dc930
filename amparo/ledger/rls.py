"""Row-level security: the second check behind the selectors.

Also the grants of the login roles. Apps declare a policy for each of their tables, or say why a table needs none;
`install()` writes them all, after every migration. Functions that look up the reader run as the owner of the tables, so
that a policy does not depend on another. A table that is neither protected nor declared open fails the build
(`tests/house/test_rls.py`).

The web and the worker connect as `<database>_web` and `<database>_worker`, which own nothing and bypass nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, models
from django.db.backends.utils import CursorWrapper as Cursor
from psycopg import sql

from amparo.ledger.models import Event, NodeChain
from amparo.ledger.registry import Registry

READ = "select"
ADD = "select, insert"
ADD_AND_CHANGE = "select, insert, update"
EVERYTHING = "select, insert, update, delete"


def add_and_change(*columns: str) -> str:
    """Return the right to add rows, and to change these columns alone."""
    return f"{ADD}, update ({', '.join(columns)})"


@dataclass(frozen=True, slots=True)
class Policy:
    """The row-level security of a table, as SQL conditions.

    `see`: rows that may be read and updated. `write`: rows as they may be written, and rows that may be deleted.
    `grants`: what the web role may do. `worker`: the worker sees all rows, except while it works for a person, when it
    sees only theirs.
    """

    table: str
    see: str
    write: str
    grants: str = EVERYTHING
    worker: bool = False


POLICIES: Registry[Policy] = Registry("policy of table")
EVENT_POLICIES: Registry[Policy] = Registry("further policy of events")
OPEN: Registry[OpenTable] = Registry("reason to leave open the table")
FUNCTIONS: Registry[Callable[[], str]] = Registry("set of SQL functions")
sql_functions = FUNCTIONS.register
"""Register a function that returns SQL functions for policies: `@sql_functions("cases")`."""


def protect(model: type[models.Model], *, see: str, write: str, grants: str = "", worker: bool = False) -> None:
    """Declare the policy of a table. The conditions may use the functions below."""
    table = model._meta.db_table
    POLICIES.add(table, Policy(table, see, write, grants or EVERYTHING, worker))


def widen_events(name: str, *, see: str, write: str) -> None:
    """Declare a further policy on events: a row is allowed if any policy allows it."""
    EVENT_POLICIES.add(name, Policy(Event._meta.db_table, see, write))


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table that everybody may read: why, and what the login roles may do."""

    why: str
    grants: str


def leave_open(model: type[models.Model] | str, why: str, *, grants: str = READ) -> None:
    """Declare that a table holds no data about a child, and why everybody may read it."""
    OPEN.add(model if isinstance(model, str) else model._meta.db_table, OpenTable(why, grants))


protect(Event, see="false", write="chain is null", grants=ADD)
protect(NodeChain, see="false", write="false", grants=READ)  # the functions below look after it
leave_open("django_migrations", "names of migrations")
leave_open("django_content_type", "names of tables")
leave_open("auth_permission", "unused names that Django's own app makes")
leave_open("auth_group", "unused")
leave_open("auth_group_permissions", "unused")
leave_open("django_session", "sealed; needed before anybody is known", grants=EVERYTHING)


SAFE_PATH = "set search_path = pg_catalog, pg_temp"
"""No object of a session stands in for one of ours: every name in a function has its schema (CVE-2018-1058)."""
DEFINER = f"language sql stable security definer {SAFE_PATH}"
"""A query that runs as the owner of the tables, whoever asks."""

_BASE_FUNCTIONS = f"""
create or replace function public.app_person() returns uuid language sql stable {SAFE_PATH} as
  $$ select nullif(current_setting('app.person', true), '')::uuid $$;
create or replace function public.app_end_of_node_chain() returns table (seq integer, hash varchar) {DEFINER} as
  $$ select last_seq, last_hash from public.ledger_nodechain $$;
create or replace function public.app_move_end_of_node_chain() returns trigger
  language plpgsql security definer {SAFE_PATH} as
  $$ begin update public.ledger_nodechain set last_seq = new.seq, last_hash = new.hash; return null; end $$;
create or replace trigger node_chain_moves_on after insert on public.ledger_event
  for each row when (new.chain is null) execute function public.app_move_end_of_node_chain();
create or replace function public.app_event_exists(prefix text) returns boolean {DEFINER} as
  $$ select exists (select 1 from public.ledger_event where hash like prefix || '%' and length(prefix) >= 20) $$;
create or replace function public.app_refuse_change() returns trigger language plpgsql {SAFE_PATH} as
  $$ begin raise exception 'events are only ever added'; end $$;
create or replace trigger event_is_only_added before update or delete or truncate on public.ledger_event
  for each statement execute function public.app_refuse_change();
"""  # noqa: S608  made of constants


def install(web: str, worker: str) -> None:
    """Write the functions, policies and grants of the login roles.

    Idempotent; as owner. Raises `ValueError` naming the tables that are neither protected nor declared open.
    """
    undeclared = sorted(_table_names() - POLICIES.keys() - OPEN.keys())
    if undeclared:
        raise ValueError(f"no policy for {', '.join(undeclared)}: declare one with protect() or leave_open()")
    with connection.cursor() as cursor:
        for functions in list_functions():
            cursor.execute(functions)
        cursor.execute("revoke all on schema public from public")
        for role in (web, worker):
            cursor.execute(sql.SQL("grant usage on schema public to {}").format(sql.Identifier(role)))
            cursor.execute(sql.SQL("grant usage on all sequences in schema public to {}").format(sql.Identifier(role)))
        install_on_tables(cursor, web, worker)


def list_functions() -> list[str]:
    """Return the SQL that makes the functions, and the triggers that call them."""
    return [_BASE_FUNCTIONS, *(functions() for functions in FUNCTIONS.values())]


def install_on_tables(cursor: Cursor, web: str, worker: str, *, schema: str = "public") -> None:
    """Write the policies and grants of every declared table, in this schema."""
    for policy in POLICIES.values():
        _install_policy(cursor, policy, sql.Identifier(schema, policy.table), web, worker)
    for name, policy in EVENT_POLICIES.items():
        table = sql.Identifier(schema, policy.table)
        _write_policies(cursor, table, name, sql.SQL("public"), policy.see, policy.write)
    for name, is_open in OPEN.items():
        _grant(cursor, sql.Identifier(schema, name), is_open.grants, web, worker)


def _table_names() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        return {row[0] for row in cursor.fetchall()}


def _grant(cursor: Cursor, table: sql.Identifier, rights: str, *roles: str) -> None:
    for role in roles:
        cursor.execute(sql.SQL("revoke all on {} from {}").format(table, sql.Identifier(role)))
        cursor.execute(sql.SQL("grant {} on {} to {}").format(sql.SQL(rights), table, sql.Identifier(role)))


def _install_policy(cursor: Cursor, policy: Policy, table: sql.Identifier, web: str, worker: str) -> None:
    cursor.execute(sql.SQL("alter table {} enable row level security").format(table))
    _grant(cursor, table, policy.grants, web, worker)
    _write_policies(cursor, table, "readers", sql.SQL("public"), policy.see, policy.write)
    if policy.worker:
        every = "(select app_person()) is null"
        _write_policies(cursor, table, "worker", sql.Identifier(worker), every, every)


def _write_policies(cursor: Cursor, table: sql.Identifier, name: str, to: sql.Composable, see: str, write: str) -> None:
    """Write one policy for each SQL command.

    Whoever sees a row may not therefore delete it.
    """
    visible, written = sql.SQL(see), sql.SQL(write)
    conditions = {
        "select": sql.SQL("using ({})").format(visible),
        "insert": sql.SQL("with check ({})").format(written),
        "update": sql.SQL("using ({}) with check ({})").format(visible, written),
        "delete": sql.SQL("using ({})").format(written),
    }
    for verb, condition in conditions.items():
        names = {"policy": sql.Identifier(f"{name}_{verb}"), "table": table, "verb": sql.SQL(verb)}
        cursor.execute(sql.SQL("drop policy if exists {policy} on {table}").format(**names))
        create = sql.SQL("create policy {policy} on {table} for {verb} to {to} {condition}")
        cursor.execute(create.format(**names, to=to, condition=condition))
