"""Spanish and Mayan names as the ears of other languages write them, for measuring only (`seen.py`).

Per language, ordered pairs of Spanish letters and how that language spells the sound; where there are several, one is
taken by chance.
"""

from __future__ import annotations

import random
import re
import unicodedata
from functools import partial

type Spelling = tuple[tuple[str, str], ...]

EARS: dict[str, Spelling] = {
    "english": (
        ("que", "kay|keh"), ("qui", "kee"), ("gue", "gay"), ("gui", "gee"), ("ñ", "ny|ni"), ("ll", "y"), ("j", "h"),
        ("ge", "hay|he"), ("gi", "hee"), ("^x", "sh|h"), ("x", "sh|x"), ("z", "s|z"), ("ch", "ch|tch"),
        ("ce", "say|se"),
        ("ci", "see"), ("í", "ee"), ("i", "ee|i"), ("ú", "oo"), ("u", "oo|u"), ("e$", "ay|eh"), ("é", "ay|e"),
        ("tz", "ts"),
        ("c", "k|c"), ("hu", "w"), ("^h", ""), ("ai", "eye"), ("v", "b|v"), ("rr", "r"),
    ),
    "french": (
        ("tz", "ts|tz"), ("j$", "y|r"), ("j", "r|j"), ("que", "ké"), ("qui", "qui|ki"), ("gue", "gué"), ("ge", "ré"),
        ("gi", "ri"), ("ñ", "gn"), ("ll", "y"), ("ch", "tch"), ("x", "ch"), ("z", "ss|s"), ("c(?=[ei])", "ss|c"),
        ("u", "ou"), ("ú", "ou"), ("us$", "ouss"), ("s$", "ss|s"), ("o$", "o|eau"), ("^h", ""), ("c", "c|qu"),
        ("in", "ine"),
        ("e$", "é"), ("k", "k|qu"), ("w", "ou"),
    ),
    "creole": (
        ("que", "ke"), ("qui", "ki"), ("gue", "ge"), ("ñ", "ny"), ("ll", "y"), ("ch", "tch"), ("x", "ch"), ("j", "h|w"),
        ("g(?=[ei])", "h"), ("c(?=[ei])", "s"), ("c", "k"), ("z", "s"), ("tz", "ts"), ("ú", "ou"), ("u", "ou"),
        ("r", "r|w"), ("an", "an|ann"), ("on", "on|onn"), ("^h", ""), ("v", "v|b"), ("é", "e|é"), ("í", "i"),
    ),
    "portuguese": (
        ("ñ", "nh"), ("ll", "lh|i"), ("ch", "tch|ch"), ("j", "r|h"), ("^x", "x|ch"), ("g(?=[ei])", "r|h"), ("z", "s|z"),
        ("ción", "ção|sion"), ("c(?=[ei])", "ç|s"), ("que", "que|ke"), ("í", "i"), ("y", "i"), ("^h", ""),
        ("n$", "m|n"),
        ("ón$", "ão"), ("o$", "u|o"), ("tz", "tes|ts"), ("k", "qu|c"), ("s$", "s|z"), ("w", "u"),
    ),
    "garifuna": (
        ("j", "h"), ("g(?=[ei])", "h"), ("v", "b"), ("z", "s"), ("c(?=[ei])", "s"), ("qu", "g|k"), ("c", "g|k"),
        ("ll", "y"),
        ("ñ", "ñ|ny"), ("p", "p|b"), ("t", "t|d"), ("^x", "ch|h"), ("x", "s|ch"), ("e", "e|ü"), ("s$", "si|s"),
        ("z$", "si"),
        ("r", "r|rü"), ("n$", "nu|n"), ("tz", "s|ch"), ("w", "w"),
    ),
    "german": (
        ("tz", "ts|z"), ("ñ", "nj"), ("ll", "j"), ("y", "j|i"), ("ch", "tsch"), ("x", "sch"), ("j", "ch|h"),
        ("g(?=[ei])", "ch|h"), ("v", "w|b"), ("z", "s|ss"), ("c(?=[ei])", "s|ß"), ("qu", "k"), ("c", "k"), ("hu", "w"),
        ("í", "ie"), ("ei", "ei|ej"), ("^h", "h|"), ("eu", "eo"), ("s$", "s|ss"), ("á", "ah|a"), ("^s", "s|z"),
    ),
}  # fmt: skip
_HELD = 0xE000


def _hold_one(held: list[str], spellings: list[str], chance: random.Random, _: re.Match[str]) -> str:
    """Put a spelling where no later rule changes it; return the sign that stands for it."""
    held.append(chance.choice(spellings))
    return chr(_HELD + len(held) - 1)


def hear(word: str, ear: str, chance: random.Random) -> str:
    """Return a word as that ear writes it; each rule is applied with a chance of 0.8."""
    low = unicodedata.normalize("NFC", word.lower())
    held: list[str] = []
    for pattern, spellings in EARS[ear]:
        if chance.random() < 0.8:
            low = re.sub(pattern, partial(_hold_one, held, spellings.split("|"), chance), low)
    heard = "".join(held[at] if 0 <= (at := ord(letter) - _HELD) < len(held) else letter for letter in low)
    if ear != "french" and chance.random() < 0.8:
        heard = unicodedata.normalize("NFKD", heard).encode("ascii", "ignore").decode()
    return (heard or word).capitalize()
