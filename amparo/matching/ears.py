"""How a word sounds that somebody of another language wrote down.

And how it looks to a reading machine.

A name of this region that was heard in English, French, Haitian Creole, Portuguese, German or Garifuna is spelt by the
rules of that language. Each of `hearings` reads the word by one of them and gives the Spanish sound (`words.sound`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from amparo.matching.words import sound

type _Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> _Rules:
    return tuple((re.compile(pattern), spelt) for pattern, spelt in pairs)


_VOWEL = "aeiou"
_LANGUAGES: Final[dict[str, _Rules]] = {
    "english": _rules(
        (r"eye", "ai"), (r"oo", "u"), (r"ee|ea(?=[^aeiou]|$)", "i"), (r"(?:ay|eh|ey|ei)(?![aeiou])", "e"),
        (r"igh", "ai"),
        (r"aw|oh|oa", "o"), (r"ah|uh", "a"), (r"ow", "au"), (r"tch", "ch"), (r"sh|zh", "x"), (r"kn", "n"),
        (r"wh?", "hu"), (r"y$|ie$", "i"), (r"n[iy](?=[aeou])", "ñ"), (r"h(?=[aeiou])", "j"), (r"q(?!u)", "k"),
        (r"dj", "y"), (r"g(?=[ei])", "gu"),
    ),
    "french": _rules(
        (r"eaux?|aux?", "o"), (r"oue?(?=[aeiy])", "hu"), (r"ou", "u"), (r"oi", "ua"), (r"tch", "C"), (r"dj", "y"),
        (r"ch", "x"),
        (r"C", "ch"), (r"gn|ny", "ñ"), (r"ill", "y"), (r"qu|q|k", "k"), (r"sse?$", "s"), (r"ss", "s"),
        (r"(?<=n)n?e$", ""),
        (r"eu|oe", "e"), (r"(?<=[aeiou])[td]$", ""), (r"^r(?=[aeiou])", "j"), (r"(?<=[aeiou])r(?=[aeiou])", "j"),
        (r"ph", "f"), (r"(?<=nn|ss|tt|ll)e$", ""),
    ),
    "creole": _rules(
        (r"ou", "u"), (r"tch", "C"), (r"ch", "x"), (r"C", "ch"), (r"ny", "ñ"), (r"nn", "n"), (r"w(?=[aeiou])", "r"),
        (r"k", "k"),
        (r"d?j", "y"), (r"y$", "j"), (r"g(?=[ei])", "gu"),
    ),
    "portuguese": _rules(
        (r"nh", "ñ"), (r"lh", "ll"), (r"tch", "C"), (r"ch|x", "x"), (r"C", "ch"), (r"cao$", "cion"), (r"ao$", "on"),
        (r"m$", "n"),
        (r"rr", "j"), (r"^r(?=[aeiou])", "j"), (r"(?<=[aeiou])r(?=[aeiou])", "j"), (r"u$", "o"), (r"z$", "s"),
        (r"tes", "ts"),
    ),
    "german": _rules(
        (r"tsch", "C"), (r"sch", "x"), (r"nj", "ñ"), (r"j", "y"), (r"ch", "j"), (r"C", "ch"), (r"g(?=[ei])", "gu"),
        (r"w", "v"), (r"ie", "i"), (r"ck", "k"),
        (r"([aeou])h", r"\1"), (r"ss", "s"), (r"tz|z", "ts"), (r"eu|oy", "oi"), (r"dsch", "y"),
    ),
    "garifuna": _rules(
        (r"g(?=[ei])", "gu"), (r"b", "p"), (r"d", "t"), (r"gu?", "k"), (r"(?<=[^aeiou])[iu]$", ""), (r"sh", "ch"),
        (r"y(?=$)", "i"),
    ),
}  # fmt: skip
_FOREIGN: Final = re.compile(
    r"oo|ee|ea|ou|ow|tch|sch|sh|zh|gn|ny|nh|lh|nj|ll?j|eau|au|ck|kh|ss|nn|tt|dj|ay|ey|eh|ah|oh|uh|ie|oi|eu|w|k|x|ch|"
    r"q(?!ue|ui)|y$|j$|m$|ao$|[iu]$|e$|[bdg]|rr|(?<=[aeiou])r(?=[aeiou])|^r"
)
_SHAPES: Final = _rules(
    (r"rn|nn", "m"), (r"cl|ol", "d"), (r"vv|uu", "w"), (r"fi|ri|ii|li", "n"), (r"lc", "k"), (r"lz|iz", "b"),
    (r"[1jl]", "i"), (r"[0ceo6a]", "o"), (r"[vy]", "u"), (r"[8h]", "b"), (r"[5z2]", "s"), (r"[9g]", "q"),
    (r"[f7]", "t"),
)  # fmt: skip
_COARSE: Final = str.maketrans("bdgxrm", "ptksln", "hw")


@lru_cache(maxsize=50_000)
def hearings(word: str) -> frozenset[str]:
    """Return how a folded word may sound when another language's rules are read.

    Without its sound in Spanish.

    >>> "xuxi" in hearings("shochi"), bool({sound("quinonez")} & hearings("keenyonez"))
    (True, True)
    """
    if len(word) < 3 or not _FOREIGN.search(word):
        return frozenset()
    found = {sound(_respell(word, rules)) for rules in _LANGUAGES.values()} | {_end_in_j(word)}
    return frozenset(found - {sound(word), ""})


def _respell(word: str, rules: _Rules) -> str:
    for pattern, spelt in rules:
        word = pattern.sub(spelt, word)
    return word.replace("ñ", "ny")


def _end_in_j(word: str) -> str:
    """Return the sound of a word that ends in a j, written y or r.

    French and Creole lack it.
    """
    return sound(_respell(word[:-1] + "j", _LANGUAGES["french"])) if word[-1] in "yr" and word[-2] in _VOWEL else ""


@lru_cache(maxsize=100_000)
def shape(word: str) -> str:
    """Return a folded word by the looks of its letters.

    Those that reading machines confuse are one.

    >>> shape("avila") == shape("av1ia"), shape("martinez") == shape("rnartinez")
    (True, True)
    """
    return _respell(word, _SHAPES)


def coarse(heard: str) -> str:
    """Return a sound with the consonants made one that ears confuse.

    b/p, d/t, g/k, r/l, m/n, ch/s.
    """
    return heard.translate(_COARSE)
