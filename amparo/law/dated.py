"""Norms with dates: which ones are in force on a day."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Protocol


class Dated(Protocol):
    """A norm with its first and its last day in force.

    None where it always was, or still is.
    """

    @property
    def since(self) -> date | None:
        """Return the first day in force."""

    @property
    def until(self) -> date | None:
        """Return the last day in force."""


def check_period(name: str, since: date | None, until: date | None) -> None:
    """Refuse a period that ends before it begins. Raises: ValueError."""
    if since and until and until < since:
        message = f"{name} ends on {until}, before it begins on {since}."
        raise ValueError(message)


def is_in_force(norm: Dated, day: date) -> bool:
    """Return whether a norm is in force on a day."""
    return (norm.since is None or norm.since <= day) and (norm.until is None or day <= norm.until)


def overlaps(norm: Dated, other: Dated) -> bool:
    """Return whether two norms are in force on a common day."""
    return all(
        first.since is None or second.until is None or first.since <= second.until
        for first, second in ((norm, other), (other, norm))
    )


class Timeline[N: Dated, V]:
    """The norms in force on each day, as `arrange` orders them.

    Arranging is done once for each time between two changes of law, so that asking is cheap."""

    def __init__(self, norms: Mapping[str, N], arrange: Callable[[Iterable[N]], V]) -> None:
        self._norms = norms
        self._arrange = arrange
        self._changes: list[date] = []
        self._periods: list[V] = []

    def on(self, day: date) -> V:
        """Return the norms in force on a day, arranged."""
        if not self._periods:
            self._divide()
        return self._periods[bisect_right(self._changes, day)]

    def forget(self) -> None:
        """Divide the time anew when next asked: norms were added or removed."""
        self._periods = []

    def _divide(self) -> None:
        begins = {norm.since for norm in self._norms.values() if norm.since}
        ends = {norm.until + timedelta(days=1) for norm in self._norms.values() if norm.until}
        self._changes = sorted(begins | ends)
        days = [date.min, *self._changes]
        self._periods = [self._arrange([n for n in self._norms.values() if is_in_force(n, day)]) for day in days]
