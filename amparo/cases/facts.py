"""Facts: computed from a case's file at each decision, stored nowhere.

Each app registers providers; between them they give every fact exactly once (`tests/core/test_facts.py`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amparo.cases.file import CaseFile
from amparo.law import FACTS, Facts


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a file: its facts at an instant, for one action (the child's views are views on an action)."""

    at: datetime
    action: str = ""


type Provider = Callable[[CaseFile, Question], Mapping[str, Any]]

_providers: dict[frozenset[str], Provider] = {}


def provides(*names: str) -> Callable[[Provider], Provider]:
    """Register a function of a file, as it stood at the instant asked about, that gives these facts and no others.

    A fact that it leaves out, or gives as None, has its default. Instants may be datetimes or their ISO text.
    Raises `ValueError` if another provider gives one of them.
    """

    def register(provider: Provider) -> Provider:
        taken = frozenset(names) & provided()
        if taken:
            raise ValueError(f"facts given twice: {sorted(taken)}")
        _providers[frozenset(names)] = provider
        return provider

    return register


def provided() -> frozenset[str]:
    """Every fact that some provider gives."""
    return frozenset().union(*_providers)


def facts_of(file: CaseFile, question: Question) -> Facts:
    """The facts of a case, from what had occurred until the instant of the question."""
    then = file.until(question.at)
    found: dict[str, Any] = {}
    for provider in _providers.values():
        found.update({name: value for name, value in provider(then, question).items() if value is not None})
    return Facts(**{name: as_law_value(value) for name, value in found.items()})


def as_law_value(value: Any) -> Any:
    """Collections are sets to the law."""
    return frozenset(value) if isinstance(value, list | tuple | set) else value


def fact(name: str, file: CaseFile, question: Question) -> Any:
    """One fact of a file, for what rests on a fact that another app gives; its default when nobody states it."""
    provider = next((give for names, give in _providers.items() if name in names), None)
    value = provider(file.until(question.at), question).get(name) if provider else None
    return FACTS[name].default if value is None else value
