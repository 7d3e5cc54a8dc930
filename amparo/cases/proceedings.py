"""What is written over days, entry by entry, until something ends it.

An assessment, a determination, a return plan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from amparo.cases.file import Entry


class Proceeding(Protocol):
    """One of them: it takes in its entries, and knows when it is over."""

    @property
    def is_over(self) -> bool:
        """Return whether the proceeding is over: the next entry begins another."""
        ...

    def add(self, entry: Entry) -> None:
        """Take in one entry."""
        ...


def successive_proceedings[T: Proceeding](
    begin: type[T], entries: Iterable[Entry], *, begun_by: Collection[str]
) -> list[T]:
    """Return each of them, oldest first; only the last may be under way.

    `begun_by`: the acts that begin one.
    """
    found: list[T] = []
    for entry in entries:
        if entry.act in begun_by and (not found or found[-1].is_over):
            found.append(begin())
        if found:
            found[-1].add(entry)
    return found
