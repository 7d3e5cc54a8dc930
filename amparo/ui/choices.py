"""Choices that live in the database: an institution, a provider, an interpreter, a case.

A field of an input says `choose="provider"`; a context registers where its options come from. Forms show the options by
name; the API takes their ids.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from amparo.ledger.actor import Actor
from amparo.ledger.registry import Registry


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its id, its name, and what helps to choose (free places, languages, hours)."""

    id: UUID
    label: str
    hint: str = ""


type Source = Callable[..., list[Option]]
"""A function of the reader, of the row that the form is about if there is one, and of the names after the colon."""

SOURCES: Registry[Source] = Registry("source of choices")


def choice_source(name: str) -> Callable[[Source], Source]:
    """Register a function that gives the options of a source in order."""

    def register(source: Source) -> Source:
        return SOURCES.add(name, source)

    return register


def list_options(choose: str, by: Actor, about: UUID | None) -> list[Option]:
    """Return what a field that says `choose` can be answered with; `name:one,two` gives its source these names.

    Raises `KeyError` for a source that no context registered.
    """
    name, _, names = choose.partition(":")
    return SOURCES[name](by, about, *(names.split(",") if names else ()))
