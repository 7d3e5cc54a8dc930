"""A query read with the eyes of a registry.

Which of its words could stand for which, and how much each tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from amparo.matching.record import Record
from amparo.matching.tables import Counts, Tables, hash_documents, hash_near_documents, place_name
from amparo.matching.vocabulary import Likeness, Vocabulary
from amparo.matching.words import NICKNAMES, words

LEVELS = len(Likeness) + 1
MAX_INFORMATION = 12.0
"""No single word is worth more than this (natural logarithm): a word that nobody else has may be a slip of the pen."""
_KNOWN_SURNAME = 5
_SMOOTHING = 5
_SHORTEST_PART = 3


class Role(IntEnum):
    """What a word of a name is."""

    GIVEN = 0
    FIRST_SURNAME = 1
    SECOND_SURNAME = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word asked for.

    The words that may stand for it (ids rising, and how), and what each likeness tells. `information[i]` is the
    logarithm of one over the share of words in role `i` that are at least that like it: what an agreement is worth that
    only one name in a thousand gives. Rows: as a given name (or as it is asked), as a surname.
    """

    text: str
    role: Role
    ids: NDArray[np.int32]
    how: NDArray[np.uint8]
    information: NDArray[np.float32]


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
    vocabulary, named = tables.vocabulary, (tables.as_given, tables.as_surname)
    given = [word for word in words(record.given) if word not in NICKNAMES] or words(record.given)
    first, second = (_split_surname(text, tables) for text in (record.first_surname, record.second_surname))
    if not second and len(first) > 1:  # two surnames written as one
        first, second = first[:1], first[1:]
    names = [
        _build_word(vocabulary, text, role, *named)
        for role, texts in ((Role.GIVEN, given[:4]), (Role.FIRST_SURNAME, first[:2]), (Role.SECOND_SURNAME, second[:2]))
        for text in texts
    ]
    return Query(
        record=record,
        names=tuple(names),
        mother=_build_relative_words(record.mother, tables),
        father=_build_relative_words(record.father, tables),
        places=tuple(
            _build_word(tables.place_words, name, Role.GIVEN, tables.as_place)
            for part in record.place[:3]
            if (name := place_name(part))
        ),
        documents=tuple(number for number in hash_documents(record.documents) if number),
        near_documents=hash_near_documents(record.documents),
    )


def _build_relative_words(name: str, tables: Tables) -> tuple[Word, ...]:
    return tuple(_build_word(tables.vocabulary, text, Role.GIVEN, tables.as_relative) for text in words(name)[:6])


def _build_word(vocabulary: Vocabulary, text: str, role: Role, *counted: Counts) -> Word:
    alike = vocabulary.alike(text)
    return Word(
        text, role, alike.ids, alike.how, np.stack([_compute_information(alike.ids, alike.how, c) for c in counted])
    )


def _compute_information(ids: NDArray[np.int32], how: NDArray[np.uint8], counts: Counts) -> NDArray[np.float32]:
    """Return for each likeness, what it tells.

    The rarer the words that are at least so like, the more. Nothing for none. Words that few bear are all as rare, so
    that no answer tells whether a child of a rare name is in the registry at all.
    """
    at_least = np.maximum(np.cumsum(np.bincount(how, counts.of(ids), LEVELS)), _SMOOTHING)
    information = -np.log(at_least / (counts.total + _SMOOTHING))
    information[0] = 0
    capped: NDArray[np.float32] = np.minimum(information, MAX_INFORMATION).astype(np.float32)
    return capped


def _split_surname(text: str, tables: Tables) -> list[str]:
    """Return the words of a surname.

    One that no record has but that is two surnames run together is parted.
    """
    return [part for word in words(text) for part in _find_two_surnames(word, tables) or [word]]


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
    alike = tables.vocabulary.alike(word)
    return float(tables.as_surname.of(alike.ids[alike.how == Likeness.SAME]).sum())
