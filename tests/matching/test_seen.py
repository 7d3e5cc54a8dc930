"""Names that were seen damaged find their records; a registry of a few dozen proposes nobody by a birthday."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from amparo.matching.evidence import COLUMN_OF
from amparo.matching.explain import FIELDS, list_reasons
from amparo.matching.index import Index
from amparo.matching.record import Record, parse_days
from tests.matching.test_index import somebody

type Row = dict[str, str]

with Path(__file__).with_name("names_seen.csv").open(encoding="utf-8") as lines:
    SEEN: list[Row] = list(csv.DictReader(lines))


def record_of(row: Row, side: str) -> Record:
    given, first, second, sex, born = (
        row[f"{side}_{part}"] for part in ("given_names", "first_surname", "second_surname", "sex", "birth_date")
    )
    return Record(given, first, second, sex, parse_days(born))


@pytest.fixture(scope="module")
def index() -> Index:
    chance = random.Random("seen")
    made = Index()
    made.put((f"R{at}", somebody(chance)) for at in range(3000))
    made.put((row["record_given_names"], record_of(row, "record")) for row in SEEN)
    made.settle()
    return made


@pytest.mark.parametrize("row", SEEN, ids=[f"{row['kind']} {at}" for at, row in enumerate(SEEN)])
@pytest.mark.parametrize("only_names", [False, True])
def test_what_was_seen_damaged_comes_first(index: Index, row: Row, only_names: bool) -> None:
    asked = record_of(row, "query")
    asked = Record(*asked[:3]) if only_names else asked
    assert index.search(asked)[0].key == row["record_given_names"]


@pytest.mark.parametrize(
    ("asked", "es", "en"),
    [
        (Record("B. L.", "Quiñónez"), "de uno está solo la inicial", "of one there is only the initial"),
        (Record("Brisa", "Qñz."), "uno es la abreviatura del otro", "one is an abbreviation of the other"),
        (
            Record("Brisa", "Avilla", "Kignonnesse"),
            "uno está escrito como lo oye quien habla otro idioma", "one is spelt as another language hears it",
        ),
        (Record("Brisa", "Qu??ónez"), "a uno le falta una letra", "a letter of one is missing"),
        (Record("Lourdes Brisa", "Quiñónez"), "están en otro orden", "they are in another order"),
    ],
)  # fmt: skip
def test_the_new_likenesses_are_said(asked: Record, es: str, en: str) -> None:
    made = Index()
    made.put([("brisa", Record("Brisa Lourdes", "Quiñónez", "Ávila")), ("ana", Record("Ana", "Caal"))])
    evidence = made.search(asked)[0].evidence
    for language, said in (("es", es), ("en", en)):
        assert any(said in reason.text for reason in list_reasons(evidence, language))  # type: ignore[arg-type]


def a_few_dozen() -> list[tuple[str, Record]]:
    chance = random.Random("few")
    return [(f"R{at}", somebody(chance)._replace(born=parse_days("2012-05-04"), sex="F")) for at in range(36)]


def test_in_a_registry_of_a_few_dozen_a_birthday_alone_proposes_nobody() -> None:
    made = Index()
    made.put(a_few_dozen())
    asked = Record("Zoraida", "Umanzor", "Ébano", "F", parse_days("2012-05-04"), ("Nebaj", "Quiché"))
    assert made.search(asked) == []
    made.put([("papers", Record("Otra", "Wolff", documents=("AB-12345",)))])
    assert [hit.key for hit in made.search(asked._replace(documents=("AB-12345",)))] == ["papers"]


def test_in_a_registry_of_a_few_dozen_one_word_is_not_enough_and_the_child_is_found() -> None:
    made = Index()
    people = a_few_dozen()
    made.put(people)
    first = people[0][1].given.split()[0]
    for hit in made.search(Record(first, "Umanzor", "Ébano", "F", parse_days("2012-05-04"))):
        assert hit.probability < 0.5
    for key, record in people[:10]:
        hit = made.search(record)[0]
        assert hit.key == key
        assert hit.probability > 0.5


def test_every_piece_of_evidence_has_its_field() -> None:
    from amparo.matching.explain import find_field

    assert {find_field(name) for name in COLUMN_OF} == set(FIELDS)
