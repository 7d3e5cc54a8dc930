"""From answers to proposals. A score only ever proposes or protects; it denies nothing (`domain/competence.md`)."""

from collections.abc import Mapping
from dataclasses import dataclass

from amparo.law.limits import SCHOOL_AGE, TRAFFICKING_ITEMS_ASKED, TRAFFICKING_ITEMS_OBSERVED
from amparo.protection.screening.items import items

ENOUGH_WEAK = 3
ANSWERED = frozenset({"present", "absent"})

type Answers = Mapping[str, str]
"""The latest answer to each item: `present`, `absent`, `unknown` or `declined`, by the item's code."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A profile or a referral that the answers support. `because`: the codes of the items, in the form's order."""

    group: str
    profile: str
    referral: str
    because: tuple[str, ...]
    strong: bool


def present(answers: Answers, group: str, weight: str) -> list[str]:
    """The items of a group and weight whose sign is there."""
    return [
        code
        for code, item in items().items()
        if item.group == group and item.weight == weight and answers.get(code) == "present"
    ]


def answered(answers: Answers, group: str, kind: str) -> int:
    """How many items of a group were observed, or asked, with a yes or a no."""
    return sum(
        1
        for code, item in items().items()
        if item.group == group and item.kind == kind and answers.get(code) in ANSWERED
    )


def trafficking_score(answers: Answers, age: int | None) -> str:
    """`indicators`, `no_indicators` (only on enough answers) or `not_screened`.

    >>> trafficking_score({"trafficking.observed.01": "present"}, 14)
    'indicators'
    >>> trafficking_score({"trafficking.observed.01": "absent"}, 14)
    'not_screened'
    """
    strong, weak = present(answers, "trafficking", "strong"), present(answers, "trafficking", "weak")
    if strong or len(weak) >= ENOUGH_WEAK:
        return "indicators"
    asked_enough = answered(answers, "trafficking", "asked") >= TRAFFICKING_ITEMS_ASKED or (
        age is not None and age < SCHOOL_AGE
    )
    if answered(answers, "trafficking", "observed") >= TRAFFICKING_ITEMS_OBSERVED and asked_enough:
        return "no_indicators"
    return "not_screened"


def fear_sign(answers: Answers) -> bool:
    """Whether a strong sign of fear is there."""
    return bool(present(answers, "fear", "strong"))


def fear_asked(answers: Answers) -> bool:
    """Whether some question on fear was asked and answered."""
    return answered(answers, "fear", "asked") > 0


def proposals(answers: Answers) -> list[Proposal]:
    """What the signs that are there propose, one for each profile and referral, with the items that led to it."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for code, item in items().items():
        if answers.get(code) == "present" and (item.profile or item.referral):
            found.setdefault((item.group, item.profile, item.referral), []).append(code)
    return [
        Proposal(group, profile, referral, tuple(because), any(items()[code].weight == "strong" for code in because))
        for (group, profile, referral), because in found.items()
    ]


def supported_profiles(answers: Answers) -> dict[str, tuple[str, ...]]:
    """Profiles that a strong sign supports, with the items; in doubt they protect until a person withdraws them.

    Never the one of trafficking: its status is a fact of its own, in a compartment of its own.
    """
    return {
        proposal.profile: proposal.because
        for proposal in proposals(answers)
        if proposal.strong and proposal.profile and proposal.group != "trafficking"
    }
