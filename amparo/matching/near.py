"""Which words of a vocabulary are near one that was damaged too much for any rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from types import ModuleType

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, Indel, JaroWinkler
from rapidfuzz.process import cdist

from amparo.matching.ears import coarse, hearings, shape
from amparo.matching.words import sound

LOOKED_AT = 150
_MERGE_AT = 200_000
_SOUND_PLANE = 1 << 16


def _grams(word: str) -> set[int]:
    """Return the pairs of letters of a word and of its sound, as numbers.

    With its edges.
    """
    return _pairs(word, 0) | _pairs(sound(word), _SOUND_PLANE)


def _pairs(text: str, plane: int) -> set[int]:
    edged = f"^{text}$"
    return {plane + ord(one) * 256 + ord(other) for one, other in pairwise(edged)}


class GramIndex:
    """Words by the pairs of letters and of sounds that they have in common."""

    def __init__(self) -> None:
        self._sorted: tuple[NDArray[np.int32], NDArray[np.int32]] = (np.empty(0, np.int32), np.empty(0, np.int32))
        self._recent: dict[int, list[int]] = defaultdict(list)
        self._recent_size = 0
        self._sizes: list[int] = [0]
        self._counted = np.zeros(1, np.float32)

    def add(self, word: str) -> None:
        """Add the next word; its number is how many were added before it, plus one."""
        grams = _grams(word)
        number = len(self._sizes)
        self._sizes.append(len(grams))
        for gram in grams:
            self._recent[gram].append(number)
        self._recent_size += len(grams)
        if self._recent_size > _MERGE_AT:
            self.settle()

    def settle(self) -> None:
        """Sort what is new in among the rest."""
        if not self._recent:
            return
        grams = np.fromiter((gram for gram, ids in self._recent.items() for _ in ids), np.int32)
        ids = np.fromiter((number for ids in self._recent.values() for number in ids), np.int32)
        grams, ids = np.concatenate([self._sorted[0], grams]), np.concatenate([self._sorted[1], ids])
        order = np.argsort(grams, kind="stable")
        self._sorted = (grams[order], ids[order])
        self._recent.clear()
        self._recent_size = 0

    def near(self, word: str, also: Iterable[str] = ()) -> NDArray[np.int64]:
        """Return the numbers of the words that share most with one, at most `LOOKED_AT`.

        `also`: other sounds of it.
        """
        if len(self._counted) != len(self._sizes):
            self._counted = np.array(self._sizes, np.float32)
        grams = _grams(word)
        wanted = grams.union(*(_pairs(other, _SOUND_PLANE) for other in also))
        shared = np.bincount(self._gather(wanted), minlength=len(self._sizes))
        alike = 2 * shared / (self._counted + len(grams))
        found = np.argpartition(-alike, LOOKED_AT)[:LOOKED_AT] if len(alike) > LOOKED_AT else np.arange(len(alike))
        return found[shared[found] > 0]

    def _gather(self, grams: set[int]) -> NDArray[np.int32]:
        wanted = np.array(sorted(grams), np.int32)
        starts, ends = (np.searchsorted(self._sorted[0], wanted, side) for side in ("left", "right"))
        parts = [self._sorted[1][start:end] for start, end in zip(starts, ends, strict=True)]
        parts += [np.array(self._recent[gram], np.int32) for gram in grams if gram in self._recent]
        return np.concatenate(parts) if parts else np.empty(0, np.int32)


def find_nearness(word: str, others: Sequence[str]) -> NDArray[np.float32]:
    """Return how near each word is to one, 0 to 1.

    The most of what letters, sounds and shapes have in common.
    """
    if not others:
        return np.empty(0, np.float32)
    heard, sounds = [sound(word), *hearings(word)], [sound(other) for other in others]
    found = [
        _compare(heard, sounds),
        _compare([coarse(one) for one in heard], [coarse(one) for one in sounds]) * _COARSE,
        _compare([word], others),
        _compare([shape(word)], [shape(other) for other in others]) * _SHAPE,
        np.minimum(_compare([word], others, Indel), _compare([word], others, JaroWinkler)) * _LETTERS,
    ]
    by_other_ear = [(at, one) for at, other in enumerate(others) for one in hearings(other)]
    if by_other_ear:
        places, ears = zip(*by_other_ear, strict=True)
        np.maximum.at(found[0], np.array(places), _compare(heard[:1], ears))
    nearest: NDArray[np.float32] = np.max(found, axis=0)
    return nearest


def _compare(ours: Sequence[str], theirs: Sequence[str], by: ModuleType = OSA) -> NDArray[np.float32]:
    """Return for each of theirs how like the likest of ours it is, 0 to 1."""
    found: NDArray[np.float32] = cdist(ours, theirs, scorer=by.normalized_similarity, dtype=np.float32).max(0)
    return found


_COARSE, _SHAPE, _LETTERS = 0.92, 0.95, 0.85
"""How much less it is that words agree in rough sounds, in shapes, or in most letters, than in their sounds."""
