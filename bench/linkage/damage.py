"""Damage on the way, to train on: letters left out, lost or misread, whole names in one column, another's surname.

Mechanical rules without tables of names, languages or encodings. What is measured (`seen.py`) follows other rules,
which nothing is trained on.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

from amparo.matching.cleaning import GAP
from amparo.matching.record import UNKNOWN_BIRTH, Record, parse_days
from bench.linkage.noise import MISHEARD_SOUNDS, MISREAD_LETTERS, Rule, age_by_sight, change_once, spoil_record

NAME_FIELDS = ("given", "first_surname", "second_surname")
_OTHER_SURNAMES = (
    "Zelaya Funes Matute Lobo Cáceres Andrade Solano Tum Batz Caal Pop Ramos Cruz Ortiz Gómez Ruiz Mendoza Vargas Luna"
).split()
_CALLED = "Nano Tuti Chepita Lilo Moncho Kika Pepa Ñaño Coca Lelo Tata Chus".split()


type WordRule = Callable[[str, random.Random], str]


def _each_word(record: Record, share: float, chance: random.Random, change: WordRule) -> Record:
    """Return a record of whose names each word is changed with a chance of `share`."""
    changed: dict[str, Any] = {
        field: " ".join(
            (change(word, chance) or word) if chance.random() < share else word
            for word in getattr(record, field).split()
        )
        for field in NAME_FIELDS
    }
    return record._replace(**changed)


def _initial(word: str, chance: random.Random) -> str:
    return word[0]


def _leave_letters_out(word: str, chance: random.Random) -> str:
    """Keep the first letter and the end, and of the rest at most two consonants."""
    if len(word) < 5:
        return word
    inner = [letter for letter in word[1:-2] if letter.lower() not in "aeiouáéíóú"]
    kept = sorted(chance.sample(range(len(inner)), min(len(inner), chance.randint(0, 2))))
    return word[0] + "".join(inner[at] for at in kept) + word[-chance.randint(1, 2) :]


def _cut(word: str, chance: random.Random) -> str:
    return word[: chance.randint(3, 4)]


def _lose_a_letter(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + chance.choice([GAP, GAP, GAP * 2, ""]) + word[at + 1 :]


def _misread_letters(word: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 3)):
        word = change_once(word, MISREAD_LETTERS, chance)
    return word


def _mishear(word: str, chance: random.Random) -> str:
    for _ in range(chance.randint(2, 4)):
        word = change_once(word, MISHEARD_SOUNDS, chance)
    return word


def initials(record: Record, chance: random.Random) -> Record:
    """Leave the first letter of given names, and now and then of surnames."""
    first, *more = record.given.split() or [""]
    given = " ".join([first[:1] if chance.random() < 0.6 else first, *(name[0] for name in more)])
    second = record.second_surname[:1] if chance.random() < 0.3 else record.second_surname
    return record._replace(given=given, second_surname=second)


def abbreviated(record: Record, chance: random.Random) -> Record:
    """Leave letters out of several names, or cut them."""
    return _each_word(record, 0.6, chance, chance.choice([_leave_letters_out, _leave_letters_out, _cut]))


def letters_lost(record: Record, chance: random.Random) -> Record:
    """Lose a letter of several names."""
    return _each_word(record, 0.5, chance, _lose_a_letter)


def letters_misread(record: Record, chance: random.Random) -> Record:
    """Misread letters of several names."""
    return _each_word(record, 0.6, chance, _misread_letters)


def misheard(record: Record, chance: random.Random) -> Record:
    """Mishear every name, and often leave the second surname out."""
    changed = _each_word(record, 0.9, chance, _mishear)
    return changed._replace(second_surname="") if chance.random() < 0.4 else changed


def one_column(record: Record, chance: random.Random) -> Record:
    """Write all words in one column, in any order of the names, now and then with what the child is called."""
    names = [record.given, record.first_surname, record.second_surname]
    chance.shuffle(names)
    called = f"({chance.choice(_CALLED)})" if chance.random() < 0.3 else ""
    whole = " ".join(filter(None, [*names, called]))
    blank: dict[str, Any] = dict.fromkeys(NAME_FIELDS, "")
    return record._replace(**blank | {chance.choice(NAME_FIELDS): whole})


def extra_words(record: Record, chance: random.Random) -> Record:
    """Put a word before or behind the name that is none of it."""
    word = chance.choice(_CALLED)
    return record._replace(given=f"{word} {record.given}" if chance.random() < 0.5 else f"{record.given} {word}")


def other_surname(record: Record, chance: random.Random) -> Record:
    """Put another's surname in the place of one, or of one and move the other."""
    other = chance.choice(_OTHER_SURNAMES)
    pair = chance.choice([(other, record.second_surname or record.first_surname), (record.first_surname, other),
                          (record.second_surname or other, other), (other, record.first_surname)])  # fmt: skip
    return record._replace(first_surname=pair[0], second_surname=pair[1])


def year_mistyped(record: Record, chance: random.Random) -> Record:
    """Put a year decades away, with the day and the month or with another day."""
    first, last = record.born
    if not 0 < first == last:
        return record
    born = date.fromordinal(first)
    year = born.year + chance.choice([-90, -60, -40, -30, -20, 20, 30, 60, 80])
    same = chance.random() < 0.4
    month, day = (born.month, min(born.day, 28)) if same else (chance.randint(1, 12), chance.randint(1, 28))
    return record._replace(born=parse_days(f"{year:04}-{month:02}-{day:02}"))


def birth_told(record: Record, chance: random.Random) -> Record:
    """Tell the birth as the day, a year that may be off, an age by sight, or not at all."""
    first, last = record.born
    how = chance.random()
    if how < 0.3 or not 0 < first == last:
        return record
    if how < 0.65:
        return record._replace(
            born=parse_days(str(date.fromordinal(first).year + chance.choice([-3, -2, -1, 0, 0, 0, 0, 1, 2, 3])))
        )
    return age_by_sight(record, chance) if how < 0.8 else record._replace(born=UNKNOWN_BIRTH)


DAMAGE: dict[str, Rule] = {
    "initials": initials, "abbreviated": abbreviated, "letters lost": letters_lost, "letters misread": letters_misread,
    "misheard": misheard, "one column": one_column, "extra words": extra_words, "other surname": other_surname,
}  # fmt: skip


def damage_record(record: Record, chance: random.Random, kinds: tuple[str, ...] = tuple(DAMAGE)) -> Record:
    """Return a record as it may come back: one or two kinds of damage; names alone, a few fields, or all."""
    for kind in chance.sample(kinds, 1 if chance.random() < 0.7 else 2):
        record = DAMAGE[kind](record, chance)
    record = year_mistyped(record, chance) if chance.random() < 0.06 else birth_told(record, chance)
    known = chance.random()
    if known < 0.3:
        return Record(*record[:3])
    if known < 0.65:
        return Record(*record[:4], born=record.born)
    if chance.random() > 0.6:
        record = record._replace(mother="", father="")
    return record._replace(documents=(), place=record.place if chance.random() < 0.7 else ())


def spoil_or_mistype(record: Record, chance: random.Random) -> Record:
    """Return a record with errors as in `noise`, whose birth is now and then decades off, or made up."""
    record = spoil_record(record, chance)
    how = chance.random()
    if how < 0.08:
        return year_mistyped(record, chance)
    return made_up_birth(record, chance) if how < 0.12 else record


def made_up_birth(record: Record, chance: random.Random) -> Record:
    """Put any day of the eighteen years before or behind."""
    day = record.born[0] + chance.randint(-18 * 365, 18 * 365)
    return record._replace(born=(day, day)) if record.born[0] else record
