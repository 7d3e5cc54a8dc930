"""Whether two answers on a child agree. It finds and decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from amparo.ledger.words import fold_text
from amparo.registry.age import BirthRange

type Agreement = Literal["same", "different", "missing"]


def compare_places(left: str, right: str) -> Agreement:
    """Return whether two places, from small to large with commas, may be one.

    A part that only one of them names is no contradiction.
    """
    parts = [{fold_text(part).strip() for part in place.split(",") if part.strip()} for place in (left, right)]
    if not all(parts):
        return "missing"
    return "same" if parts[0] <= parts[1] or parts[1] <= parts[0] else "different"


def compare_words(left: str, right: str) -> Agreement:
    """Return whether two texts are the same but for accents and capitals."""
    return compare_values(fold_text(left), fold_text(right))


def compare_values(left: object, right: object) -> Agreement:
    """Return whether two values are the same; `missing` when one is not known."""
    if not left or not right:
        return "missing"
    return "same" if left == right else "different"


def compare_births(left: BirthRange, right: BirthRange) -> Agreement:
    """Return whether two children can have been born on one day."""
    if not (left.first and left.last and right.first and right.last):
        return "missing"
    return "same" if left.first <= right.last and right.first <= left.last else "different"


def compare_lists(left: Iterable[str], right: Iterable[str]) -> Agreement:
    """Return whether two lists have something in common.

    Nobody has told all of their nationalities, relatives or papers.
    """
    left_set, right_set = {fold_text(text) for text in left} - {""}, {fold_text(text) for text in right} - {""}
    if not left_set or not right_set:
        return "missing"
    return "same" if left_set & right_set else "different"
