"""Options that come from the database.

Institutions, providers, interpreters, cases. A field of an input declares `choose="provider"`, and a context registers
the function that lists those options. Forms show the options by name; the API takes their ids.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from amparo.ledger.actor import Actor
from amparo.ledger.registry import Registry


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its id, its name, and a hint.

    The hint helps to choose: free places, languages, hours.
    """

    id: UUID
    label: str
    hint: str = ""


type Source = Callable[..., list[Option]]
"""A function that returns options.

Its arguments: the reader, the id of the row that the form is about or None, and the arguments after the colon.
"""

SOURCES: Registry[Source] = Registry("source of choices")


choice_source = SOURCES.register
"""Register under a name the function that returns the options in order: `@choice_source("provider")`."""


def list_options(choose: str, by: Actor, about: UUID | None) -> list[Option]:
    """Return the options of a field with this `choose`.

    `choose` is `source` or `source:argument,argument`. Raises `KeyError` for a source that no context registered.
    """
    name, _, arguments = choose.partition(":")
    return SOURCES[name](by, about, *(arguments.split(",") if arguments else ()))
