"""The words in the names of the registry, and which may stand for which."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, JaroWinkler

from amparo.matching.words import keys, sound, words


class Likeness(IntEnum):
    """How one word may stand for another, the closest first."""

    SAME = 1
    SOUNDS = 2
    SHORT_FORM = 3
    ONE_SLIP = 4
    START = 5
    ALIKE = 6


@dataclass(frozen=True, slots=True)
class Alike:
    """Words of the vocabulary that may stand for one word.

    Ids in rising order, and how.
    """

    ids: NDArray[np.int32]
    how: NDArray[np.uint8]


@cache
def short_forms() -> dict[str, frozenset[str]]:
    """Return the names and the short forms that may stand for each word.

    From `short_forms.csv`.
    """
    found: dict[str, set[str]] = defaultdict(set)
    with resources.files("amparo.matching").joinpath("short_forms.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            for short in row["short_forms"].split():
                found[row["name"]].add(short)
                found[short].add(row["name"])
    return {word: frozenset(others) for word, others in found.items()}


def _iterate_deletions(word: str) -> Iterator[str]:
    """Return the word, and the word without each of its letters.

    Two words one slip apart share one of these.
    """
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


class _DeletionIndex:
    """Find words at most one letter apart.

    Through what is left of each when one letter is taken away.
    """

    def __init__(self) -> None:
        self._sorted: tuple[NDArray[np.int64], NDArray[np.int32]] = (np.empty(0, np.int64), np.empty(0, np.int32))
        self._recent: dict[int, list[int]] = defaultdict(list)

    def add(self, word: str, word_id: int) -> None:
        for left in set(_iterate_deletions(word)):
            self._recent[hash(left)].append(word_id)
        if len(self._recent) > 200_000:
            self._merge_recent()

    def _merge_recent(self) -> None:
        """Put what is new among the rest, in sorted arrays.

        A dictionary of all would need ten times the memory.
        """
        hashes = np.fromiter((h for h, ids in self._recent.items() for _ in ids), np.int64)
        ids = np.fromiter((i for ids in self._recent.values() for i in ids), np.int32)
        hashes, ids = np.concatenate([self._sorted[0], hashes]), np.concatenate([self._sorted[1], ids])
        order = np.argsort(hashes, kind="stable")
        self._sorted = (hashes[order], ids[order])
        self._recent.clear()

    def near(self, word: str) -> set[int]:
        hashes_of_word = [hash(left) for left in set(_iterate_deletions(word))]
        hashes, ids = self._sorted
        starts, ends = np.searchsorted(hashes, hashes_of_word, "left"), np.searchsorted(hashes, hashes_of_word, "right")
        found = {int(i) for start, end in zip(starts, ends, strict=True) for i in ids[start:end]}
        for left in hashes_of_word:
            found.update(self._recent.get(left, ()))
        return found


class _Pieces(dict[str, tuple[int, ...]]):
    """What stands between two spaces, as it is written → the numbers of its words.

    Read once, then looked up.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def __missing__(self, piece: str) -> tuple[int, ...]:
        self[piece] = numbers = tuple(self._vocabulary.add(word) for word in words(piece))
        return numbers


class Vocabulary:
    """Words and their numbers; 0 is no word.

    It only grows, and a new word is found at once.
    """

    def __init__(self) -> None:
        self.words: list[str] = [""]
        self._ids: dict[str, int] = {}
        self._pieces = _Pieces(self)
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_start: dict[str, list[int]] = defaultdict(list)
        self._by_letters, self._by_sound = _DeletionIndex(), _DeletionIndex()
        self._alike: dict[str, Alike] = {}

    def __len__(self) -> int:
        return len(self.words)

    def add(self, word: str) -> int:
        """Return the number of a folded word, given to it now if it is new."""
        if number := self._ids.get(word):
            return number
        self._ids[word] = number = len(self.words)
        self.words.append(word)
        for key in keys(word):
            self._by_key[key].append(number)
        self._by_start[word[:3]].append(number)
        self._by_letters.add(word, number)
        self._by_sound.add(sound(word), number)
        self._alike.clear()
        return number

    def add_all(self, texts: Iterable[str]) -> tuple[list[int], list[int]]:
        """Return the numbers of all words of all texts, and how many each text has."""
        numbers: list[int] = []
        lengths: list[int] = []
        for text in texts:
            before = len(numbers)
            for piece in text.split():
                numbers += self._pieces[piece]
            lengths.append(len(numbers) - before)
        return numbers, lengths

    def alike(self, word: str) -> Alike:
        """Return every word that may stand for this one, itself included if it is known."""
        found = self._alike.get(word)
        if found is None:
            if len(self._alike) > 20_000:
                self._alike.clear()
            found = self._alike[word] = self._find_alike(word)
        return found

    def _find_alike(self, word: str) -> Alike:
        """Return from the loosest likeness to the closest, which then counts."""
        how: dict[int, Likeness] = {}
        how.update(dict.fromkeys(self._find_one_sound_apart(word), Likeness.ALIKE))
        how.update(self._find_one_letter_apart(word))
        how.update(dict.fromkeys(self._find_same_start(word), Likeness.START))
        how.update(
            {self._ids[short]: Likeness.SHORT_FORM for short in short_forms().get(word, ()) if short in self._ids}
        )
        how.update({number: Likeness.SOUNDS for key in keys(word) for number in self._by_key.get(key, ())})
        if number := self._ids.get(word):
            how[number] = Likeness.SAME
        ids = np.array(sorted(how), np.int32)
        return Alike(ids, np.array([how[int(number)] for number in ids], np.uint8))

    def _find_one_sound_apart(self, word: str) -> Iterator[int]:
        word_sound = sound(word)
        near = self._by_sound.near(word_sound) if len(word_sound) > 2 else ()
        return (number for number in near if JaroWinkler.similarity(word, self.words[number]) >= _CLOSE)

    def _find_one_letter_apart(self, word: str) -> Iterator[tuple[int, Likeness]]:
        """Return words that share what is left when a letter is taken away.

        One slip, or two that are close all the same.
        """
        for number in self._by_letters.near(word) if len(word) > 2 else ():
            if OSA.distance(word, self.words[number]) <= 1:
                yield number, Likeness.ONE_SLIP
            elif JaroWinkler.similarity(word, self.words[number]) >= _CLOSE:
                yield number, Likeness.ALIKE

    def _find_same_start(self, word: str) -> Iterator[int]:
        """Return words cut short: three letters or more of the longer one."""
        if len(word) < 3:
            return
        for number in self._by_start.get(word[:3], ()):
            other = self.words[number]
            if other != word and (other.startswith(word) or word.startswith(other)):
                yield number


_CLOSE = 0.8
"""Words whose sounds are one slip apart are alike only if their letters are too (Jaro-Winkler, 0 to 1)."""
