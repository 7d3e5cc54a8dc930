"""Rules: how one is declared, and which are in force on a day."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from inspect import cleandoc
from typing import Final, Literal

from amparo.law.actions import ACTIONS, ActionCode
from amparo.law.dated import Timeline, check_period
from amparo.law.profiles.base import CountryProfile
from amparo.law.reads import Read, Reads, resolve_reads
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One norm.

    `holds` tells whether a request keeps it; `norm` is the norm in plain words. It is in force from the day `since` to
    the day `until`, both included; None where it always was, or still is.
    """

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
    since: date | None
    until: date | None

    @property
    def order(self) -> tuple[int, int]:
        """Return the two numbers of the id, by which rules are sorted."""
        gate, number = self.id[1:].split("-")
        return int(gate), int(number)

    @property
    def gate(self) -> str:
        """Return the gate that the rule belongs to, such as `G16`."""
        return self.id.partition("-")[0]

    @property
    def needs(self) -> Literal["facts", "input"]:
        """Return `input` when what the actor states decides the rule, else `facts`.

        The institution of the actor and the country are not stated: they are known."""
        return "facts" if self.reads.params <= {"actor_org_kind"} else "input"


RULES: Final[dict[str, Rule]] = {}
"""Every rule by id, in force or not, filled as the modules of `amparo.law.rules` are imported."""


def rule(
    rule_id: str,
    code: str,
    level: Level,
    *,
    guards: Iterable[ActionCode],
    reads: Iterable[Read],
    confirmations: Iterable[str] = (),
    sources: Sequence[str],
    emergency: Emergency = STAYS,
    verified: bool,
    since: date | None = None,
    until: date | None = None,
) -> Callable[[Test], Test]:
    """Declare a function as the rule `rule_id`. It returns whether the norm is kept.

    `reads` names all that the function reads itself, and the predicates that it calls. A rule that takes the place of
    an earlier one has an id of its own and may share its code.
    Raises: DeclarationError when the code reads something else; ValueError when the id is taken."""

    def register(holds: Test) -> Test:
        if rule_id in RULES:
            message = f"Rule {rule_id} is declared twice: ids are never reused."
            raise ValueError(message)
        check_period(f"Rule {rule_id}", since, until)
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
            reads=resolve_reads(f"Rule {rule_id}", reads, confirmations, holds),
            since=since,
            until=until,
        )
        RULE_TIMELINE.forget()
        return holds

    return register


def rules_in_force(action: ActionCode, *, on: date) -> tuple[Rule, ...]:
    """Return the rules that guard an action on a day, in order of their ids."""
    return RULE_TIMELINE.on(on)[action]


def rules_by_action(rules: Iterable[Rule]) -> dict[ActionCode, tuple[Rule, ...]]:
    """Return the rules that guard each action, in order of their ids."""
    in_order = sorted(rules, key=lambda each: each.order)
    return {action: tuple(each for each in in_order if action in each.guards) for action in ACTIONS}


RULE_TIMELINE: Final = Timeline(RULES, rules_by_action)


def first_paragraph(function: Callable[..., object]) -> str:
    """Return the first paragraph of a docstring, on one line."""
    return " ".join(cleandoc(function.__doc__ or "").partition("\n\n")[0].split())
