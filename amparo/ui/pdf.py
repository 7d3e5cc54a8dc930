"""PDF files from Typst templates, in every script that a name may have.

The fonts are those of Typst and of two packages (`manimgx-fonts`, `manimgx-fonts-cjk`): the same on every machine,
whatever fonts it has. Typst shapes letters and sets what is written from right to left.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import typst

from amparo.ledger.json import JsonMapping
from amparo.ledger.text import t
from amparo.ui.font_coverage import covered_letters

_PACKAGES: Final = ("manimgx_fonts", "manimgx_fonts_cjk")
_MAIN: Final = ("Libertinus Serif", "Noto Sans")
_LAST: Final = ("Noto Sans CJK SC", "Noto Sans CJK TC", "Noto Sans CJK HK", "Noto Sans CJK JP", "Noto Sans CJK KR",
                "Noto Emoji")  # fmt: skip
_FAMILIAR: Final = 0x0180
"""Letters below are in every font of Latin letters."""


def render_typst(template: Path, content: JsonMapping) -> bytes:
    """Return the PDF that a template makes of its content.

    The template prints `unprintable`, which says which words need letters that no font here has, where there are any.
    """
    whole = {**content, "fonts": list(_families()), "unprintable": describe_unprintable(content)}
    return bytes(
        typst.compile(
            str(template), sys_inputs={"paper": json.dumps(whole)}, font_paths=_fonts(), ignore_system_fonts=True
        )
    )


def describe_unprintable(content: JsonMapping) -> str:
    """Return which words of a paper it cannot print, and where to read them.

    Blank if there are none.
    """
    words = unprintable_words(content)
    if not words:
        return ""
    return str(t("Hay letras que este papel no puede imprimir ({words}): véase en pantalla.",
                 "There are letters that this paper cannot print ({words}): see it on the screen.",
                 words=", ".join(_code_points(word) for word in words)))  # fmt: skip


def unprintable_words(content: object) -> list[str]:
    """Return the words in which a letter has no glyph in any font.

    In order, each once.
    """
    words = (word for text in _texts(content) if not text.isascii() for word in text.split())
    return [word for word in dict.fromkeys(words) if any(not _is_printable(letter) for letter in word)]


def _is_printable(letter: str) -> bool:
    if ord(letter) < _FAMILIAR or unicodedata.category(letter)[0] in "ZC" or letter in _UNSEEN:
        return unicodedata.category(letter) not in ("Cn", "Co")
    return ord(letter) in _coverage()


_UNSEEN: Final = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Selectors of a form of the letter before them."""


def _code_points(word: str) -> str:
    """Return the letters without a glyph as their numbers.

    Printed as they are, nobody could read them.

    >>> _code_points("ꯃꯅ")
    'U+ABC3 U+ABC5'
    """
    return " ".join(f"U+{ord(letter):04X}" for letter in word if not _is_printable(letter))


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, Iterable):
        for value in content:
            yield from _texts(value)


@cache
def _folders() -> tuple[Path, ...]:
    specs = (find_spec(name) for name in _PACKAGES)
    return tuple(Path(spec.origin).parent for spec in specs if spec and spec.origin)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in _folders()])


@cache
def _families() -> tuple[str, ...]:
    """Return the families in the order in which a letter is looked for.

    Chinese before Japanese forms of a letter.
    """
    here = sorted(name for name in _fonts().families() if name.startswith("Noto "))
    between = [name for name in here if name not in _MAIN and name not in _LAST]
    return (*_MAIN, *between, *(name for name in _LAST if name in here))


@cache
def _coverage() -> frozenset[int]:
    files = [file for folder in _folders() for file in sorted(folder.glob("*.tt[fc]"))]
    return frozenset().union(*(covered_letters(file.read_bytes()) for file in files))
