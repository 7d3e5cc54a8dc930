"""Which words of a vocabulary are near one that was damaged too much for any rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, Indel, JaroWinkler

from amparo.matching.ears import coarse, hearings, shape
from amparo.matching.words import sound

_LOOKED_AT = 160
_MERGE_AT = 200_000
_SOUND_PLANE = 1 << 16


def _grams(word: str) -> set[int]:
    """Return the pairs of letters of a word and of its sound, with its edges, as numbers."""
    found = set()
    for plane, text in ((0, word), (_SOUND_PLANE, sound(word))):
        edged = f"^{text}$"
        found |= {plane + ord(one) * 256 + ord(other) for one, other in zip(edged, edged[1:], strict=False)}
    return found


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
            self._merge_recent()

    def _merge_recent(self) -> None:
        grams = np.fromiter((gram for gram, ids in self._recent.items() for _ in ids), np.int32)
        ids = np.fromiter((number for ids in self._recent.values() for number in ids), np.int32)
        grams, ids = np.concatenate([self._sorted[0], grams]), np.concatenate([self._sorted[1], ids])
        order = np.argsort(grams, kind="stable")
        self._sorted = (grams[order], ids[order])
        self._recent.clear()
        self._recent_size = 0

    def near(self, word: str, also: Iterable[str] = ()) -> NDArray[np.int64]:
        """Return the numbers of the words that share most, the nearest first; `also`: other ways to write it."""
        if len(self._counted) != len(self._sizes):
            self._counted = np.array(self._sizes, np.float32)
        best = np.zeros(len(self._sizes), np.float32)
        for text in {word, *also}:
            grams = _grams(text)
            shared = np.bincount(self._gather(grams), minlength=len(best))
            np.maximum(best, 2 * shared / (self._counted + len(grams)), out=best)
        many = min(_LOOKED_AT, len(best) - 1)
        found = np.argpartition(-best, many)[:many] if many else np.empty(0, np.int64)
        return found[best[found] > 0][np.argsort(-best[found][best[found] > 0], kind="stable")]

    def _gather(self, grams: set[int]) -> NDArray[np.int32]:
        wanted = np.array(sorted(grams), np.int32)
        starts, ends = (np.searchsorted(self._sorted[0], wanted, side) for side in ("left", "right"))
        parts = [self._sorted[1][start:end] for start, end in zip(starts, ends, strict=True)]
        parts += [np.array(self._recent[gram], np.int32) for gram in grams if gram in self._recent]
        return np.concatenate(parts) if parts else np.empty(0, np.int32)


def find_nearness(word: str, others: Sequence[str]) -> NDArray[np.float32]:
    """Return how near each word is to one: the most of what letters, sounds and shapes have in common, 0 to 1."""
    heard = [sound(word), *hearings(word)]
    rough, looks = [coarse(one) for one in heard], shape(word)
    return np.array([_nearness(word, heard, rough, looks, other) for other in others], np.float32)


def _nearness(word: str, heard: Sequence[str], rough: Sequence[str], looks: str, other: str) -> float:
    sounds, coarse_sounds = {sound(other), *hearings(other)} if len(other) > 2 else {sound(other)}, coarse(sound(other))
    plain = sound(other)
    by_sound = max(OSA.normalized_similarity(one, plain) for one in heard)
    if len(sounds) > 1:
        by_sound = max(by_sound, *(OSA.normalized_similarity(heard[0], one) for one in sounds))
    by_coarse = max(OSA.normalized_similarity(one, coarse_sounds) for one in rough) if len(coarse_sounds) > 2 else 0.0
    return max(
        by_sound,
        0.92 * by_coarse,
        OSA.normalized_similarity(word, other),
        0.95 * OSA.normalized_similarity(looks, shape(other)),
        0.85 * min(Indel.normalized_similarity(word, other), JaroWinkler.similarity(word, other)),
    )
