"""Errors in a child's data: of hurried officers, of hearing, of other systems' forms.

Taken from lists of the field (misread handwriting, truncated columns, one surname column for two, age guessed by
sight, a translated name, a name given at a border), independently of the rules in `generate.py`: weights trained on
these errors are tested on those, and the reverse.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

from amparo.matching.record import UNKNOWN_BIRTH, Record, parse_days
from amparo.matching.vocabulary import short_forms
from amparo.matching.words import fold

type Rule = Callable[[Record, random.Random], Record]

ENGLISH_NAMES = {
    "jose": "joseph", "juan": "john", "pedro": "peter", "miguel": "michael", "maria": "mary", "marta": "martha",
    "guillermo": "william", "carlos": "charles", "jorge": "george", "santiago": "james", "ana": "anne",
    "isabel": "elizabeth",
    "francisco": "francis", "pablo": "paul", "marcos": "mark", "lucas": "luke", "mateo": "matthew", "tomas": "thomas",
    "esteban": "stephen", "andres": "andrew", "enrique": "henry", "ricardo": "richard", "felipe": "philip",
    "luisa": "louise",
    "catarina": "catherine", "margarita": "margaret", "elena": "helen", "rosa": "rose", "alejandro": "alexander",
}  # fmt: skip
MISHEARD_SOUNDS = (
    ("v", "b"), ("b", "v"), ("z", "s"), ("s", "z"), ("c", "s"), ("ll", "y"), ("y", "ll"), ("h", ""), ("j", "h"),
    ("g", "j"),
    ("qu", "k"), ("c", "k"), ("k", "c"), ("x", "sh"), ("tz", "ts"), ("tz", "ch"), ("w", "hu"), ("gu", "w"), ("ñ", "ny"),
    ("rr", "r"), ("r", "rr"), ("i", "ee"), ("u", "oo"), ("e", "i"), ("o", "u"), ("ei", "ey"), ("n", "nn"), ("m", "n"),
    ("th", "t"), ("ph", "f"), ("cc", "x"), ("ie", "e"), ("ue", "e"), ("d", "t"), ("t", "d"), ("p", "b"),
)  # fmt: skip
MISREAD_LETTERS = (
    ("n", "r"),
    ("u", "n"),
    ("a", "e"),
    ("l", "t"),
    ("f", "t"),
    ("rn", "m"),
    ("m", "rn"),
    ("o", "a"),
    ("i", "j"),
    ("s", "r"),
    ("c", "o"),
    ("v", "r"),
)


def change_once(text: str, pairs: tuple[tuple[str, str], ...], chance: random.Random) -> str:
    """Return a text in which one of the pairs was applied once."""
    fitting = [(a, b) for a, b in pairs if a in text.lower()]
    if not fitting:
        return text
    old, new = chance.choice(fitting)
    low = text.lower()
    at = chance.choice([i for i in range(len(low)) if low.startswith(old, i)])
    return (low[:at] + new + low[at + len(old) :]).title()


def _change_name(change: Callable[[str, random.Random], str]) -> Rule:
    """Return the rule that applies a change to one word of one name."""

    def rule(record: Record, chance: random.Random) -> Record:
        known = [f for f in ("given", "first_surname", "second_surname", "mother", "father") if getattr(record, f)]
        if not known:
            return record
        field = chance.choice(known)
        parts = getattr(record, field).split()
        at = chance.randrange(len(parts))
        parts[at] = change(parts[at], chance) or parts[at]
        changed: dict[str, Any] = {field: " ".join(parts)}
        return record._replace(**changed)

    return rule


def _mistype(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at : at + 1] * 2 + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            word[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :],
        ]
    )


def _use_short_form(word: str, chance: random.Random) -> str:
    forms = sorted(short_forms().get(fold(word), ()))
    return chance.choice(forms).title() if forms else word


def _use_diminutive(word: str, chance: random.Random) -> str:
    low = fold(word)
    return (low[:-1] + chance.choice(["ito", "ita"]) if low.endswith(("a", "o")) else low + "ito").title()


def _translate(word: str, chance: random.Random) -> str:
    return ENGLISH_NAMES.get(fold(word), word).title()


def without_accents(record: Record, chance: random.Random) -> Record:
    """Write the names as a system without accents stores them, in capitals or not."""
    change = chance.choice([str.upper, str.lower, str.title])
    names: dict[str, Any] = {
        f: change(fold(getattr(record, f))) for f in ("given", "first_surname", "second_surname", "mother", "father")
    }
    return record._replace(**names)


def one_given_name(record: Record, chance: random.Random) -> Record:
    return record._replace(given=chance.choice(record.given.split() or [""]))


def given_names_swapped(record: Record, chance: random.Random) -> Record:
    return record._replace(given=" ".join(reversed(record.given.split())))


def given_names_joined(record: Record, chance: random.Random) -> Record:
    return record._replace(given="".join(record.given.split()).title())


def initial_for_second_name(record: Record, chance: random.Random) -> Record:
    parts = record.given.split()
    return (
        record._replace(given=" ".join([*parts[:1], *(part[0] + "." for part in parts[1:])]))
        if len(parts) > 1
        else record
    )


def no_second_surname(record: Record, chance: random.Random) -> Record:
    return record._replace(second_surname="")


def no_first_surname(record: Record, chance: random.Random) -> Record:
    return record._replace(first_surname=record.second_surname, second_surname="") if record.second_surname else record


def surnames_swapped(record: Record, chance: random.Random) -> Record:
    if not record.second_surname:
        return record
    return record._replace(first_surname=record.second_surname, second_surname=record.first_surname)


def surname_first(record: Record, chance: random.Random) -> Record:
    """Put the surname in the field of the given name, as where a form begins with it."""
    first = record.given.split()[:1]
    return (
        record._replace(given=record.first_surname, first_surname=" ".join(first))
        if first and record.first_surname
        else record
    )


def all_in_one_field(record: Record, chance: random.Random) -> Record:
    whole = f"{record.given} {record.first_surname} {record.second_surname}".split()
    return (
        record._replace(given=" ".join(whole[:-1]), first_surname=whole[-1], second_surname="")
        if len(whole) > 1
        else record
    )


def surnames_run_together(record: Record, chance: random.Random) -> Record:
    joined = chance.choice(["", "-", " "]).join([record.first_surname, record.second_surname])
    return record._replace(first_surname=joined, second_surname="") if record.second_surname else record


def truncated(record: Record, chance: random.Random) -> Record:
    width = chance.choice([6, 8, 10])
    return record._replace(given=record.given[:width], first_surname=record.first_surname[:width])


def married_name(record: Record, chance: random.Random) -> Record:
    return (
        record._replace(second_surname=f"de {chance.choice(['López', 'García', 'Hernández', 'Ramírez'])}")
        if record.sex == "F"
        else record
    )


def mother_first_name_only(record: Record, chance: random.Random) -> Record:
    return record._replace(mother=" ".join(record.mother.split()[:1]))


def parents_unknown(record: Record, chance: random.Random) -> Record:
    return record._replace(mother="", father="")


def father_unknown(record: Record, chance: random.Random) -> Record:
    return record._replace(father="")


def parents_swapped(record: Record, chance: random.Random) -> Record:
    return record._replace(mother=record.father, father=record.mother) if record.mother and record.father else record


def mother_married_name(record: Record, chance: random.Random) -> Record:
    parts, father = record.mother.split(), record.father.split()
    return (
        record._replace(mother=f"{parts[0]} {parts[-2]} de {father[-2]}")
        if len(parts) > 2 and len(father) > 2
        else record
    )


def _day(record: Record) -> str:
    first, last = record.born
    return date.fromordinal(first).isoformat() if 0 < first == last else ""


def _born(record: Record, text: str) -> Record:
    return record._replace(born=parse_days(text)) if parse_days(text) != UNKNOWN_BIRTH else record


def day_off(record: Record, chance: random.Random) -> Record:
    day = record.born[0] + chance.choice([-10, -2, -1, 1, 2, 10, 20])
    return record._replace(born=(day, day)) if _day(record) else record


def month_off(record: Record, chance: random.Random) -> Record:
    if not (text := _day(record)):
        return record
    month = (int(text[5:7]) - 1 + chance.choice([-1, 1, 2])) % 12 + 1
    return _born(record, f"{text[:4]}-{month:02}-{min(int(text[8:]), 28):02}")


def year_off(record: Record, chance: random.Random) -> Record:
    if not (text := _day(record)):
        return record
    return _born(record, f"{int(text[:4]) + chance.choice([-2, -1, -1, 1, 1, 2])}{text[4:]}")


def day_for_month(record: Record, chance: random.Random) -> Record:
    text = _day(record)
    return _born(record, f"{text[:4]}-{text[8:]}-{text[5:7]}") if text else record


def only_the_year(record: Record, chance: random.Random) -> Record:
    text = _day(record)
    return _born(record, f"{int(text[:4]) + chance.choice([-1, 0, 0, 0, 1])}") if text else record


def new_year(record: Record, chance: random.Random) -> Record:
    text = _day(record)
    return _born(record, f"{text[:4]}-01-01") if text else record


def age_by_sight(record: Record, chance: random.Random) -> Record:
    """Replace the birth by a guessed age, with the years of doubt on both sides."""
    if not _day(record):
        return record
    middle, wide = record.born[0] + chance.randint(-600, 600), chance.choice([365, 550, 730])
    return record._replace(born=(middle - wide, middle + wide))


def no_birth(record: Record, chance: random.Random) -> Record:
    return record._replace(born=UNKNOWN_BIRTH)


def other_nationality(record: Record, chance: random.Random) -> Record:
    return record._replace(nationality=chance.choice(["MEX", "GTM", "HND", "SLV", ""]))


def other_sex(record: Record, chance: random.Random) -> Record:
    return record._replace(sex=chance.choice(["", {"F": "M", "M": "F"}.get(record.sex, "")]))


def larger_place(record: Record, chance: random.Random) -> Record:
    return record._replace(place=record.place[-1:])


def no_place(record: Record, chance: random.Random) -> Record:
    return record._replace(place=())


def place_misspelt(record: Record, chance: random.Random) -> Record:
    return (
        record._replace(place=(change_once(record.place[0], MISHEARD_SOUNDS, chance), *record.place[1:]))
        if record.place
        else record
    )


def no_language(record: Record, chance: random.Random) -> Record:
    return record._replace(language="")


def names_and_a_guess(record: Record, chance: random.Random) -> Record:
    """Leave only names, sex and an age by sight."""
    bare = age_by_sight(record, chance)
    return Record(bare.given, bare.first_surname, bare.second_surname, bare.sex, bare.born)


MISHEARING, MISREADING = (
    _change_name(lambda w, c: change_once(w, MISHEARD_SOUNDS, c)),
    _change_name(lambda w, c: change_once(w, MISREAD_LETTERS, c)),
)
TYPING_ERROR, SHORT_FORM, DIMINUTIVE, TRANSLATION = (
    _change_name(change) for change in (_mistype, _use_short_form, _use_diminutive, _translate)
)
LIGHT_ERRORS: tuple[Rule, ...] = (
    without_accents, one_given_name, no_second_surname, father_unknown, MISHEARING, TYPING_ERROR, year_off,
    only_the_year,
    larger_place,
    no_language, day_off,
)  # fmt: skip
HEAVY_ERRORS: tuple[Rule, ...] = (
    *LIGHT_ERRORS, given_names_swapped, given_names_joined, initial_for_second_name, surnames_swapped, surname_first,
    surnames_run_together,
    truncated,
    no_first_surname, all_in_one_field, married_name, mother_first_name_only, parents_unknown, parents_swapped,
    mother_married_name,
    month_off,
    day_for_month, new_year, age_by_sight, no_birth, other_nationality, other_sex, no_place, place_misspelt, SHORT_FORM,
    SHORT_FORM,
    DIMINUTIVE, TRANSLATION, MISREADING, MISHEARING, TYPING_ERROR,
)  # fmt: skip


def spoil_document_number(record: Record, chance: random.Random) -> Record:
    """The number of a document as it comes back: mostly not at all, or with a slip, or that of another document."""
    known = chance.random()
    if not record.documents or known > 0.4:
        return record._replace(documents=())
    if known > 0.38:
        return record._replace(documents=(str(chance.randrange(10**9, 10**10)),))
    if known > 0.32:
        return record._replace(documents=(_digit_slip(record.documents[0], chance),))
    return record


def _digit_slip(number: str, chance: random.Random) -> str:
    at = chance.randrange(len(number))
    before, after = number[:at], number[at:]
    digit = chance.choice("0123456789")
    return chance.choice([before + after[1:], before + digit + after[1:], before + after[1::-1] + after[2:]])


def spoil_record(record: Record, chance: random.Random) -> Record:
    """A record as it may come back: now and then bare names, else from none to six errors."""
    record = spoil_document_number(record, chance)
    level = chance.random()
    rules, most = (LIGHT_ERRORS, 2) if level < 0.35 else (HEAVY_ERRORS, 3) if level < 0.7 else (HEAVY_ERRORS, 6)
    for rule in chance.choices(rules, k=chance.randint(0 if rules is LIGHT_ERRORS else 1, most)):
        record = rule(record, chance)
    return names_and_a_guess(record, chance) if chance.random() < 0.08 else record
