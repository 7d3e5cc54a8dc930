"""Choices that live in the database: an institution, a provider, an interpreter, a case.

A field of an input says `choose="provider"`; an app registers where its options come from. Forms show the options by
name; the API takes their ids.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from amparo.core.actor import Actor
from amparo.core.file import read_file


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


def options(choose: str, by: Actor, case_id: UUID | None) -> list[Option]:
    """What a field that says `choose` can be answered with. `entry:act,act` offers the case's own entries of these acts.

    Raises `KeyError` for a source that no app registered.
    """
    name, _, acts = choose.partition(":")
    return _entries(by, case_id, acts.split(",")) if name == "entry" else SOURCES[name](by, case_id)


def day_for(by: Actor, instant: datetime, *, with_hour: bool = False) -> str:
    """The day of an instant where the reader is, as people say it; with the hour where two of one day must be told apart."""
    return str(date_format(instant.astimezone(ZoneInfo(by.zone)), "j M Y H:i" if with_hour else "j M Y"))


def _entries(by: Actor, case_id: UUID | None, acts: list[str]) -> list[Option]:
    from amparo.core.acts import ACTS

    found = reversed(list(read_file(case_id, "").all(*acts))) if case_id else ()
    return [Option(e.id, f"{ACTS[e.act].title} · {day_for(by, e.occurred_at)}") for e in found]
