"""Names as words, and how they sound.

The spelling of this region's officers, its languages and its neighbours'. Two words that sound alike to a Spanish ear,
or were written by an English one, get the same key. The rules follow the usual confusions of Spanish spelling (b/v,
s/c/z, ll/y, g/j/x, h mute), of Mayan and Nahua names (tz/ts/z, x/sh/ch, w/hu/gu, k/q/c) and of names heard in English
(ee/i, oo/u, ay/e, h for j, ny for ñ).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from amparo.matching.cleaning import GAP, repair

PARTICLES = frozenset("de del la las los el y e da do dos van von di san santa".split()) - {"san", "santa"}
# Said of anybody, and so of nobody in particular.
NICKNAMES = frozenset(
    "nene nena nino nina chino china negro negra canche flaco flaca chele chela gordo gorda bebe baby guero guera "
    "colocho colocha peque chiquito chiquita moreno morena".split()
)  # fmt: skip
UNKNOWN = frozenset("desconocido desconocida unknown nn xx xxx sn ninguno ninguna na none null fnu lnu".split())

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_NOT_WORD_OR_GAP = re.compile(r"[^a-z0-9?]+")
_APOSTROPHES = re.compile("['’ʼ`´ʹ]")
_INITIAL_LIKE_PARTICLE = re.compile(r"(?<![a-z.])[ey](?=\.)", re.IGNORECASE)
_INITIALS_KEPT = ("e?", "y?")
_READ_AS_DIGIT = str.maketrans("0123456789", "oizeasbtbg")


def fold(text: str) -> str:
    """Return small letters without accents.

    What is no letter or digit becomes a space, an apostrophe nothing.
    """
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).encode("ascii", "ignore").decode().lower()
    return _NOT_WORD.sub(" ", plain).strip()


def words(text: str) -> list[str]:
    """Return the words of a name that tell people apart.

    Mended and folded, without particles and without "unknown"; `cleaning.GAP` stands for a letter that was lost.
    """
    text = repair(text)
    if "." in text:
        text = _INITIAL_LIKE_PARTICLE.sub(lambda found: f"{found[0]}{GAP}", text)
    folded = _fold_with_gaps(text) if GAP in text else fold(text)
    return [
        word[0] if word in _INITIALS_KEPT else word
        for word in map(correct_digits, folded.split())
        if word not in PARTICLES and word not in UNKNOWN and word.strip(GAP)
    ]


def _fold_with_gaps(text: str) -> str:
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).encode("ascii", "ignore").decode().lower()
    return _NOT_WORD_OR_GAP.sub(" ", plain).strip()


def correct_digits(word: str) -> str:
    """Return digits that a reading machine put for letters; a number stays a number."""
    return word if word.isalpha() or word.strip(GAP).isdigit() else word.translate(_READ_AS_DIGIT)


_SOUNDS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"th", "t"),
        (r"sch|sh|ch|x", "X"),
        (r"tz|ts|zz", "s"),
        (r"ck|cc(?![ei])|qu(?=[ei])|q|k", "k"),
        (r"cc(?=[ei])", "ks"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"z|s+", "s"),
        (r"gu(?=[ei])", "G"),
        (r"g(?=[eiy])|j|h(?=[aeou])", "h"),
        (r"hu(?=[aeio])|gu(?=[ao])|u(?=[aeio])|w", "w"),
        (r"hw", "w"),
        (r"h", ""),
        (r"[GX]", lambda found: "g" if found[0] == "G" else "x"),
        (r"v", "b"),
        (r"ll|y(?=[aeiou])", "Y"),
        (r"ny(?=[aeo])|ni(?=[aeo])|nY|nn|mm", "n"),
        (r"ay|ei|ai|ey|ee$", lambda found: "i" if found[0] == "ee" else "e"),
        (r"ee|ie|y", "i"),
        (r"oo|ou", "u"),
        (r"Y", "i"),
        (r"e", "i"),
        (r"o", "u"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Return how a folded word sounds.

    `sound("yovani") == sound("giovanny")` is not promised, `vasquez`/`basques` is.

    >>> sound("vasquez") == sound("basques"), sound("quej") == sound("kej"), sound("xuan") == sound("shuan")
    (True, True, True)
    """
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def keys(word: str) -> set[str]:
    """Return the keys under which a word is found by ear.

    As written, with a glued particle cut off, and as misread.
    """
    found = {sound(word)}
    for start in ("dela", "del", "de"):
        if word.startswith(start) and len(word) >= len(start) + 3:
            found.add(sound(word[len(start) :]))
    if "rn" in word:
        found.add(sound(word.replace("rn", "m")))
    if "cl" in word:
        found.add(sound(word.replace("cl", "d")))
    if word.startswith("x"):
        found.add(sound("j" + word[1:]))
    return {key for key in found if key}
