"""The decision: every rule of the action is asked, and all that fail are reported."""

from dataclasses import dataclass
from typing import Final

import amparo.law.rules  # noqa: F401 - declares the rules
from amparo.law.actions import ACTIONS, PUBLISH_STATISTICS, ActionCode
from amparo.law.deadlines import EMERGENCY_DEADLINE, Due, deadlines_in_force
from amparo.law.predicates import emergency
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request
from amparo.law.rule import HOLD, LIFTS, RULES, WARN, Level, Rule
from amparo.law.sets import ENFORCEMENT

RULES_VERSION: Final = "2026.11.30"
"""Changes with every change of a rule, a deadline, a set or a country profile. Stored with each decision."""

RULES_IN_ORDER: Final = tuple(sorted(RULES.values(), key=lambda rule: rule.order))
RULES_BY_ACTION: Final[dict[ActionCode, tuple[Rule, ...]]] = {
    action: tuple(rule for rule in RULES_IN_ORDER if action in rule.guards) for action in ACTIONS
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that failed."""

    rule: str
    code: str
    level: Level


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict: what blocks, what only warns, in the order of the rules, and what is due when."""

    blocks: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    deadlines: tuple[Due, ...]

    @property
    def allowed(self) -> bool:
        """Whether nothing blocks."""
        return not self.blocks


def decide(request: Request, profile: CountryProfile) -> Decision:
    """Whether the act of `request` may be done under the law of `profile`, the profile of `request.country`."""
    failed = [rule for rule in RULES_BY_ACTION[request.action] if not rule.holds(request, profile)]
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
    return Decision(tuple(blocks), tuple(warnings), _deadlines(request, profile, was_lifted=was_lifted))


def has_effective_override(request: Request) -> bool:
    """Only a protection supervisor lifts rules of level hold, and never for migration or police."""
    override = request.params.override
    return (
        override is not None
        and override.by_org_kind == "protection"
        and request.params.actor_org_kind not in ENFORCEMENT
    )


def _deadlines(request: Request, profile: CountryProfile, *, was_lifted: bool) -> tuple[Due, ...]:
    if request.action == PUBLISH_STATISTICS:
        return ()
    due = deadlines_in_force(request, profile)
    if was_lifted and (regularise := EMERGENCY_DEADLINE.due(request, profile)):
        due.append(regularise)
    return tuple(sorted(due))
