"""One file of a person at a time, whichever process of the node reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection

from amparo.ledger.problems import InProgress
from amparo.ledger.text import t

OF_PARSING = 0x70617273
"""The first key of these advisory locks, which keeps them apart from others."""


@contextmanager
def one_at_a_time(person: UUID) -> Iterator[None]:
    """Hold the turn of this person within the block.

    Raises `InProgress` while another file of theirs is being read. The database releases it if this process dies.
    """
    key = (OF_PARSING, str(person))
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s, hashtext(%s))", key)
        (is_free,) = cursor.fetchone()
    if not is_free:
        raise InProgress(
            t(
                "Otro archivo suyo se está leyendo. Espere a que termine.",
                "Another file of yours is being read. Wait until it is done.",
            )
        )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s, hashtext(%s))", key)
