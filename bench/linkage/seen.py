"""Damage as users of comparable systems report it, for measuring only: nothing is ever trained on these rules.

Each kind has rules of its own, wider than the examples that were reported: initials, customary abbreviations, text
decoded wrongly, everything in one column, titles and words of kinship, letters that reading machines confuse, a
household surname, and sounds written by the ears of other languages (`heard.py`). The rules that the weights are
trained on (`damage.py`) are others, simpler, written apart.
"""

from __future__ import annotations

import html
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html.entities import codepoint2name
from typing import Any

from amparo.matching.record import UNKNOWN_BIRTH, Record, parse_days
from bench.linkage.heard import EARS, hear
from bench.linkage.questions import Keyed, Question, group_families
from bench.linkage.sets import generated_registry

type Rule = Callable[[Record, random.Random], Record]

SIZE = 50_000
QUESTIONS = 2_000
ABSENT_SHARE = 0.2
VIEWS = ("names alone", "few fields", "all fields")
SURNAMES_SHORT = {
    "Hernández": "Hdez. Hdz Hrdz. Hernz Hndz.", "Martínez": "Mtz. Mtnez. Mtez Mnez. Martz.",
    "González": "Glez. Gzlez Gonz. Gnzlz. Glz", "Rodríguez": "Rdz. Rguez. Rdguez Rodz. Rdgz",
    "Fernández": "Fdez. Fdz Frndz. Fernz.", "Gutiérrez": "Gtz. Gtrrz. Gut. Gutz", "Domínguez": "Dguez. Dgz. Domz",
    "Pérez": "Pz. Prz. Pérz", "López": "Lpz. Lz. Lóp.", "Gómez": "Gmz. Gz. Góm.", "Sánchez": "Schz. Snchz Sánz. Schez.",
    "Jiménez": "Jmz. Jmnz. Jim.", "Ramírez": "Rmz. Rmrz. Rmirz", "Vásquez": "Vqz. Vsqz. Vásq.",
    "Velásquez": "Vlqz. Velq.",
    "Méndez": "Mdz. Mndz.", "Álvarez": "Alvz. Alvrz. Álv.", "Díaz": "Dz.", "Muñoz": "Mñz. Muñ.", "Ramos": "Rms.",
    "Morales": "Mrls. Mles.", "Castillo": "Cast. Cstll.", "Juárez": "Jrz. Juár.", "Ordóñez": "Ordz. Ordñz",
    "Enríquez": "Enrqz. Enr.", "Benítez": "Bntz. Benit.", "Chávez": "Chvz. Cház.", "Flores": "Flrs.",
    "Orellana": "Orell.",
}  # fmt: skip
GIVEN_SHORT = {
    "María": "Ma. Mª M.ª Mía", "José": "J. Jse. Jé", "Francisco": "Fco. Frco. Fcisco", "Francisca": "Fca. Frca.",
    "Guadalupe": "Gpe. Guad. Lpe", "Juan": "Jn. Jno.", "Antonio": "Ant. Anto. Antº", "Concepción": "Conc. Concep.",
    "Guillermo": "Gmo. Guill.", "Fernando": "Fdo. Ferndo", "Eduardo": "Edo. Eddo.", "Alejandro": "Alej. Alejo. Aljo",
    "Manuel": "Ml. Manl. Mnl", "Miguel": "Mgl. Migl.", "Rafael": "Raf. Rafl.", "Santiago": "Sgo. Stgo. Santo.",
    "Domingo": "Dgo. Dom. Domgo", "Carlos": "Cls. Carl.", "Luis": "Ls.", "Pedro": "Pdro. Po.", "Jesús": "Jhs. Js. Jsús",
    "Ángel": "Ang. Áng.", "Elizabeth": "Elizth. Elz.", "Margarita": "Marg. Mgta.", "Josefina": "Jfna. Josef.",
    "Roberto": "Rob. Robto. Rbto", "Alberto": "Albto. Alb.", "Gregorio": "Greg. Grego.", "Sebastián": "Seb. Sebn.",
    "Cristina": "Xtina. Crist.", "Cristóbal": "Xtobal. Cristól.", "Isabel": "Isab. Isbl", "Dolores": "Dols. Dlrs.",
}  # fmt: skip
MACHINE = (
    ("i", "1"), ("l", "1"), ("i", "l"), ("l", "i"), ("o", "0"), ("s", "5"), ("b", "8"), ("z", "2"), ("g", "9"),
    ("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("q", "g"), ("g", "q"), ("vv", "w"), ("w", "vv"), ("u", "v"),
    ("v", "u"), ("i", "j"), ("j", "i"), ("e", "c"), ("c", "e"), ("h", "b"), ("b", "h"), ("ñ", "n"), ("ñ", "fi"),
    ("n", "ri"), ("ú", "ii"), ("t", "f"), ("f", "t"), ("a", "o"), ("o", "a"), ("z", "i"), ("y", "v"), ("l", "|"),
    ("a", "@"), ("li", "h"), ("t", "l"), ("e", "€"), ("k", "lc"), ("s", "$"), ("nn", "m"), ("h", "li"), ("ó", "6"),
)  # fmt: skip
TITLES = (
    "niña", "niño", "menor", "la menor", "el menor", "adolescente", "bebé", "joven", "señorita", "Srta.", "Sr.", "Don",
    "Dña.", "NNA", "Miss", "child", "minor", "enfant", "hermanito", "la niña", "el niño", "mi hija", "mi hijo",
    "Jovencita",
)  # fmt: skip
NICKNAMES_OF_ALL = (
    "El Chato", "la Chata", "Nena", "el Flaco", "Pelón", "Chiqui", "Colochita", "el Gato", "Toti", "Peque", "La Güera",
    "Tito", "Canche", "Beba", "Mono", "El Zurdo", "Lucerito", "Coneja",
)  # fmt: skip
HOUSEHOLD = (
    "Castellón Alvarenga Godoy Barrientos Zamora Quintanilla Argueta Lemus Ochoa Villeda Rosales Cifuentes "
    "Batres Melgar Carranza López García Hernández Reyes Mejía Castro Pineda Rivera Santos Alvarado"
).split()


def _words(text: str) -> list[str]:
    return text.split()


def initials(record: Record, chance: random.Random) -> Record:
    """Write given names, and often the second surname, as their first letters."""
    dot = chance.choice([". ", " ", "."])
    given = _words(record.given)
    if chance.random() < 0.5 and len(given) > 1:
        short = f"{given[0]} {given[1][0]}."
    else:
        short = dot.join(word[0] for word in given) + (dot.strip() if chance.random() < 0.7 else "")
    second = record.second_surname
    if second and chance.random() < 0.5:
        second = second[0] + chance.choice([".", ""])
    return record._replace(given=short, second_surname=second)


def _shorten(word: str, table: dict[str, str], chance: random.Random) -> str:
    if word in table:
        return chance.choice(table[word].split())
    if len(word) < 6:
        return word
    if chance.random() < 0.5:
        consonants = [letter for letter in word[1:-1].lower() if letter not in "aeiouáéíóúü"]
        return word[0] + "".join(consonants[: chance.choice([1, 2])]) + word[-chance.choice([1, 2]) :] + "."
    return word[: chance.choice([3, 4])] + "."


def abbreviations(record: Record, chance: random.Random) -> Record:
    """Write surnames and given names short, as custom has it, or by their consonants and their end."""

    def shorten(text: str, table: dict[str, str], share: float) -> str:
        return " ".join(_shorten(w, table, chance) if chance.random() < share else w for w in _words(text))

    return record._replace(
        given=shorten(record.given, GIVEN_SHORT, 0.6),
        first_surname=shorten(record.first_surname, SURNAMES_SHORT, 0.7),
        second_surname=shorten(record.second_surname, SURNAMES_SHORT, 0.7),
    )


def _redecode(text: str, written: str, read: str) -> str:
    return text.encode(written, errors="replace").decode(read, errors="replace")


def _as_entities(text: str) -> str:
    return "".join(
        f"&{codepoint2name[ord(letter)]};" if ord(letter) > 127 and ord(letter) in codepoint2name else letter
        for letter in text
    )


def _lose(text: str, mark: str) -> str:
    return "".join(mark if ord(letter) > 127 else letter for letter in text)


_ENCODINGS: tuple[Callable[[str], str], ...] = (
    lambda text: _redecode(text, "utf-8", "cp1252"),
    lambda text: _redecode(text, "utf-8", "latin-1"),
    lambda text: _redecode(_redecode(text, "utf-8", "latin-1"), "utf-8", "latin-1"),
    lambda text: _redecode(_redecode(text, "utf-8", "cp1252"), "utf-8", "cp1252"),
    lambda text: _redecode(text, "cp850", "latin-1"),
    lambda text: _redecode(text, "utf-8", "cp850"),
    lambda text: _redecode(text, "utf-8", "mac_roman"),
    _as_entities,
    lambda text: html.escape(_as_entities(text)),
    lambda text: "".join(f"&#{ord(letter)};" if ord(letter) > 127 else letter for letter in text),
    lambda text: _lose(text, "?"),
    lambda text: _lose(text, "�"),
    lambda text: _lose(text, "??"),
    lambda text: _lose(text, "_"),
    lambda text: _lose(text, ""),
    lambda text: _lose(text, " "),
)  # fmt: skip
_VOWELS_LOST = str.maketrans("aeou", "áéóú")


def decoding(record: Record, chance: random.Random) -> Record:
    """Read letters that are not ASCII in the wrong encoding, once or twice; lose them; or write entities."""
    change = chance.choice(_ENCODINGS)

    def spoil(text: str) -> str:
        if text.isascii() and chance.random() < 0.6:  # somebody wrote an accent, rightly or not
            places = [at for at, letter in enumerate(text) if letter in "aeou"]
            if places:
                at = chance.choice(places)
                text = text[:at] + text[at].translate(_VOWELS_LOST) + text[at + 1 :]
        return change(text)

    names = [spoil(text) for text in record[:3]]
    if chance.random() < 0.2:
        names = [name.upper() for name in names]
    return record._replace(given=names[0], first_surname=names[1], second_surname=names[2])


def one_column(record: Record, chance: random.Random) -> Record:
    """Write the whole name in one column, in any order, often with what the child is called."""
    given, surnames = record.given, [name for name in record[1:3] if name]
    if chance.random() < 0.3:
        surnames.reverse()
    family = " ".join(surnames)
    orders = [f"{given} {family}", f"{family} {given}", f"{family}, {given}", f"{surnames[0]} {given} {surnames[-1]}"]
    whole = chance.choice(orders[: 4 if len(surnames) > 1 else 3])
    if chance.random() < 0.45:
        called = chance.choice([*NICKNAMES_OF_ALL, given.split()[0][:4] + "ita"])
        wrapped = chance.choice(['"{}"', "({})", "«{}»", "“{}”", "[{}]", "alias {}", "'{}'"]).format(called)
        whole = f"{whole} {wrapped}" if wrapped.startswith("alias") or chance.random() < 0.6 else f"{wrapped} {whole}"
    whole = whole.upper() if chance.random() < 0.4 else whole.lower() if chance.random() < 0.2 else whole
    column = chance.choice(["given", "first_surname", "first_surname", "second_surname"])
    blank: dict[str, Any] = {"given": "", "first_surname": "", "second_surname": ""}
    return record._replace(**blank | {column: whole})


def titles(record: Record, chance: random.Random) -> Record:
    """Put titles before the name, and whose child it is behind it."""
    given = f"{chance.choice(TITLES)} {record.given}" if chance.random() < 0.75 else record.given
    mother, father = _words(record.mother)[:1], _words(record.father)[:1]
    said = [f"{word} {name}" for word, names in (
        ("hija de", mother), ("hijo de", father), ("h. de", mother), ("mamá:", mother), ("hijita de doña", mother),
        ("daughter of", mother), ("fils de", father), ("nieta de don", father), ("hermano de", ["Kevin"]),
        ("hij@ de", mother), ("sobrina de", ["Elsa"]),
    ) for name in names]  # fmt: skip
    if said and chance.random() < 0.75:
        given = f"{given} {chance.choice(said)}"
    first = f"de {record.first_surname}" if chance.random() < 0.1 else record.first_surname
    return record._replace(given=given, first_surname=first, mother="")


def machine(record: Record, chance: random.Random) -> Record:
    """Confuse letters in several words of the name, as a reading machine does."""

    def misread(text: str) -> str:
        for _ in range(chance.choice([0, 1, 1, 2, 2, 3])):
            low = text.lower()
            fitting = [(a, b) for a, b in MACHINE if a in low]
            if not fitting:
                return text
            old, new = chance.choice(fitting)
            at = chance.choice([i for i in range(len(low)) if low.startswith(old, i)])
            text = text[:at] + new + text[at + len(old) :]
        return text

    return record._replace(
        given=misread(record.given), first_surname=misread(record.first_surname),
        second_surname=misread(record.second_surname),
    )  # fmt: skip


def household(record: Record, chance: random.Random) -> Record:
    """Give the surname of the stepfather or of another of the house in place of one of the child's."""
    other = chance.choice(HOUSEHOLD)
    shape = chance.random()
    if shape < 0.4:
        return record._replace(first_surname=other, second_surname=record.second_surname or record.first_surname)
    if shape < 0.7:
        return record._replace(second_surname=other)
    if shape < 0.9 and record.second_surname:
        return record._replace(first_surname=record.second_surname, second_surname=other)
    return record._replace(first_surname=other, second_surname=record.first_surname)


def ears(record: Record, chance: random.Random) -> Record:
    """Write the whole name as somebody of another language hears it."""
    ear = chance.choice(sorted(EARS))
    names = [" ".join(hear(word, ear, chance) for word in _words(text)) for text in record[:3]]
    second = names[2] if chance.random() < 0.6 else ""
    return record._replace(given=names[0], first_surname=names[1], second_surname=second)


KINDS: dict[str, Rule] = {
    "initials": initials, "abbreviations": abbreviations, "decoding": decoding, "one column": one_column,
    "titles": titles, "machine": machine, "household": household, "ears": ears,
}  # fmt: skip


def guess_birth(record: Record, chance: random.Random) -> Record:
    """Tell the birth as it is told: the day, the year, an age by sight, or nothing at all."""
    first, last = record.born
    if not 0 < first == last:
        return record
    year, how = date.fromordinal(first).year, chance.random()
    if how < 0.3:
        return record
    if how < 0.6:
        return record._replace(born=parse_days(str(year)))
    if how < 0.8:
        return record._replace(born=parse_days(str(year + chance.choice([-3, -2, -1, -1, 1, 1, 2, 3]))))
    return record._replace(born=UNKNOWN_BIRTH)


def limit_fields(record: Record, view: str, chance: random.Random) -> Record:
    """Leave the names alone, a few fields, or all, of which some are not known."""
    if view == VIEWS[0]:
        return Record(*record[:3])
    record = guess_birth(record, chance)
    if view == VIEWS[1]:
        return Record(*record[:4], born=record.born)
    blank = {name: Record._field_defaults[name] for name in ("mother", "father", "place", "language")
             if chance.random() < 0.35}  # fmt: skip
    return record._replace(documents=(), **blank)


@dataclass(frozen=True, slots=True)
class SeenSet:
    """A registry of `size` from `seed`, and questions with this damage of which `view` is known."""

    view: str
    seed: int
    size: int = SIZE
    questions: int = QUESTIONS
    kinds: tuple[str, ...] = tuple(KINDS)

    def make(self) -> tuple[list[Keyed], list[Question]]:
        """Return the registry and the questions; their kind is the damage, "absent" for who is not there."""
        records = generated_registry(self.size, self.seed)
        chance = random.Random(f"seen-{self.view}-{self.seed}")
        absent = round(self.questions * ABSENT_SHARE)
        removed = dict(_sample_absent(records, absent, chance))
        remaining = [row for row in records if row[0] not in removed]
        asked = [(record, frozenset({key})) for key, record in chance.sample(remaining, self.questions - absent)]
        asked += [(record, frozenset[str]()) for record in removed.values()]
        return remaining, [self._ask(f"Q{at:06}", *one, chance) for at, one in enumerate(asked)]

    def _ask(self, key: str, record: Record, answers: frozenset[str], chance: random.Random) -> Question:
        kinds = chance.sample(self.kinds, min(len(self.kinds), 1 if chance.random() < 0.7 else 2))
        kinds.sort(key=list(KINDS).index)
        damaged = record
        for kind in kinds:
            damaged = KINDS[kind](damaged, chance)
        damaged = limit_fields(damaged, self.view, chance)
        return Question(key, damaged, answers, "+".join(kinds) if answers else "absent")


def _sample_absent(records: Sequence[Keyed], many: int, chance: random.Random) -> list[Keyed]:
    """Return children to leave out: half with sisters or brothers who stay, half with their whole family."""
    families = list(group_families(records).values())
    chance.shuffle(families)
    large = [family for family in families if len(family) > 1][: many // 2]
    small = [family for family in families if len(family) == 1][: many - many // 2]
    return [family[0] for family in large + small]
