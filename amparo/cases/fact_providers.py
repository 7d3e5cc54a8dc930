"""Facts: computed from a case's file at each decision, stored nowhere.

Each context registers providers; between them they give every fact exactly once (`tests/house/test_completeness.py`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amparo.cases.file import CaseFile
from amparo.law import FACTS, Facts
from amparo.ledger.registry import Registry


@dataclass(frozen=True, slots=True)
class FactQuery:
    """What is asked of a file.

    Its facts at an instant, for one action (the child's views are views on an action).
    """

    at: datetime
    action: str = ""


# Any: the value of a fact has the type that `Facts` declares for its name.
type FactProvider = Callable[[CaseFile, FactQuery], Mapping[str, Any]]

FACT_PROVIDERS: Registry[FactProvider] = Registry("provider of the fact")
"""By the name of each fact; one provider may give several."""

_OF_AN_ACTION: set[FactProvider] = set()
"""The providers that are told the action of the query."""


def provides(*names: str, of_an_action: bool = False) -> Callable[[FactProvider], FactProvider]:
    """Register the provider of these facts, and of no others.

    It is a function of the file as it stood at the instant of the query; of its action only if it says so.

    A fact that it leaves out, or gives as None, has its default. Instants may be datetimes or their ISO text.
    Raises `ValueError` if another provider gives one of them.
    """

    def register(provider: FactProvider) -> FactProvider:
        for name in names:
            FACT_PROVIDERS.add(name, provider)
        if of_an_action:
            _OF_AN_ACTION.add(provider)
        return provider

    return register


def compute_facts(file: CaseFile, query: FactQuery) -> Facts:
    """Compute the facts of a case from what had occurred by the instant of the query."""
    return compute_facts_by_action(file, query.at, [query.action])[query.action]


def compute_facts_by_action(file: CaseFile, at: datetime, actions: Iterable[str]) -> dict[str, Facts]:
    """Compute the facts for each of several actions: once what is alike for all."""
    then, providers = file.until(at), dict.fromkeys(FACT_PROVIDERS.values())
    alike = _ask(providers.keys() - _OF_AN_ACTION, then, FactQuery(at))
    return {action: Facts(**alike, **_ask(_OF_AN_ACTION, then, FactQuery(at, action))) for action in actions}


def _ask(providers: Iterable[FactProvider], then: CaseFile, query: FactQuery) -> dict[str, Any]:
    return {
        name: to_law_value(value)
        for provider in providers
        for name, value in provider(then, query).items()
        if value is not None
    }


def compute_fact(name: str, file: CaseFile, query: FactQuery) -> Any:
    """Compute one fact, for what rests on a fact that another context gives.

    Its default when nobody states it.
    """
    provider = FACT_PROVIDERS[name]
    asked = query if provider in _OF_AN_ACTION else FactQuery(query.at)
    value = provider(file.until(query.at), asked).get(name)
    return FACTS[name].default if value is None else value


def to_law_value(value: Any) -> Any:
    """Return a value as the law takes it: collections are sets."""
    return frozenset(value) if isinstance(value, list | tuple | set) else value
