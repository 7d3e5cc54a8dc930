"""Questions with known answers: children in a registry, and similar ones who are not in it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from amparo.matching.record import Record
from amparo.matching.words import fold
from bench.linkage.noise import spoil_record

type Keyed = tuple[str, Record]
type Spoil = Callable[[Record, random.Random], Record]
ABSENT = {"sibling": 0.08, "namesake": 0.06, "stranger": 0.06}
"""Share of the questions about children who are not in the registry, by kind."""


@dataclass(frozen=True, slots=True)
class Question:
    """A record to look for, and the keys of the child's records: none for a child who is not there."""

    key: str
    record: Record
    answers: frozenset[str]
    kind: str


def make_questions(
    records: Sequence[Keyed], many: int, seed: int, spoil: Spoil = spoil_record
) -> tuple[list[Keyed], list[Question]]:
    """Return a registry without some children, and `many` questions to it, each spoilt."""
    chance = random.Random(f"questions-{seed}")
    families = list(group_families(records).values())
    chance.shuffle(families)
    with_siblings = [family for family in families if len(family) > 1]
    number = {kind: round(many * share) for kind, share in ABSENT.items()}
    absent = [family[chance.randrange(len(family))] for family in with_siblings[: number["sibling"]]]
    strangers = [member for family in with_siblings[number["sibling"] :][: number["stranger"]] for member in family]
    removed = {key for key, _ in absent + strangers}
    remaining = [row for row in records if row[0] not in removed]
    known = chance.sample(remaining, many - sum(number.values()) + number["namesake"])
    members, named_alike = known[number["namesake"] :], known[: number["namesake"]]
    found = [("member", record, frozenset({key})) for key, record in members]
    found += [("sibling", record, frozenset[str]()) for _, record in absent]
    found += [("stranger", record, frozenset[str]()) for _, record in strangers[: number["stranger"]]]
    found += [
        ("namesake", _make_namesake(r, chance.choice(remaining)[1], chance), frozenset[str]()) for _, r in named_alike
    ]
    return remaining, [
        Question(f"Q{at:06}", spoil(record, chance), answers, kind) for at, (kind, record, answers) in enumerate(found)
    ]


def add_papers(records: Sequence[Keyed], seed: int) -> list[Keyed]:
    """Return the registry with document numbers for most; siblings may have consecutive ones."""
    chance = random.Random(f"papers-{seed}")
    found = dict(records)
    for family in group_families(records).values():
        first, in_line = chance.randrange(10**9, 10**10), chance.random() < 0.4
        for at, (key, record) in enumerate(family):
            number = str(first + at) if in_line else _make_number(chance)
            found[key] = record._replace(documents=(number,) if chance.random() < 0.7 else ())
    return list(found.items())


def add_addresses(records: Sequence[Keyed], seed: int) -> list[Keyed]:
    """Return the registry with the street of most families as the smallest part of the place, which few share."""
    chance = random.Random(f"addresses-{seed}")
    streets = [f"{kind} {name}" for kind in _STREETS for name in _STREET_NAMES]
    found = dict(records)
    for family in group_families(records).values():
        street = f"{chance.choice(streets)} {chance.randrange(1, 1 + len(records) // 400)}"
        for key, record in family:
            found[key] = record._replace(place=(street, *record.place)) if chance.random() < 0.9 else record
    return list(found.items())


_STREETS = ("Calle", "Avenida", "Colonia", "Barrio", "Cantón", "Aldea", "Caserío", "Lote")
_STREET_NAMES = (
    "Los Pinos", "El Carmen", "La Unión", "Nueva", "del Río", "El Zapote", "Las Flores", "San Juan", "Santa Fe",
    "El Centro",
    "La Ceiba", "El Tamarindo", "Los Encuentros", "Las Brisas", "El Calvario", "La Esperanza", "Buena Vista",
    "Las Cruces",
    "El Porvenir", "Tierra Blanca",
)  # fmt: skip


def _make_number(chance: random.Random) -> str:
    return str(chance.randrange(10**9, 10**10))


def plant_copies(records: Sequence[Keyed], many: int, seed: int) -> tuple[list[Keyed], set[frozenset[str]]]:
    """Return the registry with `many` spoilt copies, and the pairs of keys of the same child."""
    chance = random.Random(f"planted-{seed}")
    copied = chance.sample(list(records), many)
    copies = [(f"copy of {key}", spoil_record(record, chance)) for key, record in copied]
    return [*records, *copies], {frozenset((key, f"copy of {key}")) for key, _ in copied}


def group_families(records: Sequence[Keyed]) -> dict[tuple[str, ...], list[Keyed]]:
    """Return the records of each family together: same mother, surnames and place."""
    found: dict[tuple[str, ...], list[Keyed]] = defaultdict(list)
    for key, record in records:
        family = tuple(map(fold, (record.mother, record.first_surname, record.second_surname, *record.place)))
        found[family if record.mother else (key,)].append((key, record))
    return found


def _make_namesake(record: Record, other: Record, chance: random.Random) -> Record:
    """Return another child with the same names, and a mother with the same surname."""
    mother = " ".join([*other.mother.split()[:1], record.second_surname])
    father = " ".join([*other.father.split()[:1], record.first_surname])
    street = len(record.place) > 2  # a namesake lives in the same town, not in the same house
    place = record.place[street:] if chance.random() < 0.7 else other.place[street:]
    place = (*other.place[:1], *place) if street and len(other.place) > 2 else place
    papers = (_make_number(chance),) if record.documents else ()
    return record._replace(born=other.born, mother=mother, father=father, place=place, documents=papers)
