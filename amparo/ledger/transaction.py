"""Transactions that are tried once more after a conflict of two."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps

from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected, SerializationFailure


def run_in_transaction[T](work: Callable[[], T]) -> T:
    """Run `work` in a transaction of its own.

    Once more when it was the victim of a deadlock or could not be serialized: nothing of the first try is left, so
    `work` reads its rows itself and does nothing outside the database that cannot be done twice. Raises `RuntimeError`
    inside another transaction, and what `work` raises.
    """
    try:
        return _run(work)
    except OperationalError as error:
        if not isinstance(error.__cause__, DeadlockDetected | SerializationFailure):
            raise
    return _run(work)


def in_own_transaction[**P, T](function: Callable[P, T]) -> Callable[P, T]:
    """Run a function as `run_in_transaction`, which refuses to be part of another."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        return run_in_transaction(partial(function, *args, **kwargs))

    return run


def in_transaction[**P, T](function: Callable[P, T]) -> Callable[P, T]:
    """Run a function in a transaction, as `run_in_transaction`.

    Within another transaction it is a part of that one: whoever began it tries again.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        work = partial(function, *args, **kwargs)
        if not connection.in_atomic_block:
            return run_in_transaction(work)
        with transaction.atomic():
            return work()

    return run


def _run[T](work: Callable[[], T]) -> T:
    with transaction.atomic(durable=True):
        return work()
