"""The decision: every rule in force is evaluated, and all that fail are reported."""

from dataclasses import dataclass
from typing import Final

import amparo.law.rules  # noqa: F401 - declares the rules
from amparo.law.actions import PUBLISH_STATISTICS, ActionCode
from amparo.law.deadlines import EMERGENCY_DEADLINE, Due, deadlines_in_force
from amparo.law.predicates import emergency
from amparo.law.profiles import profile_for
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request
from amparo.law.rule import HOLD, LIFTS, RULES, WARN, Level, Rule, rules_by_action, rules_in_force
from amparo.law.sets import ENFORCEMENT

RULES_VERSION: Final = "2026.11.30"
"""Changes with every change of a rule, a deadline, a set or a country profile. Stored with each decision."""

RULES_IN_ORDER: Final = tuple(sorted(RULES.values(), key=lambda rule: rule.order))
"""Every rule in order of its id, in force or not."""
RULES_BY_ACTION: Final[dict[ActionCode, tuple[Rule, ...]]] = rules_by_action(RULES.values())
"""Every rule by the actions that it guards, in force or not; `rules_in_force` has those of one day."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that failed."""

    rule: str
    code: str
    level: Level


@dataclass(frozen=True, slots=True)
class Decision:
    """The rules that block, those that only warn, both in order, and the deadlines."""

    blocks: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    deadlines: tuple[Due, ...]

    @property
    def allowed(self) -> bool:
        """Return whether nothing blocks."""
        return not self.blocks


def decide(request: Request, profile: CountryProfile) -> Decision:
    """Decide a request by the rules in force on its day.

    The day is the one of `request.as_of` in its own offset; `profile` is the one of `request.country` on that day."""
    in_force = rules_in_force(request.action, on=request.as_of.date())
    failed = [rule for rule in in_force if not rule.holds(request, profile)]
    blocks: list[Finding] = []
    warnings: list[Finding] = []
    was_lifted = False
    if failed:
        is_emergency = emergency(request)
        is_overridden = has_effective_override(request)
        for rule in failed:
            if rule.level == WARN:
                goes_on = True
            elif is_emergency and rule.emergency == LIFTS:
                goes_on = was_lifted = True
            else:
                goes_on = rule.level == HOLD and is_overridden
            (warnings if goes_on else blocks).append(Finding(rule.id, rule.code, rule.level))
    return Decision(tuple(blocks), tuple(warnings), _list_deadlines(request, profile, was_lifted=was_lifted))


def decide_by_its_day(request: Request) -> Decision:
    """Decide a request, new or stored, by the rules and the profile of its own day."""
    return decide(request, profile_for(request.country, on=request.as_of.date()))


def has_effective_override(request: Request) -> bool:
    """Return whether a protection supervisor lifts the rules of level hold.

    Never for an actor of migration or police."""
    override = request.params.override
    return (
        override is not None
        and override.by_org_kind == "protection"
        and request.params.actor_org_kind not in ENFORCEMENT
    )


def _list_deadlines(request: Request, profile: CountryProfile, *, was_lifted: bool) -> tuple[Due, ...]:
    if request.action == PUBLISH_STATISTICS:
        return ()
    due = deadlines_in_force(request, profile)
    if was_lifted and (regularise := EMERGENCY_DEADLINE.due(request, profile)):
        due.append(regularise)
    return tuple(sorted(due))
