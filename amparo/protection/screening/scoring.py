"""From answers to proposals.

A score only ever proposes or protects; it denies nothing (`domain/competence.md`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from amparo.law.limits import SCHOOL_AGE, TRAFFICKING_ITEMS_ASKED, TRAFFICKING_ITEMS_OBSERVED
from amparo.protection.screening.items import screening_items

WEAK_SIGNS_NEEDED = 3
CONCLUSIVE_ANSWERS = frozenset({"present", "absent"})

type Answers = Mapping[str, str]
"""The latest answer to each item: `present`, `absent`, `unknown` or `declined`, by the item's code."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A profile or a referral that the answers support.

    `reasons`: the codes of the items, in the form's order.
    """

    group: str
    profile: str
    referral: str
    reasons: tuple[str, ...]
    is_strong: bool


def present_items(answers: Answers, group: str, weight: str) -> list[str]:
    """Return the codes of a group's items of a weight that are present."""
    return [
        code
        for code, item in screening_items().items()
        if item.group == group and item.weight == weight and answers.get(code) == "present"
    ]


def count_conclusive(answers: Answers, group: str, kind: str) -> int:
    """Return how many items of a group and kind were answered `present` or `absent`."""
    return sum(
        1
        for code, item in screening_items().items()
        if item.group == group and item.kind == kind and answers.get(code) in CONCLUSIVE_ANSWERS
    )


def score_trafficking(answers: Answers, age: int | None) -> str:
    """Return `indicators`, `no_indicators` (only on enough answers) or `not_screened`.

    >>> score_trafficking({"trafficking.observed.01": "present"}, 14)
    'indicators'
    >>> score_trafficking({"trafficking.observed.01": "absent"}, 14)
    'not_screened'
    """
    strong, weak = (present_items(answers, "trafficking", weight) for weight in ("strong", "weak"))
    if strong or len(weak) >= WEAK_SIGNS_NEEDED:
        return "indicators"
    is_too_young_to_ask = age is not None and age < SCHOOL_AGE
    has_asked_enough = count_conclusive(answers, "trafficking", "asked") >= TRAFFICKING_ITEMS_ASKED
    has_observed_enough = count_conclusive(answers, "trafficking", "observed") >= TRAFFICKING_ITEMS_OBSERVED
    return "no_indicators" if has_observed_enough and (has_asked_enough or is_too_young_to_ask) else "not_screened"


def has_fear_sign(answers: Answers) -> bool:
    """Return whether a strong sign of fear is present."""
    return bool(present_items(answers, "fear", "strong"))


def was_fear_asked(answers: Answers) -> bool:
    """Return whether a question on fear was answered yes or no."""
    return count_conclusive(answers, "fear", "asked") > 0


def build_proposals(answers: Answers) -> list[Proposal]:
    """Return what the present items propose, once for each profile and referral."""
    reasons_of: dict[tuple[str, str, str], list[str]] = {}
    for code, item in screening_items().items():
        if answers.get(code) == "present" and (item.profile or item.referral):
            reasons_of.setdefault((item.group, item.profile, item.referral), []).append(code)
    return [
        Proposal(group, profile, referral, tuple(codes), is_strong=_has_strong_item(codes))
        for (group, profile, referral), codes in reasons_of.items()
    ]


def _has_strong_item(codes: list[str]) -> bool:
    return any(screening_items()[code].weight == "strong" for code in codes)


def supported_profiles(answers: Answers) -> dict[str, tuple[str, ...]]:
    """Return the profiles that a strong sign supports, with its items.

    In doubt they protect until a person withdraws them. Never the profile of trafficking: its status is a fact of its
    own, in a compartment of its own.
    """
    return {
        proposal.profile: proposal.reasons
        for proposal in build_proposals(answers)
        if proposal.is_strong and proposal.profile and proposal.group != "trafficking"
    }
