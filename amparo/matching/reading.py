"""The name of a child as people write it.

In which column, with what before, behind and between.

Titles are taken off, words of kinship are read ("hija de Marta"), what the child is called by (in brackets, in
quotation marks, after *alias*) is set apart, and a whole name in one column is known for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from amparo.matching.abbreviations import abbreviations
from amparo.matching.cleaning import repair
from amparo.matching.record import Record
from amparo.matching.words import NICKNAMES, PARTICLES, fold, words

TITLES: Final = frozenset(
    "nina nino ninito ninita menor menores adolescente bebe beba joven jovencita jovencito muchacha muchacho senorita "
    "senor senora srta sr sra don dona dn dna chico chica nna mena infante hermanito hermanita recien nacido nacida "
    "persona usuario usuaria estudiante alumno alumna lic prof profe mi hijo hija hijito hijita el la los las un una "
    "miss mr mrs ms mister master child kid boy girl minor baby infant unaccompanied juvenile teen "
    "enfant garcon fille mineur mineure monsieur madame mademoiselle mlle mme pitit ti timoun "
    "menino menina crianca senhor senhora kind junge herr frau".split()
)
"""Folded words before a name that name nobody; among them those by which a family calls its own."""
_PARENT: Final = (
    r"hij(?:[oae@x]s?|it[oa]s?|/a|\(a\)|o/a)|h\.?|hj[oa]?s?\.?|fill?es?|fils|filh[oa]s?|enfant|daughter|son|child"
)
_OTHER_KIN: Final = (
    r"niet[oa]s?|sobrin[oa]s?|herman(?:[oa]s?|it[oa]s?)|hno\.?|hna\.?|ahijad[oa]|hijastr[oa]|entenad[oa]|espos[oa]"
    r"|prim[oa]|net[oa]|irm[aã]o?|brother|sister|nephew|niece|cousin|grand\w+|step\w+"
    r"|fr[eè]re|s(?:oe|œ)ur|neveu|ni[eè]ce"
)
_OF: Final = r"\s+(?:de|del|of|do|da|a)\s+(?:l[ao]s?\s+|el\s+)?"
_KIN: Final = re.compile(rf"\b(?:(?P<parent>{_PARENT})|(?:{_OTHER_KIN})){_OF}(?P<name>.+)$", re.IGNORECASE)
_SAID: Final = re.compile(
    r"(?:[,;(\-]\s*)?\b(?:su\s+)?(?P<who>mam[aáiíy]+|madre|mother|mom|m[eè]re|m[aã]e|pap[aáiíy]+|"
    r"padre|father|dad|p[eè]re|pai)"
    r"(?:\s*[:=]\s*|\s+(?:es|is|se llama|llamad[oa])\s+)(?P<name>.+)$",
    re.IGNORECASE,
)
_FATHERS: Final = ("pap", "pad", "fat", "dad", "pè", "per", "pai")
_CALLED: Final = re.compile(
    r"[,;]?\s*\b(?:alias|a\.?\s?k\.?\s?a\b\.?|apodad[oa]|apodo|sobrenombre|"
    r"conocid[oa]\s+(?:como|por)|(?:mejor\s+)?conocid[oa]|(?:le|lo|la)\s+(?:dicen|llaman)|"
    r"llamad[oa]|dich[oa]|known as|called|dit|dite|nickname)\b[:\s]*(?P<name>[^,;]+)",
    re.IGNORECASE,
)
_WRAPPED: Final = re.compile(
    r"\(([^()]*)\)?|\[([^\[\]]*)\]?|\{([^{}]*)\}?|«([^»]*)»?|[\"“”„]([^\"“”„]*)[\"“”]?|(?<!\w)['‘`]([^'’`]+)['’`](?!\w)"
)
_SPECIAL: Final = re.compile(r"[()\[\]{}«»\"“”„‘`:;,=/@]|\b(?:[A-Z]\.){2,}|(?<!\w)'")
_GLUED_INITIALS: Final = re.compile(r"\b([B-DF-HJ-NP-TV-Z])([B-DF-HJ-NP-TV-Z])\b\.?")
_ALL_LETTERS: Final = re.compile(r"\W*[A-Za-z](?:\W+[A-Za-z])*\W*")
_LONE_LETTERS: Final = re.compile(r"[A-Za-z]")
_KIN_WORDS: Final = frozenset(
    "hijo hija hije hijos hijas hijito hijita hj hja hjo h fils fille filho filha daughter son child enfant nieto "
    "nieta sobrino sobrina hermano hermana hno hna ahijado ahijada hijastro hijastra entenado entenada mama papa "
    "mami papi madre padre mother father alias aka apodado apodada apodo conocido conocida dicen llaman "
    "llamado llamada dicho dicha called".split()
)
_WORDS_OF_A_WHOLE: Final = 2
_WORDS_OF_ALL_GIVEN: Final = 3


@dataclass(frozen=True, slots=True)
class Names:
    """The words of a name, folded. `anywhere`: of one column that may hold all.

    `lesser`: what the child is called.

    `mother`, `father`: as far as the name of the child tells them.
    """

    given: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()
    lesser: tuple[str, ...] = ()
    mother: str = ""
    father: str = ""


def read_names(record: Record) -> Names:
    """Return the names of a child as they are compared.

    >>> read_names(Record("niña Eva hija de Marta", "Luna"))
    Names(given=('eva',), first=('luna',), second=(), anywhere=(), lesser=(), mother='Marta', father='')
    >>> read_names(Record(first_surname='Arriaga Bocanegra Lino "El Chato"')).lesser
    ('chato',)
    """
    told = _Told()
    given, first, second = (told.take(text) for text in record[:3])
    columns = [column for column in (given, first, second) if column.strip(" ,")]
    if len(columns) == 1:
        return _read_one_column(columns[0], told, is_given=bool(given.strip(" ,")))
    plain = [word for word in _words_without_titles(given) if word not in NICKNAMES]
    return told.build(
        given=tuple(plain or words(given)),
        first=tuple(_words_without_titles(first)),
        second=tuple(_words_without_titles(second)),
    )


def _read_one_column(text: str, told: _Told, *, is_given: bool) -> Names:
    """Return the name that stands in one column: surnames before a comma.

    Or words of any kind.
    """
    before, comma, behind = text.partition(",")
    if comma and words(before) and words(behind):
        surnames = _words_without_titles(before)
        return told.build(
            given=tuple(_words_without_titles(behind)), first=tuple(surnames[:1]), second=tuple(surnames[1:])
        )
    found = tuple(_words_without_titles(text))
    if len(found) >= _WORDS_OF_A_WHOLE:
        return told.build(anywhere=found)
    return told.build(given=found) if is_given else told.build(first=found)


def _words_without_titles(text: str) -> list[str]:
    """Return the words of a column; titles before the first name are left out.

    Unless there is nothing else.
    """
    pieces = text.split()
    while len(pieces) > 1 and fold(pieces[0]) in TITLES:
        pieces = pieces[1:]
    text = _GLUED_INITIALS.sub(_part_initials, " ".join(pieces))
    return words(_LONE_LETTERS.sub(r"\g<0>. ", text) if _ALL_LETTERS.fullmatch(text) else text)


def _part_initials(found: re.Match[str]) -> str:
    """Return two initials written as one, apart; a customary abbreviation stays."""
    return found[0] if fold(found[0]) in abbreviations() else f"{found[1]}. {found[2]}."


class _Told:
    """What the columns of a name tell besides the name."""

    def __init__(self) -> None:
        self.lesser: list[str] = []
        self.mother = self.father = ""

    def take(self, text: str) -> str:
        """Return what is left of a column when all that is no name is taken out."""
        text = repair(text)
        if is_plain(text):
            return text
        text = _CALLED.sub(self._keep_called, _WRAPPED.sub(self._keep_called, text))
        text = _SAID.sub(self._keep_said, text)
        return _KIN.sub(self._keep_kin, text)

    def build(self, **parts: tuple[str, ...]) -> Names:
        """Return the names, with what else was told."""
        known = {word for part in parts.values() for word in part}
        lesser = tuple(word for word in dict.fromkeys(self.lesser) if word not in known)
        if not known:  # nothing but what the child is called
            parts, lesser = {"anywhere": lesser}, ()
        return Names(**parts, lesser=lesser, mother=self.mother, father=self.father)

    def _keep_called(self, found: re.Match[str]) -> str:
        name = next((part for part in found.groups() if part), "")
        if _KIN.search(name) or _SAID.search(name):
            return f" {name}"
        self.lesser += [word for word in words(name) if word not in TITLES]
        return " "

    def _keep_said(self, found: re.Match[str]) -> str:
        if found["who"].lower().startswith(_FATHERS):
            self.father = found["name"]
        else:
            self.mother = found["name"]
        return " "

    def _keep_kin(self, found: re.Match[str]) -> str:
        name = " ".join(word for word in found["name"].split() if fold(word) not in TITLES)
        if found["parent"] and not self.mother:
            self.mother = name
        return " "


class _PlainWords(dict[str, bool]):
    """What stands between two spaces → whether it can only be a word of a name.

    Read once, then looked up.
    """

    def __missing__(self, piece: str) -> bool:
        folded = fold(piece)
        said = (folded in TITLES and folded not in PARTICLES) or folded in _KIN_WORDS or folded in NICKNAMES
        self[piece] = plain = not (
            said or _SPECIAL.search(piece) or _GLUED_INITIALS.search(piece) or repair(piece) != piece
        )
        return plain


_plain_words = _PlainWords()


def is_plain(text: str) -> bool:
    """Return whether a text holds nothing but words of a name."""
    return all([_plain_words[piece] for piece in text.split()])


def is_plain_record(record: Record) -> bool:
    """Return whether the names of a record stand in their columns.

    With nothing else beside them.
    """
    return bool(record.given and record.first_surname) and is_plain(
        f"{record.given} {record.first_surname} {record.second_surname}"
    )
