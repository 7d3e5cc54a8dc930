"""Names written short: by custom (Hdez., Ma., Fco.).

Or by their consonants and their end.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache
from importlib import resources

_VOWEL = re.compile(r"(?<![gq])u|[aeio]")
_LONGEST = 6
_LEFT_OUT = 2
_SHORTEST_SKELETON = 3


@cache
def _names_by_short_form() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    with resources.files("amparo.matching").joinpath("abbreviations.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found[row["short"]] = (*found.get(row["short"], ()), *row["names"].split())
    return found


def written_out(word: str) -> tuple[str, ...]:
    """Return the names that a folded word customarily stands for.

    >>> written_out("gpe"), written_out("guadalupe")
    (('guadalupe',), ())
    """
    return _names_by_short_form().get(word, ())


@cache
def abbreviations() -> dict[str, frozenset[str]]:
    """Return the names that each customary abbreviation stands for, and the reverse.

    From `abbreviations.csv`.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for short, names in _names_by_short_form().items():
        found[short].update(names)
        for name in names:
            found[name].add(short)
    return {word: frozenset(others) for word, others in found.items()}


def is_abbreviation(short: str, name: str) -> bool:
    """Return whether a word may be a name without some of its letters.

    Its first letter, consonants, and its end.

    >>> is_abbreviation("hrdz", "hernandez"), is_abbreviation("alvrz", "alvarez"), is_abbreviation("ana", "angela")
    (True, True, False)
    """
    if not 1 < len(short) <= min(_LONGEST, len(name) - _LEFT_OUT) or short[0] != name[0]:
        return False
    vowels = len(_VOWEL.findall(short[1:]))
    if vowels > 1 or not _is_subsequence(short, name):
        return False
    if short[-1] == name[-1]:
        return not (vowels and short[0] in "aeiou" and len(short) <= _SHORTEST_SKELETON)
    return not vowels and len(short) >= _SHORTEST_SKELETON


def _is_subsequence(short: str, name: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in short)
