"""The words in the names of the registry, and which may stand for which."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, JaroWinkler

from amparo.matching.abbreviations import abbreviations, is_abbreviation
from amparo.matching.cleaning import GAP
from amparo.matching.ears import hearings, shape
from amparo.matching.near import GramIndex, find_nearness
from amparo.matching.words import keys, sound, words


class Likeness(IntEnum):
    """How one word may stand for another, the closest first."""

    SAME = 1
    SOUNDS = 2
    ABBREVIATION = 3
    SHORT_FORM = 4
    HEARD = 5
    MISREAD = 6
    GAP = 7
    ONE_SLIP = 8
    START = 9
    ALIKE = 10
    NEAR = 11
    FAINT = 12
    INITIAL = 13


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
        self._by_ear: dict[str, list[int]] = defaultdict(list)
        self._by_shape: dict[str, list[int]] = defaultdict(list)
        self._by_ends: dict[str, list[int]] = defaultdict(list)
        self._by_initial: dict[str, list[int]] = defaultdict(list)
        self._by_letters, self._by_sound = _DeletionIndex(), _DeletionIndex()
        self._by_grams = GramIndex()
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
        for heard in hearings(word):
            self._by_ear[heard].append(number)
        self._by_shape[shape(word)].append(number)
        self._by_ends[word[0] + word[-1]].append(number)
        self._by_initial[word[0]].append(number)
        self._by_start[word[:3]].append(number)
        self._by_letters.add(word, number)
        self._by_sound.add(sound(word), number)
        self._by_grams.add(word)
        self._alike.clear()
        return number

    def settle(self) -> None:
        """Sort what is new in among the rest; searches are faster then."""
        self._by_grams.settle()

    def number(self, word: str) -> int:
        """Return the number of a folded word, 0 where it is not known."""
        return self._ids.get(word, 0)

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
        """Return from the loosest likeness to the closest, which then counts.

        A letter is but an initial.
        """
        how: dict[int, Likeness] = {}
        if len(word) > 1:
            how = self._find_like(word)
        else:
            how.update(dict.fromkeys(self._by_initial.get(word, ()), Likeness.INITIAL))
        if number := self._ids.get(word):
            how[number] = Likeness.SAME
        ids = np.array(sorted(how), np.int32)
        return Alike(ids, np.array([how[int(number)] for number in ids], np.uint8))

    def _find_like(self, word: str) -> dict[int, Likeness]:
        """Return words that may stand for one of two letters or more, and how."""
        how: dict[int, Likeness] = self._find_known(word[0], Likeness.INITIAL)
        how.update(self._find_near(word))
        how.update(dict.fromkeys(self._find_one_sound_apart(word), Likeness.ALIKE))
        how.update(dict.fromkeys(self._find_same_start(word), Likeness.START))
        how.update(self._find_one_letter_apart(word))
        how.update(dict.fromkeys(self._find_fitting(word), Likeness.GAP))
        how.update(dict.fromkeys(self._by_shape.get(shape(word), ()), Likeness.MISREAD))
        how.update({number: Likeness.HEARD for key in hearings(word) for number in self._by_key.get(key, ())})
        how.update(dict.fromkeys(self._by_ear.get(sound(word), ()), Likeness.HEARD))
        how.update(self._find_known(short_forms().get(word, ()), Likeness.SHORT_FORM))
        how.update(dict.fromkeys(self._find_abbreviated(word), Likeness.ABBREVIATION))
        how.update(self._find_known(abbreviations().get(word, ()), Likeness.ABBREVIATION))
        how.update({number: Likeness.SOUNDS for key in keys(word) for number in self._by_key.get(key, ())})
        return how

    def _find_known(self, others: Iterable[str], how: Likeness) -> dict[int, Likeness]:
        return {self._ids[other]: how for other in others if other in self._ids}

    def _find_near(self, word: str) -> Iterator[tuple[int, Likeness]]:
        """Return words that have most letters, sounds or shapes in common."""
        if len(word.strip(GAP)) < _SHORTEST_NEAR:
            return
        found = self._by_grams.near(word, hearings(word))
        others = [self.words[number] for number in found]
        nearness = find_nearness(word, others)
        for at in np.argsort(-nearness, kind="stable")[:_MOST_NEAR]:
            if nearness[at] >= _FAINT:
                yield int(found[at]), Likeness.NEAR if nearness[at] >= _NEAR else Likeness.FAINT

    def _find_fitting(self, word: str) -> Iterator[int]:
        """Return words that fit a word in which letters were lost."""
        if GAP in word and len(word.strip(GAP)) >= _SHORTEST_NEAR - 1:
            fits = re.compile(re.sub(r"\?+", _fit_gap, word))
            yield from (int(number) for number in self._by_grams.near(word) if fits.fullmatch(self.words[number]))

    def _find_abbreviated(self, word: str) -> Iterator[int]:
        """Return the names that a word may be short for.

        And the words that may be short for it.
        """
        for number in self._by_ends[word[0] + word[-1]] if len(word) > 1 else ():
            other = self.words[number]
            if is_abbreviation(word, other) or is_abbreviation(other, word):
                yield number

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


def _fit_gap(found: re.Match[str]) -> str:
    """Return the letters that a gap may stand for.

    Two lost bytes are one letter or two.
    """
    many = len(found[0])
    return f"[a-z?]{{{0 if found.end() == len(found.string) else (many + 1) // 2},{many}}}"


_SHORTEST_NEAR = 3
_MOST_NEAR = 40
_NEAR, _FAINT = 0.72, 0.58
"""How near two words are (`near.find_nearness`) that may stand for each other."""
_CLOSE = 0.8
"""Words whose sounds are one slip apart are alike only if their letters are too (Jaro-Winkler, 0 to 1)."""
