"""Transactions on cases.

Which rows they lock, in one order, and when the whole file of a case is open to them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final
from uuid import UUID

from django.db import connection, models, transaction
from psycopg.pq import TransactionStatus

from amparo.cases.compartments import EVERY
from amparo.cases.models import Case
from amparo.ledger import clock, events
from amparo.ledger.actor import KEEPER
from amparo.ledger.kept_rows import keeping_rows
from amparo.ledger.problems import NotVisible
from amparo.ledger.reader import set_session_variable

KEPT: Final = "bring_up_to_date"
"""The code of the event that keeps what the node itself changed of deadlines and tasks.

Only who may read everything reads that there is one: it may be about anything.
"""
_OPEN_CASE = "app.open_case"
_OPENED: ContextVar[str] = ContextVar("opened case", default="")


@contextmanager
def open_case_for_transaction(case_id: UUID) -> Iterator[None]:
    """Open the whole file of this one case within the block.

    What was open before is open again afterwards. The law needs every fact, also those in compartments that the person
    who acts may not read. Use it inside a transaction, after access was checked.
    """
    with _opened(str(case_id)):
        yield


@contextmanager
def as_its_reader_sees() -> Iterator[None]:
    """Close, within the block, the case that is open."""
    with _opened(""):
        yield


@contextmanager
def _opened(case: str) -> Iterator[None]:
    """Have this case, or none for "", open within the block.

    Nothing is sent to the database where it is so already.
    """
    before = _OPENED.get()
    if before == case:
        yield
        return
    set_session_variable(_OPEN_CASE, case, local=True)
    token = _OPENED.set(case)
    try:
        yield
    finally:
        _OPENED.reset(token)
        if not _is_rolled_back():
            set_session_variable(_OPEN_CASE, before, local=True)


@contextmanager
def reading_whole_case(case_id: UUID) -> Iterator[None]:
    """Open the whole file of one case for reading.

    In a transaction of its own unless one is open already.
    """
    if connection.in_atomic_block:
        with open_case_for_transaction(case_id):
            yield
        return
    with transaction.atomic():  # which closes the case as it ends
        set_session_variable(_OPEN_CASE, str(case_id), local=True)
        yield


def _is_rolled_back() -> bool:
    """Return whether the transaction or its savepoint will be rolled back.

    What was opened is then closed with it.
    """
    is_usable = connection.connection.info.transaction_status == TransactionStatus.INTRANS
    return connection.needs_rollback or not is_usable


def lock_case(case_id: UUID, *, kinds: Collection[str] = ()) -> Case:
    """Lock one case until the end of the transaction.

    Raises `NotVisible` when there is none, or of none of these kinds.
    """
    with open_case_for_transaction(case_id):
        found = Case.objects.raw("select * from cases_case where id = %s for update", [case_id])
        case = next(iter(found), None)
    if case is None or (kinds and case.kind not in kinds):
        raise NotVisible
    return case


def lock_cases(case_ids: Iterable[UUID]) -> dict[UUID, Case]:
    """Lock several cases until the end of the transaction, in order of their ids.

    Raises `NotVisible`.
    """
    return {case_id: lock_case(case_id) for case_id in sorted(set(case_ids))}


def lock_rows(rows: Iterable[tuple[type[models.Model], UUID]]) -> None:
    """Lock rows of registers until the end of the transaction.

    Always in the order of their tables and ids.
    """
    for model, row_id in sorted(set(rows), key=lambda row: (row[0]._meta.db_table, row[1])):
        model._default_manager.select_for_update(of=("self",)).filter(pk=row_id).first()


def lock_until_commit(*what: object) -> None:
    """Let one transaction at a time do this; others wait until it ended. One query.

    For what no row stands for yet: that there are few of it, or none.
    """
    key = int.from_bytes(hashlib.sha256(repr(what).encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("select pg_catalog.pg_advisory_xact_lock(%s)", [key])


@contextmanager
def case_transaction(case_id: UUID) -> Iterator[Case]:
    """Lock one case in a transaction, its whole file open.

    Within another transaction it is a savepoint. Raises `NotVisible`.
    """
    with transaction.atomic(), open_case_for_transaction(case_id):
        case = lock_case(case_id)
        with keeping_case_rows():
            yield case


@contextmanager
def keeping_case_rows() -> Iterator[None]:
    """Let rows of locked cases be changed in this block, each kept by an event.

    `ledger.kept_rows` says how.
    """
    with keeping_rows(_append_rest):
        yield


def _append_rest(case_id: UUID) -> None:
    """Append an event of the node itself that keeps what changed without one.

    Time passed, or an act on another case did it.
    """
    with open_case_for_transaction(case_id):
        case = lock_case(case_id)
        done = {"outcome": "done"}
        events.append(case, act=KEPT, coded=done, sealed={}, by=KEEPER, occurred_at=clock.now(), compartments=EVERY)
        case.save_chain_end()
