"""Set the reader of the database session.

Row-level security then shows this person's rows and no others.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection


def set_session_variable(name: str, value: str, *, local: bool) -> None:
    """Set a variable of the database session.

    With `local` until the end of the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("select set_config(%s, %s, %s)", [name, value, local])


@contextmanager
def acting_as(person: UUID | None) -> Iterator[None]:
    """Read and write as this person within the block; None is nobody."""
    set_session_variable("app.person", str(person or ""), local=False)
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed and not connection.needs_rollback:
            set_session_variable("app.person", "", local=False)
