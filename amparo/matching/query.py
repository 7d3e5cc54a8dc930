"""A query read with the eyes of a registry.

Which of its words could stand for which, and how much each tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from amparo.matching.abbreviations import abbreviations
from amparo.matching.cleaning import GAP, repair
from amparo.matching.reading import Names, read_names
from amparo.matching.record import Record
from amparo.matching.tables import Counts, Tables, hash_documents, hash_near_documents, place_name
from amparo.matching.vocabulary import Likeness, Vocabulary
from amparo.matching.words import words

LEVELS = len(Likeness) + 1
MAX_INFORMATION = 12.0
"""No single word is worth more than this (natural logarithm): a word that nobody else has may be a slip of the pen."""
_KNOWN_SURNAME = 5
_SMOOTHING = 5
_BEFORE, _SHARE_BEFORE = 100, 1 / 300
"""What is believed of a word before anything is counted: so many words seen, of which such a share were this one. A
registry of a few names cannot tell that its names are common."""
_MANY = 2_000
_SHORTEST_PART = 3


class Role(IntEnum):
    """What a word of a name is."""

    GIVEN = 0
    FIRST_SURNAME = 1
    SECOND_SURNAME = 2
    ANY = 3
    LESSER = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word asked for.

    The words that may stand for it (ids rising, and how), and what each likeness tells. `information[i]` is the
    logarithm of one over the share of words in role `i` that are at least that like it: what an agreement is worth that
    only one name in a thousand gives. Rows: as a given name (or as it is asked),
    as a surname. `is_strange`: hardly anybody
    is named so, or as it sounds, so that what is only faintly like it may be meant.
    """

    text: str
    role: Role
    ids: NDArray[np.int32]
    how: NDArray[np.uint8]
    information: NDArray[np.float32]
    is_strange: bool


@dataclass(frozen=True, slots=True)
class Query:
    """A record to look for, read."""

    record: Record
    names: tuple[Word, ...]
    mother: tuple[Word, ...]
    father: tuple[Word, ...]
    places: tuple[Word, ...]
    documents: tuple[int, ...]
    near_documents: tuple[int, ...]

    @property
    def born(self) -> tuple[int, int]:
        return self.record.born


def build_query(record: Record, tables: Tables) -> Query:
    """Return a record as a query to a registry."""
    told = read_names(record)
    return Query(
        record=record,
        names=_build_names(told, tables),
        mother=_build_relative_words(record.mother or told.mother, tables),
        father=_build_relative_words(record.father or told.father, tables),
        places=tuple(
            _build_word(tables.place_words, name, Role.GIVEN, tables.as_place)
            for part in record.place[:3]
            if (name := place_name(repair(part)))
        ),
        documents=tuple(number for number in hash_documents(record.documents) if number),
        near_documents=hash_near_documents(record.documents),
    )


def _build_names(told: Names, tables: Tables) -> tuple[Word, ...]:
    """Return the words of the child's name, each with its role."""
    first, second = _split_surnames(told.first, tables), _split_surnames(told.second, tables)
    if not second and len(first) > 1:  # two surnames written as one
        first, second = first[:1], first[1:]
    named = (tables.as_given, tables.as_surname)
    return tuple(
        _build_word(tables.vocabulary, text, role, *named)
        for role, texts in (
            (Role.GIVEN, _mend_breaks(told.given, tables)[:4]),
            (Role.FIRST_SURNAME, first[:2]),
            (Role.SECOND_SURNAME, second[:2]),
            (Role.ANY, _split_surnames(told.anywhere, tables)[:8]),
            (Role.LESSER, told.lesser[:2]),
        )
        for text in texts
    )


def _build_relative_words(name: str, tables: Tables) -> tuple[Word, ...]:
    return tuple(_build_word(tables.vocabulary, text, Role.GIVEN, tables.as_relative) for text in words(name)[:6])


def _build_word(vocabulary: Vocabulary, text: str, role: Role, *counted: Counts) -> Word:
    alike = vocabulary.alike(text)
    information = np.stack([_compute_information(alike.ids, alike.how, c) for c in counted])
    sounding = alike.ids[alike.how <= Likeness.SOUNDS]
    strange = len(text) > 1 and sum(int(of.of(sounding).sum()) for of in counted) < _SMOOTHING
    return Word(text, role, alike.ids, alike.how, information, strange)


def _compute_information(ids: NDArray[np.int32], how: NDArray[np.uint8], counts: Counts) -> NDArray[np.float32]:
    """Return for each likeness, what it tells.

    The rarer the words that are at least so like, the more. Nothing for none. Words that few bear are all as rare, so
    that no answer tells whether a child of a rare name is in the registry at all.
    """
    floor = _SMOOTHING * min(1.0, counts.total / _MANY)
    at_least = np.maximum(np.cumsum(np.bincount(how, counts.of(ids), LEVELS)), floor)
    information = -np.log((at_least + _BEFORE * _SHARE_BEFORE) / (counts.total + _BEFORE))
    information[0] = 0
    capped: NDArray[np.float32] = np.minimum(information, MAX_INFORMATION).astype(np.float32)
    return capped


def _split_surnames(texts: Sequence[str], tables: Tables) -> list[str]:
    """Return the words of a surname.

    One that no record has but that is two surnames run together is parted.
    """
    return [part for word in _mend_breaks(texts, tables) for part in _find_two_surnames(word, tables) or [word]]


def _mend_breaks(texts: Sequence[str], tables: Tables) -> list[str]:
    """Return words, of which two that are none without each other are joined.

    A letter was lost between them.
    """
    found: list[str] = []
    for text in texts:
        joined = [found[-1] + between + text for between in ("", GAP)] if found else []
        if joined and not (_is_known(found[-1], tables) and _is_known(text, tables)):
            whole = next((word for word in joined if _names_somebody(word, tables)), "")
            found[-1:] = [whole] if whole else [found[-1]]
            if whole:
                continue
        found.append(text)
    return found


def _is_known(word: str, tables: Tables) -> bool:
    return len(word) == 1 or word in abbreviations() or _count_names(word, tables) > 0


def _names_somebody(word: str, tables: Tables) -> bool:
    """Return whether the registry has a word more than now and then.

    Or one that fits its gap.
    """
    alike = tables.vocabulary.alike(word)
    fits = np.isin(alike.how, (Likeness.SAME, Likeness.GAP))
    return float(sum(of.of(alike.ids[fits]).sum() for of in (tables.as_given, tables.as_surname))) >= _KNOWN_SURNAME


def _count_names(word: str, tables: Tables) -> float:
    """Return how often a word occurs in names, spelt so."""
    number = np.array([tables.vocabulary.number(word)])
    return float(sum(of.of(number).sum() for of in (tables.as_given, tables.as_surname))) if number[0] else 0.0


def _find_two_surnames(word: str, tables: Tables) -> list[str]:
    if len(word) < 2 * _SHORTEST_PART + 1 or _count_surname(word, tables) >= _KNOWN_SURNAME:
        return []
    parts = [(word[:at], word[at:]) for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)]
    least, best = max(
        (min(_count_surname(first, tables), _count_surname(second, tables)), (first, second)) for first, second in parts
    )
    return list(best) if least >= _KNOWN_SURNAME else []


def _count_surname(word: str, tables: Tables) -> float:
    """Return how often a surname occurs, spelt so."""
    number = tables.vocabulary.number(word)
    return float(tables.as_surname.of(np.array([number])).sum()) if number else 0.0
