"""A bag of words as a peer: BM25 over words, how they sound, and their trigrams (Robertson and Zaragoza 2009).

What is known of a child is one bag: each word of the names, its phonetic key and its three-letter pieces; the words of
the parents and the place, marked as such; the day, the month and the year of birth. No word is tied to a column.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from amparo.matching.record import Record
from amparo.matching.words import fold, sound
from bench.figures import measure_ms
from bench.linkage.figures import Answer
from bench.linkage.questions import Keyed, Question

K1, B = 1.2, 0.75


def list_tokens(record: Record) -> list[str]:
    """Return the bag of one record."""
    names = fold(f"{record.given} {record.first_surname} {record.second_surname}").split()
    found = [token for word in names for token in _tokens_of_word(word)]
    found += [f"parent:{sound(word)}" for word in fold(f"{record.mother} {record.father}").split()]
    found += [f"place:{word}" for word in fold(" ".join(record.place)).split()]
    return [*found, *_tokens_of_birth(*record.born), f"sex:{record.sex}"]


def _tokens_of_word(word: str) -> Iterator[str]:
    yield word
    yield f"sound:{sound(word)}"
    edged = f"^{word}$"
    yield from (edged[at : at + 3] for at in range(len(edged) - 2))


def _tokens_of_birth(first: int, last: int) -> Iterator[str]:
    if first:
        born = date.fromordinal(first)
        yield f"year:{date.fromordinal((first + last) // 2).year}"
        if first == last:
            yield f"month:{born.month}"
            yield f"day:{born.day}"


class BagOfWords:
    """An inverted index with the weight of every token in every record."""

    def __init__(self, registry: Sequence[Keyed]) -> None:
        self._keys = [key for key, _ in registry]
        bags = [Counter(list_tokens(record)) for _, record in registry]
        lengths = np.array([bag.total() for bag in bags], np.float32)
        rows: dict[str, list[int]] = defaultdict(list)
        often: dict[str, list[int]] = defaultdict(list)
        for row, bag in enumerate(bags):
            for token, many in bag.items():
                rows[token].append(row)
                often[token].append(many)
        held = K1 * (1 - B + B * lengths / max(float(lengths.mean()), 1.0))
        self._postings = {
            token: _weigh(np.array(found, np.int32), np.array(often[token], np.float32), held, len(bags))
            for token, found in rows.items()
        }

    def search(self, record: Record, top: int = 10) -> Answer:
        """Return the best records, with their scores against that of a record with every token, 0 to 1."""
        scores, most = np.zeros(len(self._keys), np.float32), 1e-6
        for token in list_tokens(record):
            if token in self._postings:
                rows, weights = self._postings[token]
                scores[rows] += weights
                most += float(weights.max())
        best = np.argpartition(-scores, min(top, len(scores) - 1))[:top]
        return [(self._keys[row], float(scores[row]) / most) for row in best[np.argsort(-scores[best], kind="stable")]]


def _weigh(
    rows: NDArray[np.int32], often: NDArray[np.float32], held: NDArray[np.float32], size: int
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    rarity = np.log(1 + (size - len(rows) + 0.5) / (len(rows) + 0.5))
    return rows, (rarity * often * (K1 + 1) / (often + held[rows])).astype(np.float32)


def answer_by_bag(registry: Sequence[Keyed], questions: Iterable[Question]) -> tuple[list[Answer], float, list[float]]:
    """Return answers, seconds of building, and milliseconds of each question."""
    started = perf_counter()
    bags = BagOfWords(registry)
    built = perf_counter() - started
    found: list[Answer] = []

    def answer(record: Record) -> None:
        found.append(bags.search(record))

    return found, built, [measure_ms(partial(answer, question.record)) for question in questions]
