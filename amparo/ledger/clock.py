"""The only clock of a node.

Everything that asks for the time asks here, so that tests and the demo can live in another year. Nothing on the web
or in the API can reach `at()`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_set: ContextVar[datetime | None] = ContextVar("amparo_clock", default=None)


def now() -> datetime:
    """Return the present instant, in UTC, with microseconds."""
    return _set.get() or datetime.now(UTC)


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Set the clock to `instant` (aware) within the block."""
    if instant.tzinfo is None:
        raise ValueError("the clock needs an instant with its offset")
    token = _set.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _set.reset(token)
