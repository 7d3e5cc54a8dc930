"""The records as numbers.

Words by their place in the vocabulary, days as ordinals, codes by their place in a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import digits

import numpy as np
from numpy.typing import NDArray

from amparo.matching.columns import Column
from amparo.matching.reading import is_plain_record, read_names
from amparo.matching.record import Record
from amparo.matching.vocabulary import Vocabulary
from amparo.matching.words import fold

GIVEN, FIRST_SURNAME, SECOND_SURNAME = slice(0, 4), slice(4, 6), slice(6, 8)
MOTHER, FATHER = slice(0, 6), slice(6, 12)


class Codes:
    """Texts and their numbers, with how often each occurs; 0 is nothing."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}
        self.counts: list[int] = [0]

    def add_all(self, texts: Iterable[str]) -> NDArray[np.int32]:
        return np.array([self._add(text) for text in texts], np.int32)

    def _add(self, text: str) -> int:
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self.counts)
            self.counts.append(0)
        self.counts[number] += 1
        return number

    def number(self, text: str) -> int:
        """Return of a text that may be new: then a number that stands in no record."""
        return self._numbers.get(text, -1)

    def count(self, numbers: NDArray[np.integer]) -> None:
        """Count anew: these and no others."""
        self.counts = np.bincount(numbers, minlength=len(self.counts)).tolist()

    def share(self, number: int) -> float:
        """Return how much of what is known has this value, 0 to 1."""
        known = sum(self.counts) - self.counts[0]
        return (self.counts[number] + 0.5) / (known + 1) if number > 0 else 0.5 / (known + 1)


class Tables:
    """One row for each record that was ever put in, in the order in which they came."""

    def __init__(self) -> None:
        self.vocabulary, self.place_words = Vocabulary(), Vocabulary()
        self.sexes, self.languages, self.nationalities = Codes(), Codes(), Codes()
        self.names, self.relatives = Column(np.int32, 8), Column(np.int32, 12)
        self.born, self.places = Column(np.int32, 2), Column(np.int32, 3)
        self.sex, self.language, self.nationality = Column(np.int8), Column(np.int16), Column(np.int16)
        self.documents = Column(np.int64, 2)
        self.whole = Column(np.bool_)
        self._reset_counts()

    def _reset_counts(self) -> None:
        """Count anew how often each word occurs in each role."""
        self.as_given, self.as_surname, self.as_relative, self.as_place = (Counts() for _ in range(4))
        self._add_counts(self.names.rows(), self.relatives.rows(), self.places.rows())

    def _add_counts(self, names: NDArray[np.int32], relatives: NDArray[np.int32], places: NDArray[np.int32]) -> None:
        self.as_given.add(names[:, GIVEN])
        self.as_surname.add(names[:, FIRST_SURNAME.start :])
        self.as_relative.add(relatives)
        self.as_place.add(places)

    def keep(self, rows: NDArray[np.int64]) -> None:
        """Leave these rows alone, in this order; what stood in others counts no more."""
        coded = ((self.sexes, self.sex), (self.languages, self.language), (self.nationalities, self.nationality))
        for column in (
            self.names,
            self.relatives,
            self.born,
            self.places,
            self.documents,
            self.whole,
            *(of for _, of in coded),
        ):
            column.keep(rows)
        for codes, column in coded:
            codes.count(column.rows())
        self._reset_counts()

    def append(self, records: Sequence[Record]) -> None:
        """Add rows."""
        whole = np.zeros(len(records), np.bool_)
        records = list(records)
        for at, record in enumerate(records):
            if not is_plain_record(record):
                records[at], whole[at] = _put_in_order(record)
        self.whole.append(whole)
        names = self._number_names(records)
        relatives = self._number_relatives(records)
        places = self._number_places(records)
        self._add_counts(names, relatives, places)
        self.names.append(names)
        self.relatives.append(relatives)
        self.places.append(places)
        self.born.append(np.array([record.born for record in records], np.int32).reshape(-1, 2))
        self.sex.append(self.sexes.add_all(r.sex for r in records).astype(np.int8))
        self.language.append(self.languages.add_all(r.language for r in records).astype(np.int16))
        self.nationality.append(self.nationalities.add_all(r.nationality for r in records).astype(np.int16))
        self.documents.append(
            np.array([hash_documents(record.documents) for record in records], np.int64).reshape(-1, 2)
        )

    def _number_names(self, records: Sequence[Record]) -> NDArray[np.int32]:
        table = np.zeros((len(records), 8), np.int32)
        table[:, GIVEN] = self._number_words(4, [record.given for record in records])
        table[:, FIRST_SURNAME] = self._number_words(2, [record.first_surname for record in records])
        table[:, SECOND_SURNAME] = self._number_words(2, [record.second_surname for record in records])
        return table

    def _number_relatives(self, records: Sequence[Record]) -> NDArray[np.int32]:
        table = np.zeros((len(records), 12), np.int32)
        table[:, MOTHER] = self._number_words(6, [record.mother for record in records])
        table[:, FATHER] = self._number_words(6, [record.father for record in records])
        return table

    def _number_words(self, width: int, texts: list[str]) -> NDArray[np.int32]:
        """Return the first `width` words of each text, in rows filled up with 0."""
        numbers, lengths = self.vocabulary.add_all(texts)
        of_text = np.repeat(np.arange(len(texts)), lengths)
        starts = np.cumsum(lengths) - lengths
        at = np.arange(len(numbers)) - starts[of_text]
        fits = at < width
        table = np.zeros((len(texts), width), np.int32)
        table[of_text[fits], at[fits]] = np.array(numbers, np.int32)[fits]
        return table

    def _number_places(self, records: Sequence[Record]) -> NDArray[np.int32]:
        """Return the parts of a place, the smallest first, the largest in the last column.

        A part alone stands in both.
        """
        table = np.zeros((len(records), 3), np.int32)
        for row, record in enumerate(records):
            parts = [self.place_words.add(name) for part in record.place if (name := place_name(part))][:3]
            if parts:
                table[row, : len(parts)] = parts
        return table


def _put_in_order(record: Record) -> tuple[Record, bool]:
    """Return a record with its names mended and each in a column.

    And whether it was written in one.

    What the child is called stands last; a whole name is spread over the columns.
    """
    told = read_names(record)
    given, first, second = [*told.given], [*told.first], [*told.second]
    if told.anywhere:
        many = len(told.anywhere)
        given, rest = list(told.anywhere[: max(1, many - 2)]), list(told.anywhere[max(1, many - 2) :])
        first, second = rest[:1], rest[1:]
    second += first[2:] if len(first) > 2 and not second else []
    mended = record._replace(
        given=" ".join([*given, *told.lesser]), first_surname=" ".join(first), second_surname=" ".join(second),
        mother=record.mother or told.mother, father=record.father or told.father,
    )  # fmt: skip
    return mended, bool(told.anywhere)


class Counts:
    """How often each number of a vocabulary occurs, in one role."""

    def __init__(self) -> None:
        self._counts = np.zeros(1024, np.int64)
        self.total = 0

    def add(self, numbers: NDArray[np.int32]) -> None:
        counted = np.bincount(numbers[numbers > 0])
        if len(counted) > len(self._counts):
            self._counts = np.pad(self._counts, (0, len(counted) * 3 // 2 - len(self._counts)))
        self._counts[: len(counted)] += counted
        self.total += int(counted.sum())

    def of(self, numbers: NDArray[np.int32]) -> NDArray[np.int64]:
        return np.where(numbers < len(self._counts), self._counts[np.minimum(numbers, len(self._counts) - 1)], 0)


def place_name(part: str) -> str:
    """Return the name of a place as it is compared: folded, in one piece."""
    return fold(part).replace(" ", "")


def hash_documents(documents: Sequence[str]) -> tuple[int, int]:
    """Return two document numbers at most, each as a number of its own.

    0 where there is none.
    """
    first, second, *_ = [*(hash(text) or 1 for text in _normalise_documents(documents)), 0, 0]
    return first, second


def hash_near_documents(documents: Sequence[str]) -> tuple[int, ...]:
    """Return the numbers of all that is written one slip away.

    A digit more, less or other, or two in each other's place.
    """
    return tuple({hash(slip) or 1 for text in _normalise_documents(documents)[:2] for slip in _iterate_slips(text)})


def _normalise_documents(documents: Sequence[str]) -> list[str]:
    """Return document numbers as they are compared: folded, in one piece."""
    return [text for document in documents if (text := fold(document).replace(" ", ""))]


def _iterate_slips(text: str) -> Iterator[str]:
    for at in range(len(text) + 1):
        before, after = text[:at], text[at:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for digit in digits:
            yield before + digit + after
            yield before + digit + after[1:]
