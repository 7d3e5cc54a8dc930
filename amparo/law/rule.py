"""Rules: how one is declared, and what each one reads."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from inspect import cleandoc
from types import CodeType, FunctionType
from typing import Final, Literal, NamedTuple

from amparo.law.actions import ActionCode
from amparo.law.facts import FACTS
from amparo.law.fields import Compartment
from amparo.law.params import PARAMS
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request

Level = Literal["deny", "hold", "warn"]
DENY: Final = "deny"
"""Refused, and nobody can lift it."""
HOLD: Final = "hold"
"""Refused, unless a protection supervisor lifts it with a reason."""
WARN: Final = "warn"
"""Goes on; the warning becomes a task."""

Emergency = Literal["lifts", "stays"]
LIFTS: Final = "lifts"
STAYS: Final = "stays"

Test = Callable[[Request, CountryProfile], bool]

PROFILE_VALUES = frozenset(CountryProfile.__dataclass_fields__) - {"iso3", "known_on", "sourced"}


class Reads(NamedTuple):
    """What a rule or a deadline looks at, through all the predicates that it uses."""

    facts: frozenset[str]
    params: frozenset[str]
    profile: frozenset[str]

    @property
    def compartments(self) -> frozenset[Compartment]:
        """The compartments of the facts read: whoever lacks one may not be told the reason."""
        return frozenset(spec.compartment for name in self.facts if (spec := FACTS[name]).compartment is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One norm. `holds` tells whether a request keeps it; `norm` is the norm in plain words."""

    id: str
    code: str
    level: Level
    emergency: Emergency
    guards: tuple[ActionCode, ...]
    sources: tuple[str, ...]
    verified: bool
    norm: str
    holds: Test
    reads: Reads

    @property
    def order(self) -> tuple[int, int]:
        """The two numbers of the id, by which rules are sorted."""
        gate, number = self.id[1:].split("-")
        return int(gate), int(number)

    @property
    def gate(self) -> str:
        """The gate that the rule belongs to, such as `G16`."""
        return self.id.partition("-")[0]

    @property
    def reads_facts(self) -> frozenset[str]:
        """Names of the facts that decide the rule."""
        return self.reads.facts

    @property
    def reads_params(self) -> frozenset[str]:
        """Names of the parameters that decide the rule."""
        return self.reads.params

    @property
    def compartments(self) -> frozenset[Compartment]:
        """Compartments of the facts that decide the rule."""
        return self.reads.compartments

    @property
    def needs(self) -> Literal["facts", "input"]:
        """`facts` when facts, country and the institution of the actor decide it alone, else `input`."""
        return "facts" if self.reads.params <= {"actor_org_kind"} else "input"


RULES: Final[dict[str, Rule]] = {}
"""Every rule by id, filled as the modules of `amparo.law.rules` are imported."""


def rule(
    rule_id: str,
    code: str,
    level: Level,
    *,
    guards: Iterable[ActionCode],
    sources: Sequence[str],
    emergency: Emergency = STAYS,
    verified: bool,
) -> Callable[[Test], Test]:
    """Declare a function as the rule `rule_id`. It returns whether the norm is kept."""

    def register(holds: Test) -> Test:
        if rule_id in RULES:
            message = f"Rule {rule_id} is declared twice: codes are never reused."
            raise ValueError(message)
        RULES[rule_id] = Rule(
            id=rule_id,
            code=code,
            level=level,
            emergency=emergency,
            guards=tuple(guards),
            sources=tuple(sources),
            verified=verified,
            norm=first_paragraph(holds),
            holds=holds,
            reads=reads_of(holds),
        )
        return holds

    return register


def first_paragraph(function: Callable[..., object]) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join(cleandoc(function.__doc__ or "").partition("\n\n")[0].split())


def reads_of(function: Callable[..., object]) -> Reads:
    """Facts, parameters and profile values that `function` names, itself or through the functions that it calls."""
    names = _names_of(function, seen=set())
    return Reads(names & FACTS.keys(), names & PARAMS.keys(), names & PROFILE_VALUES)


def _names_of(function: Callable[..., object], seen: set[object]) -> frozenset[str]:
    if not isinstance(function, FunctionType) or function in seen:
        return frozenset()
    seen.add(function)
    names = _names_in(function.__code__)
    for name in names & function.__globals__.keys():
        names |= _names_of(function.__globals__[name], seen)
    return names


def _names_in(code: CodeType) -> frozenset[str]:
    nested = (constant for constant in code.co_consts if isinstance(constant, CodeType))
    return frozenset(code.co_names).union(*(_names_in(inner) for inner in nested))
