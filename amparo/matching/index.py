"""The registry in memory.

Records go in, and for a query those come out that could be the same child.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import batched

import numpy as np
from numpy.typing import NDArray

from amparo.matching import births
from amparo.matching.births import Birth
from amparo.matching.columns import Column, Postings
from amparo.matching.evidence import CLOSENESS, Evidence, compute_evidence
from amparo.matching.query import Query, Word, build_query
from amparo.matching.record import Record
from amparo.matching.tables import Tables
from amparo.matching.vocabulary import Likeness
from amparo.matching.weights import SMALLEST, Weights, default_weights

_BLOCK = 20_000
MAX_CANDIDATES = 400
_MIN_UNMERGED = 4_000
_MAX_REMOVED_SHARE = 4
"""One row in so many may be of a record that was replaced or forgotten."""
_POSTINGS_READ = 600_000
"""How many rows are looked at for one query before its commonest words are left to the comparison itself."""
_BIRTH_WEIGHTS = {
    Birth.SAME_DAY: 8.0,
    Birth.DAY_AND_MONTH_SWAPPED: 6.0,
    Birth.NEXT_YEAR: 5.0,
    Birth.OTHER_YEAR: 4.0,
}
_ROUGH_BIRTHS = np.zeros(len(Birth), np.float32)
"""What a birth is worth beside the days that are looked up: the year or the age that was told fits."""
_ROUGH_BIRTHS[[Birth.POSSIBLE, Birth.NEARLY_POSSIBLE, Birth.ROUGHLY_POSSIBLE]] = 4.0, 2.5, 1.5
_ROUGH_BIRTHS[[Birth.SAME_MONTH, Birth.OTHER_MONTH, Birth.WITHIN_A_YEAR]] = 4.0, 3.0, 1.0
_SEX_WEIGHT = 0.7
_LOOKED_AT = 3_000
"""How many rows with the most in common are weighed roughly before `MAX_CANDIDATES` are compared word by word."""
_RELATIVE_WEIGHT = 0.7
_PLACE_WEIGHT = 0.5
_DOCUMENT_WEIGHT, _NEAR_DOCUMENT_WEIGHT = 20.0, 8.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that could be the same child.

    Its key, the probability that it is (0 to 1), and what speaks for it.
    """

    key: str
    probability: float
    evidence: Evidence


class Index:
    """Records by key.

    What is put in is found at once; a key put in again replaces what was there.
    """

    def __init__(self, weights: Weights | None = None) -> None:
        self.tables = Tables()
        self.weights = weights or default_weights()
        self._keys: list[str] = []
        self._row_of: dict[str, int] = {}
        self._removed = Column(np.bool_)
        self._merged = 0
        self._names = self._relatives = self._births = self._places = self._documents = Postings(
            np.zeros((0, 1), np.int32)
        )

    def __len__(self) -> int:
        return len(self._row_of)

    def put(self, records: Iterable[tuple[str, Record]]) -> None:
        """Add records, or replace those with the same keys."""
        for block in batched(records, _BLOCK):
            for key, _ in block:
                self.remove(key)
                self._row_of[key] = len(self._keys)
                self._keys.append(key)
            self._removed.append(np.zeros(len(block), np.bool_))
            self.tables.append([record for _, record in block])

    def remove(self, key: str) -> None:
        """Forget a record; nothing happens if it is not there."""
        row = self._row_of.pop(key, None)
        if row is not None:
            self._removed.rows()[row] = True

    def row_of(self, key: str) -> int:
        """Return where a record stands in the tables.

        Raises `KeyError` for one that is not there.
        """
        return self._row_of[key]

    def settle(self) -> None:
        """Sort what is new in among the rest.

        Searches do it by themselves when much is new.
        """
        if int(self._removed.rows().sum()) > len(self._keys) // _MAX_REMOVED_SHARE:
            self._reclaim()
        self.tables.vocabulary.settle()
        self.tables.place_words.settle()
        self._names = Postings(self.tables.names.rows())
        self._relatives = Postings(self.tables.relatives.rows())
        self._births = Postings(_single_days(self.tables.born.rows()))
        self._places = Postings(self.tables.places.rows())
        self._documents = Postings(self.tables.documents.rows())
        self._merged = len(self._keys)

    def _reclaim(self) -> None:
        """Give back the room of what was replaced or forgotten; its words count no more."""
        kept = np.flatnonzero(~self._removed.rows())
        self.tables.keep(kept)
        self._removed.keep(kept)
        self._keys = [self._keys[row] for row in kept]
        self._row_of = {key: row for row, key in enumerate(self._keys)}

    def search(
        self, record: Record, *, top: int = 10, seen: Callable[[Sequence[str]], Sequence[bool]] | None = None
    ) -> list[Hit]:
        """Return the records most likely to be of the same child, the likeliest first.

        At most `top`. `seen` says of keys whether who asks may know of them: what they may not know does not count in
        any way. It is asked about `CONSIDERED` at most, and also where there is none, so that it can take as long each
        time.
        """
        if len(self._keys) - self._merged > max(_MIN_UNMERGED, self._merged // 20):
            self.settle()
        query = build_query(record, self.tables)
        rows = self._candidates(query)
        if seen is not None:
            rows = rows[np.array(seen([self._keys[row] for row in rows]), np.bool_)]
        if not len(rows):
            return []
        evidence = compute_evidence(query, self.tables, rows)
        if len(self) < SMALLEST:  # among few, a birthday and a town in common are no reason to propose anybody
            shared = evidence.shares_a_name()
            rows, evidence = rows[shared], Evidence(evidence.values[shared])
        probabilities = self.weights.probabilities(evidence, len(self))
        order = np.argsort(-probabilities, kind="stable")[:top]
        return [Hit(self._keys[rows[at]], float(probabilities[at]), evidence.of(int(at))) for at in order]

    def _candidates(self, query: Query) -> NDArray[np.int32]:
        """Return rows worth comparing word by word.

        Those with the most in common, roughly weighed.
        """
        counts = np.zeros(len(self._keys), np.float32)
        read_so_far = 0
        for weight, rows in sorted(self._find_rows(query), key=lambda found: -found[0]):
            read_so_far += len(rows)
            if read_so_far > _POSTINGS_READ and counts.any():
                break
            counts[rows] += weight
        if self._merged < len(self._keys):
            self._count_recent(query, counts)
        counts[self._removed.rows()] = 0
        rows = _largest(counts, _LOOKED_AT)
        return rows[_largest_of(counts[rows] + self._weigh_roughly(query, rows), MAX_CANDIDATES)]

    def _weigh_roughly(self, query: Query, rows: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return what speaks for rows and no list of rows tells.

        A birth that fits, the sex, first letters.
        """
        born = self.tables.born.rows()[rows]
        found: NDArray[np.float32] = _ROUGH_BIRTHS[births.compare(*query.born, born[:, 0], born[:, 1])]
        if sex := self.tables.sexes.number(query.record.sex) if query.record.sex else 0:
            found += _SEX_WEIGHT * (self.tables.sex.rows()[rows] == sex)
        names = self.tables.names.rows()[rows]
        for word in query.names:
            initial = word.how == Likeness.INITIAL
            if initial.any():
                worth = word.information.min(0)[Likeness.INITIAL] * CLOSENESS[Likeness.INITIAL]
                found += np.float32(worth) * np.isin(names, word.ids[initial]).any(1)
        return found

    def _find_rows(self, query: Query) -> Iterable[tuple[float, NDArray[np.int32]]]:
        for word in query.names:
            yield from self._find_rows_of_word(self._names, word, 1.0)
        for word in query.mother + query.father:
            yield from self._find_rows_of_word(self._relatives, word, _RELATIVE_WEIGHT)
        for place in query.places:
            yield from self._find_rows_of_word(self._places, place, _PLACE_WEIGHT)
        for day, how in births.list_lookup_days(*query.born):
            yield _BIRTH_WEIGHTS[how], self._births.of(day)
        for document in query.documents:
            yield _DOCUMENT_WEIGHT, self._documents.of(document)
        for document in query.near_documents:
            yield _NEAR_DOCUMENT_WEIGHT, self._documents.of(document)

    def _find_rows_of_word(
        self, postings: Postings, word: Word, factor: float
    ) -> Iterable[tuple[float, NDArray[np.int32]]]:
        information = word.information.min(0)
        loosest = Likeness.FAINT if word.is_strange else Likeness.ALIKE
        near_enough = word.how <= loosest
        for number, how in zip(word.ids[near_enough], word.how[near_enough], strict=True):
            yield float(factor * information[how] * CLOSENESS[how]), postings.of(int(number))

    def _count_recent(self, query: Query, counts: NDArray[np.float32]) -> None:
        """Add the counts of the rows that are not merged yet, row by row."""
        recent = slice(self._merged, None)
        for words, table, size, factor in (
            (query.names, self.tables.names, len(self.tables.vocabulary), 1.0),
            (query.mother + query.father, self.tables.relatives, len(self.tables.vocabulary), _RELATIVE_WEIGHT),
            (query.places, self.tables.places, len(self.tables.place_words), _PLACE_WEIGHT),
        ):
            worth = np.zeros(size, np.float32)
            for word in words:
                # every likeness counts here: there are few rows
                worth[word.ids] = np.maximum(
                    worth[word.ids], factor * word.information.min(0)[word.how] * CLOSENESS[word.how]
                )
            counts[recent] += worth[table.rows()[recent]].sum(1)
        born = self.tables.born.rows()[recent]
        for day, how in births.list_lookup_days(*query.born):
            counts[recent] += _BIRTH_WEIGHTS[how] * (born == day).all(1)
        if query.documents:
            papers = self.tables.documents.rows()[recent]
            counts[recent] += _DOCUMENT_WEIGHT * np.isin(papers, query.documents).any(1)
            counts[recent] += _NEAR_DOCUMENT_WEIGHT * np.isin(papers, query.near_documents).any(1)


def _single_days(born: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return births known to the day; 0 for the others."""
    return np.where(born[:, 0] == born[:, 1], born[:, 0], 0)


def _largest_of(counts: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    """Return where the largest counts stand, at most so many."""
    return np.argpartition(-counts, most)[:most] if len(counts) > most else np.arange(len(counts))


def _largest(counts: NDArray[np.float32], most: int) -> NDArray[np.int32]:
    """Return the rows with the largest counts above nothing, at most so many."""
    if not len(counts):
        return np.empty(0, np.int32)
    largest, share = float(counts.max()), 0.6
    rows = np.flatnonzero(counts > largest * share)
    while len(rows) < most and share > 0.05:
        share -= 0.1
        rows = np.flatnonzero(counts > max(largest * share, 0.0))
    if len(rows) > most:
        rows = rows[np.argpartition(-counts[rows], most)[:most]]
    return rows.astype(np.int32)
