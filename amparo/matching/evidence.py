"""What speaks for and against two records being of one child, as numbers.

One row for each record compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amparo.matching import births
from amparo.matching.births import Birth
from amparo.matching.query import MAX_INFORMATION, Query, Role, Word
from amparo.matching.tables import FATHER, MOTHER, Codes, Tables
from amparo.matching.vocabulary import Likeness

_LIKENESSES: Final = tuple(how.name.lower() for how in Likeness if how != Likeness.SAME)
_WORDS: Final = (
    "told",
    "told_roughly",
    "told_faintly",
    "told_initially",
    *_LIKENESSES,
    "against",
    "asked_more",
    "has_more",
    "none",
)
_NAMED: Final = ("given", "surname", "mother", "father")
NAMES: Final = tuple(
    [f"{field}_{what}" for field in _NAMED for what in _WORDS]
    + ["given_disordered", "surname_crossed", "role_crossed", "role_crossed_told"]
    + [f"birth_{how.name.lower()}" for how in Birth if how]
    + ["sex_same", "sex_other"]
    + ["place_told", "place_rare", "place_roughly", "place_larger_only", "place_other"]
    + ["language_told", "language_other", "nationality_told", "nationality_other"]
    + ["document_told", "document_roughly", "document_other"]
)
COLUMN_OF: Final = {name: at for at, name in enumerate(NAMES)}
_BIRTH_COLUMNS: Final = np.array([0, *(COLUMN_OF[f"birth_{how.name.lower()}"] for how in Birth if how)])
CLOSENESS: Final = np.array([0, 1, 0.95, 0.85, 0.8, 0.85, 0.85, 0.85, 0.8, 0.7, 0.6, 0.5, 0.35, 0.3], np.float32)
"""Weight of an agreement by its likeness, used to pair words.

The pairs are then weighed by the trained weights.
"""
_SHARED: Final = [
    at for at, name in enumerate(NAMES)
    if (name.endswith(("_told", "_told_roughly")) and name.startswith(_NAMED))
    or name in ("document_told", "document_roughly")
]  # fmt: skip
_FEW: Final = 10
_RARE_PLACE = 5.0
"""Natural logarithm of one over the share of a place that few share."""
_HARDLY_SHARED: Final = [at for at, name in enumerate(NAMES) if name.endswith(("_faint", "_initial"))]
_OTHER_ROLE = 0.7
_CROSSED = 0.95
_LESSER = 0.9


@dataclass(frozen=True, slots=True)
class Evidence:
    """The numbers named by `NAMES`, one row for each record."""

    values: NDArray[np.float32]

    def shares_a_name(self) -> NDArray[np.bool_]:
        """Return which records have something of a name in common.

        Or the number of a document.

        A letter, or a faint likeness, is no more than chance unless there are two.
        """
        return self.values[:, _SHARED].any(1) | (self.values[:, _HARDLY_SHARED].sum(1) > 1)

    def of(self, row: int) -> Evidence:
        """Return that of one record."""
        return Evidence(self.values[row : row + 1])


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Words paired, each at most once.

    For every record and word asked for, the likeness, what it tells, and the slot.
    """

    how: NDArray[np.uint8]
    information: NDArray[np.float32]
    slot: NDArray[np.int8]


def compute_evidence(query: Query, tables: Tables, rows: NDArray[np.int32]) -> Evidence:
    """Compare a query with some rows of the registry."""
    values = np.zeros((len(rows), len(NAMES)), np.float32)
    _fill_child(query, tables.names.rows()[rows], tables.whole.rows()[rows], values)
    relatives = tables.relatives.rows()[rows]
    _fill_relative("mother", query.mother, relatives[:, MOTHER], values)
    _fill_relative("father", query.father, relatives[:, FATHER], values)
    born = tables.born.rows()[rows]
    _fill_birth(query, born, values)
    _fill_code("sex", query.record.sex, tables.sexes, tables.sex.rows()[rows], values)
    _fill_code("language", query.record.language, tables.languages, tables.language.rows()[rows], values)
    _fill_code("nationality", query.record.nationality, tables.nationalities, tables.nationality.rows()[rows], values)
    _fill_place(query.places, tables.places.rows()[rows], tables.as_place.total, values)
    _fill_documents(query, tables.documents.rows()[rows], values)
    return Evidence(values)


_SLOT_ROLES: Final = np.array([Role.GIVEN] * 4 + [Role.FIRST_SURNAME] * 2 + [Role.SECOND_SURNAME] * 2)
_IS_GIVEN_SLOT: Final = _SLOT_ROLES == Role.GIVEN


def _fill_child(query: Query, slots: NDArray[np.int32], whole: NDArray[np.bool_], values: NDArray[np.float32]) -> None:
    """Compare given names and surnames, those in the place of the other too.

    And those of which the place is not known.

    `whole`: of a record that was written in one column no place is known either.
    """
    asked = np.array([word.role for word in query.names], int)
    as_given, anywhere = asked == Role.GIVEN, asked == Role.ANY
    as_surname = (asked == Role.FIRST_SURNAME) | (asked == Role.SECOND_SURNAME)
    letters = np.array([len(word.text) == 1 for word in query.names], bool)
    pairs = _pair_words(query.names, slots, _compute_fit(asked, letters), (~_IS_GIVEN_SLOT).astype(int))
    paired = pairs.slot >= 0
    to_given = paired & np.where(whole[:, None], ~as_surname, _IS_GIVEN_SLOT[pairs.slot])
    to_surname = paired & ~to_given
    left = (slots > 0) & ~_find_paired_slots(pairs, slots.shape)
    left_given, left_surname = (left & _IS_GIVEN_SLOT).sum(1), (left & ~_IS_GIVEN_SLOT).sum(1)
    asked_given, asked_surname = (as_given & ~paired).sum(1), (as_surname & ~paired).sum(1)
    unplaced = (anywhere & ~paired).sum(1)
    unplaced_given = np.minimum(unplaced, np.maximum(left_given - asked_given, 0))
    has_given, has_surname = (slots[:, _IS_GIVEN_SLOT] > 0).any(1), (slots[:, ~_IS_GIVEN_SLOT] > 0).any(1)
    _fill_words(
        "given", pairs, ~as_surname & to_given, asked_given + unplaced_given, left_given,
        has_given & (as_given | anywhere).any(), values,
    )  # fmt: skip
    _fill_words(
        "surname", pairs, ~as_given & to_surname, asked_surname + unplaced - unplaced_given, left_surname,
        has_surname & (as_surname | anywhere).any(), values,
    )  # fmt: skip
    values[:, COLUMN_OF["given_disordered"]] = _find_disorder(pairs.slot, as_given & to_given)
    other_role = (as_given & to_surname) | (as_surname & to_given)
    crossed = to_surname & as_surname & (_SLOT_ROLES[pairs.slot] != asked) & ~whole[:, None]
    values[:, COLUMN_OF["surname_crossed"]] = crossed.sum(1)
    values[:, COLUMN_OF["role_crossed"]] = other_role.sum(1)
    sure = other_role & (pairs.how < Likeness.FAINT)
    values[:, COLUMN_OF["role_crossed_told"]] = (pairs.information * sure).sum(1)


def _compute_fit(asked: NDArray[np.int_], letters: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return how well each word asked for fits each slot, 0 to 1, by their roles.

    A letter in the place of a given name is none of a surname: too many words begin with it.
    """
    is_same_kind = (asked == Role.GIVEN)[:, None] == _IS_GIVEN_SLOT[None, :]
    fit = np.where(is_same_kind, 1.0, _OTHER_ROLE)
    fit = np.where((asked[:, None] != _SLOT_ROLES[None, :]) & is_same_kind, _CROSSED, fit)
    fit[letters[:, None] & ~is_same_kind] = 0.0
    fit[asked == Role.ANY] = 1.0
    fit[asked == Role.LESSER] = _IS_GIVEN_SLOT * _LESSER
    return fit.astype(np.float32)


def _find_disorder(slot: NDArray[np.int8], counted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return for which records the words stand in another order than asked."""
    last = np.maximum.accumulate(np.where(counted, slot, -1), axis=1)
    return (counted[:, 1:] & (slot[:, 1:] < last[:, :-1])).any(1)


def _find_paired_slots(pairs: _Pairs, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return which slots of each record are paired with a word."""
    is_paired = np.zeros(shape, np.bool_)
    record, word = np.nonzero(pairs.slot >= 0)
    is_paired[record, pairs.slot[record, word]] = True
    return is_paired


def _fill_relative(field: str, asked: tuple[Word, ...], slots: NDArray[np.int32], values: NDArray[np.float32]) -> None:
    """Compare the name of the mother or the father, word by word in any order."""
    if not asked:
        return
    pairs = _pair_words(asked, slots, np.ones((len(asked), slots.shape[1]), np.float32), np.zeros(slots.shape[1], int))
    paired = pairs.slot >= 0
    known = (slots > 0).any(1)
    left = (slots > 0).sum(1) - paired.sum(1)
    _fill_words(field, pairs, paired, np.where(known, (~paired).sum(1), 0), left, known, values)


def _pair_words(
    asked: tuple[Word, ...], slots: NDArray[np.int32], fit: NDArray[np.float32], role: NDArray[np.int_]
) -> _Pairs:
    """Pair each word asked for with a slot of each record, the best pair first."""
    size, many = len(slots), len(asked)
    how = np.zeros((size, many, slots.shape[1]), np.uint8)
    information = np.zeros(how.shape, np.float32)
    for at, word in enumerate(asked):
        if len(word.ids):
            found = np.minimum(np.searchsorted(word.ids, slots), len(word.ids) - 1)
            how[:, at] = np.where(word.ids[found] == slots, word.how[found], 0)
            information[:, at] = word.information[np.minimum(role, len(word.information) - 1), how[:, at]]
    worth = (information + 0.01) * CLOSENESS[how] * fit
    result = _Pairs(
        np.zeros((size, many), np.uint8), np.zeros((size, many), np.float32), np.full((size, many), -1, np.int8)
    )
    everyone = np.arange(size)
    for _ in range(min(many, slots.shape[1])):
        best = worth.reshape(size, -1).argmax(1)
        of_word, slot = np.divmod(best, slots.shape[1])
        live = everyone[worth[everyone, of_word, slot] > 0]
        if not len(live):
            break
        of_word, slot = of_word[live], slot[live]
        result.how[live, of_word] = how[live, of_word, slot]
        result.information[live, of_word] = information[live, of_word, slot]
        result.slot[live, of_word] = slot
        worth[live, of_word, :] = 0
        worth[live, :, slot] = 0
    return result


def _fill_words(
    field: str, pairs: _Pairs, mine: NDArray[np.bool_], asked_left: NDArray[np.int_], has_left: NDArray[np.int_],
    both: NDArray[np.bool_], values: NDArray[np.float32],
) -> None:  # fmt: skip
    """Write down how the words of one field agree.

    `both`: something is known on both sides.
    """
    start = COLUMN_OF[f"{field}_told"]
    close, faint = mine & (pairs.how <= Likeness.SOUNDS), mine & (pairs.how == Likeness.FAINT)
    initial = mine & (pairs.how == Likeness.INITIAL)
    values[:, start] = (pairs.information * close).sum(1)
    values[:, start + 1] = (pairs.information * (mine & ~close & ~faint & ~initial)).sum(1)
    values[:, start + 2] = (pairs.information * faint).sum(1)
    values[:, start + 3] = (pairs.information * initial).sum(1)
    for place, how in enumerate(list(Likeness)[1:], start + 4):
        values[:, place] = (mine & (pairs.how == how)).sum(1)
    against = np.minimum(asked_left, has_left)
    values[:, COLUMN_OF[f"{field}_against"]] = against * both
    values[:, COLUMN_OF[f"{field}_asked_more"]] = (asked_left - against) * both
    values[:, COLUMN_OF[f"{field}_has_more"]] = (has_left - against) * both
    values[:, COLUMN_OF[f"{field}_none"]] = both & ~mine.any(1)


def _fill_birth(query: Query, born: NDArray[np.int32], values: NDArray[np.float32]) -> None:
    how = births.compare(*query.born, born[:, 0], born[:, 1])
    known = how > 0
    values[np.nonzero(known)[0], _BIRTH_COLUMNS[how[known]]] = 1


def _fill_code(field: str, asked: str, codes: Codes, found: NDArray[np.integer], values: NDArray[np.float32]) -> None:
    """Compare a code of a closed list.

    The same tells as much as it is rare, another speaks against, unknown says nothing.
    """
    if not asked:
        return
    number = codes.number(asked)
    same = found == number
    if field == "sex":
        values[:, COLUMN_OF["sex_same"]] = same
    else:
        values[:, COLUMN_OF[f"{field}_told"]] = same * -np.log(codes.share(number))
    values[:, COLUMN_OF[f"{field}_other"]] = (found > 0) & ~same


def _fill_place(asked: tuple[Word, ...], slots: NDArray[np.int32], named: int, values: NDArray[np.float32]) -> None:
    """Compare two places by the rarest part in which both agree.

    `named`: how many parts of places are known in all.

    Or by the larger part alone; or as two places.
    """
    if not asked:
        return
    none = np.zeros(slots.shape[1], int)
    pairs = _pair_words(asked, slots, np.ones((len(asked), slots.shape[1]), np.float32), none)
    known = (slots > 0).any(1)
    paired = pairs.slot >= 0
    exact = paired & (pairs.how == Likeness.SAME)
    information = np.where(exact, pairs.information, 0).max(1)
    rough = np.where(paired, pairs.information, 0).max(1)
    values[:, COLUMN_OF["place_told"]] = information
    values[:, COLUMN_OF["place_rare"]] = information >= max(_RARE_PLACE, np.log(max(named, 1) / _FEW))
    values[:, COLUMN_OF["place_roughly"]] = np.maximum(rough - information, 0)
    unlike = np.minimum((~paired).sum(1), (slots > 0).sum(1) - paired.sum(1)) > 0
    values[:, COLUMN_OF["place_larger_only"]] = known & paired.any(1) & unlike
    values[:, COLUMN_OF["place_other"]] = known & ~paired.any(1)


def _fill_documents(query: Query, found: NDArray[np.int64], values: NDArray[np.float32]) -> None:
    """Compare the numbers of papers, which no two children share.

    The same number, or nearly the same.
    """
    if not query.documents:
        return
    same = np.isin(found, query.documents).any(1)
    near = np.isin(found, query.near_documents).any(1) & ~same
    values[:, COLUMN_OF["document_told"]] = same * MAX_INFORMATION
    values[:, COLUMN_OF["document_roughly"]] = near * MAX_INFORMATION
    values[:, COLUMN_OF["document_other"]] = (found != 0).any(1) & ~same & ~near
