"""Choices that live in the database: an institution, a provider, an interpreter, a case.

A field of an input says `choose="provider"`; an app registers where its options come from. Forms show the options by
name; the API takes their ids.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from amparo.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its id, its name, and what helps to choose (free places, languages, hours)."""

    id: UUID
    label: str
    hint: str = ""


type Source = Callable[[Actor, UUID | None], list[Option]]

SOURCES: dict[str, Source] = {}


def choices(name: str) -> Callable[[Source], Source]:
    """Register a function of the reader, and of the case if there is one, that gives the options in order."""

    def register(source: Source) -> Source:
        SOURCES[name] = source
        return source

    return register
