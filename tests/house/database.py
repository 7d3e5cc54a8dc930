"""The database as its owner, the web and the worker see it, past every selector."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection as django_connection
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from amparo.accounts.models import Person
from amparo.accounts.roles import ROLES
from amparo.cases.models import Case
from amparo.config.cluster import EmbeddedServer
from amparo.ledger import clock
from amparo.ledger.ids import new_id

_CONNECTION = {
    "web": "AMPARO_DATABASE",
    "worker": "AMPARO_WORKER_DATABASE",
    "owner": "AMPARO_OWNER_DATABASE",
}


def admin_conninfo() -> str:
    """A role of the tests' server that may make databases."""
    return os.environ.get("DATABASE_URL") or EmbeddedServer(Path(os.environ["AMPARO_HOME"]) / "postgresql").conninfo


@contextmanager
def connected(role: str, person: UUID | None = None) -> Iterator[psycopg.Connection[Any]]:
    """A connection of its own with this login role, the database told who reads; rolled back at the end."""
    with psycopg.connect(os.environ[_CONNECTION[role]]) as connection:
        if person:
            connection.execute("select set_config('app.person', %s, false)", [str(person)])
            connection.commit()
        yield connection
        connection.rollback()


@contextmanager
def speaking_as(role: str) -> Iterator[None]:
    """Within the block this process speaks to the database with this login role."""
    settings, login = django_connection.settings_dict, conninfo_to_dict(os.environ[_CONNECTION[role]])
    saved = {"USER": settings["USER"], "PASSWORD": settings["PASSWORD"]}
    django_connection.close()
    settings |= {"USER": login["user"], "PASSWORD": login.get("password", "")}
    try:
        yield
    finally:
        django_connection.close()
        settings |= saved


@contextmanager
def as_owner() -> Iterator[psycopg.Connection[Any]]:
    """A connection as the owner of the tables, committed at the end: to plant and to tamper."""
    with psycopg.connect(os.environ["AMPARO_OWNER_DATABASE"]) as connection:
        yield connection


@contextmanager
def chain_unguarded() -> Iterator[psycopg.Connection[Any]]:
    """As the owner, with the trigger that keeps events as they are switched off: what only a burglar could do."""
    with as_owner() as connection:
        connection.execute("alter table ledger_event disable trigger event_is_only_added")
        yield connection
        connection.execute("alter table ledger_event enable trigger event_is_only_added")


def count(connection: psycopg.Connection[Any], table: str, where: str = "true", **named: Any) -> int:
    """How many rows of a table this connection sees."""
    query = sql.SQL("select count(*) from {} where " + where).format(sql.Identifier(table))  # type: ignore[arg-type]
    row = connection.execute(query, named).fetchone()
    assert row
    return int(row[0])


def a_row(table: str, where: str, **named: Any) -> str:
    """One row as JSON, read by the owner."""
    with as_owner() as connection:
        query = sql.SQL("select to_json(one) from {} one where " + where + " limit 1")  # type: ignore[arg-type]
        row = connection.execute(query.format(sql.Identifier(table)), named).fetchone()
    assert row, f"no row of {table} to try with"
    return json.dumps(row[0])


def involve(person: Person, case: Case, **columns: Any) -> None:
    """Involve a person in a case as acts would: with their agency, or themselves."""
    by_agency = ROLES[person.role].by_agency
    values = {
        "id": new_id(),
        "case_id": case.id,
        "agency_id": person.agency_id if by_agency else None,
        "person_id": None if by_agency else person.id,
        "role": "",
        "roles": [],
        "ground": "test",
        "groups": [],
        "own_only": False,
        "since": clock.now(),
        "ended_at": None,
    } | columns
    names = sql.SQL(", ").join(map(sql.Identifier, values))
    places = sql.SQL(", ").join(sql.Placeholder() for _ in values)
    with as_owner() as connection:
        connection.execute(
            sql.SQL("insert into cases_involvement ({}) values ({})").format(names, places), list(values.values())
        )
