"""The engine: what is put in is found, what is unknown says nothing, what is hidden changes nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.matching.evidence import COLUMN_OF, NAMES
from amparo.matching.explain import describe_rival, from_values, list_reasons, to_values
from amparo.matching.index import Hit, Index
from amparo.matching.record import Record, parse_days
from amparo.matching.weights import default_weights, parse_weights

GIVEN = (
    "José María Ana Luis Carlos Marta Yesenia Brayan Kimberly Mateo Petrona Xuan Ixchel Wilmer Guadalupe Alberto"
).split()
SURNAMES = (
    "López García Pérez Caal Choc Tzoc Quej Xol Hernández Mejía Vásquez Chávez Bámaca Arzú Güity Wood Pop Ixcoy".split()
)
PLACES = [
    ("Nebaj", "Quiché"),
    ("Cobán", "Alta Verapaz"),
    ("Tela", "Atlántida"),
    ("Tapachula", "Chiapas"),
    ("Mixco", "Guatemala"),
]


def somebody(chance: random.Random) -> Record:
    day = parse_days(f"{chance.randint(2008, 2022)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}")
    first, second = chance.choice(SURNAMES), chance.choice(SURNAMES)
    return Record(
        " ".join(chance.sample(GIVEN, 2)), first, second, chance.choice("FM"), day, chance.choice(PLACES),
        f"{chance.choice(GIVEN)} {second} {chance.choice(SURNAMES)}", f"{chance.choice(GIVEN)} {first}", "es", "GTM",
    )  # fmt: skip


@pytest.fixture(scope="module")
def registry() -> list[tuple[str, Record]]:
    chance = random.Random("registry")
    return [(f"R{at}", somebody(chance)) for at in range(3000)]


@pytest.fixture(scope="module")
def index(registry: list[tuple[str, Record]]) -> Index:
    made = Index()
    made.put(registry)
    made.settle()
    return made


def first(found: list[Hit]) -> str:
    return found[0].key if found else ""


def test_each_record_is_found_by_itself(index: Index, registry: list[tuple[str, Record]]) -> None:
    for key, record in registry[::50]:
        hit = index.search(record)[0]
        assert hit.key == key
        assert hit.probability > 0.95


@pytest.mark.parametrize(
    "changed",
    [
        {"given": "Chepe"}, {"first_surname": "Basques"}, {"first_surname": "Chavez", "second_surname": "Vasquez"},
        {"first_surname": "VASQUEZCHAVEZ", "second_surname": ""},
        {"first_surname": "Vasquez-Chavez", "second_surname": ""},
        {"second_surname": ""}, {"given": "J0se A1berto"}, {"given": "ALBERTO JOSÉ"}, {"born": parse_days("2015")},
        {"born": parse_days("2015-11-03")}, {"born": parse_days("2014-03-11")}, {"born": (0, 0)},
        {"place": ("Quiché",)},
        {"place": ()}, {"mother": "", "father": ""}, {"sex": ""}, {"nationality": "MEX"}, {"mother": "Guadalupe"},
        {"given": "José Vásquez", "first_surname": "Chávez", "second_surname": ""},
    ],
)  # fmt: skip
def test_a_child_is_found_through_the_errors_of_the_region(index: Index, changed: dict[str, Any]) -> None:
    child = Record(
        "José Alberto", "Vásquez", "Chávez", "M", parse_days("2015-03-11"), ("Nebaj", "Quiché"), "Guadalupe Chávez",
        "Luis Vásquez", "es",
        "GTM",
    )  # fmt: skip
    index.put([("child", child)])
    try:
        assert first(index.search(child._replace(**changed))) == "child"
    finally:
        index.remove("child")


def test_a_brother_who_is_not_in_the_registry_is_not_taken_for_the_one_who_is(index: Index) -> None:
    there = Record(
        "Wilmer Luis",
        "Ixcoy",
        "Bámaca",
        "M",
        parse_days("2014-02-03"),
        ("Nebaj", "Quiché"),
        "Petrona Bámaca Tzoc",
        "Mateo Ixcoy",
        "quc",
        "GTM",
    )
    brother = there._replace(given="Brayan Carlos", born=parse_days("2016-07-19"))
    index.put([("brother", there)])
    try:
        hit = index.search(brother)[0]
        assert hit.key == "brother"
        assert hit.probability < 0.1
        assert describe_rival(hit.evidence) == "También podría ser una hermana o un hermano."
        assert describe_rival(hit.evidence, "en") == "It could also be a sister or a brother."
        assert index.search(there)[0].probability > 0.95
    finally:
        index.remove("brother")


@pytest.mark.parametrize(("born", "is_the_same"), [("2012", True), ("2013", True), ("2016", False), ("2008", False)])
def test_births_four_years_apart_under_one_name_are_two_children(index: Index, born: str, is_the_same: bool) -> None:
    """By day or by year alone: a guess of the year is off by less."""
    for known in ("2012", "2012-05-09"):
        there = Record("Yeison Kevin", "Umanzor", "Zelaya", "M", parse_days(known))
        index.put([("other", there)])
        try:
            assert (index.search(there._replace(born=parse_days(born)))[0].probability >= 0.5) is is_the_same
        finally:
            index.remove("other")


def test_what_is_put_in_is_found_at_once_and_what_is_taken_out_no_more(registry: list[tuple[str, Record]]) -> None:
    index = Index()
    index.put(registry[:500])
    index.settle()
    new = somebody(random.Random("new"))._replace(given="Nahúm Tikal")
    index.put([("new", new)])
    assert first(index.search(new)) == "new"
    changed = new._replace(
        given="Otilia", first_surname="Zacarías", second_surname="Nimatuj", born=parse_days("2011-10-10")
    )
    index.put([("new", changed)])
    assert first(index.search(changed)) == "new"
    assert [hit.probability for hit in index.search(new, top=500) if hit.key == "new"] in (
        [],
        [pytest.approx(0, abs=0.01)],
    )
    index.settle()
    assert first(index.search(changed)) == "new"
    index.remove("new")
    assert "new" not in {hit.key for hit in index.search(changed, top=500)}
    assert len(index) == 500


def test_sorted_in_or_not_the_answer_is_the_same(registry: list[tuple[str, Record]]) -> None:
    recent, settled = Index(), Index()
    recent.put(registry)
    settled.put(registry)
    settled.settle()
    for _, record in registry[::100]:
        asked = record._replace(given=record.given.split()[0], mother="")
        one, other = recent.search(asked)[0], settled.search(asked)[0]
        assert one.key == other.key
        assert one.probability == pytest.approx(other.probability, abs=0.01)


def test_an_empty_index_and_an_empty_question_have_no_answer(index: Index) -> None:
    assert Index().search(Record("Ana")) == []
    assert all(hit.probability < 0.5 for hit in index.search(Record()))


def test_what_may_not_be_known_changes_nothing(registry: list[tuple[str, Record]]) -> None:
    """The same answer, to the last digit, whether the hidden child is there or one whom nobody could take for it."""
    child = registry[7][1]
    elsewhere = somebody(random.Random("elsewhere"))
    answers = []
    for hidden in (child, elsewhere):
        index = Index()
        index.put([*registry[:7], *registry[8:2000], ("hidden", hidden)])
        hits = index.search(child, top=10, seen=lambda keys: [key != "hidden" for key in keys])
        answers.append([(hit.key, round(hit.probability, 2)) for hit in hits])
    assert answers[0] == answers[1]


@pytest.mark.parametrize("settled", [True, False])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("A-1234567", "el mismo número"), ("a 1234567", "el mismo número"),
        ("A-1234568", "el número difiere en una cifra"), ("A-1234576", "el número difiere en una cifra"),
        ("A-123456", "el número difiere en una cifra"), ("A-12345067", "el número difiere en una cifra"),
        ("A-7654321", "otro número"),
    ],
)  # fmt: skip
def test_a_paper_tells_by_its_number_or_by_one_that_is_a_slip_away(settled: bool, asked: str, said: str) -> None:
    made = Index()
    made.put([("with", Record("Ana", "Caal", documents=("A-1234567",))), ("without", Record("Ana", "Caal"))])
    if settled:
        made.settle()
    hits = {hit.key: hit for hit in made.search(Record("Ana", "Caal", documents=(asked,)))}
    assert [reason.text for reason in list_reasons(hits["with"].evidence) if reason.field == "document"] == [said]
    assert not [reason for reason in list_reasons(hits["without"].evidence) if reason.field == "document"]


def test_a_paper_alone_finds_who_gave_another_name(index: Index, registry: list[tuple[str, Record]]) -> None:
    child = registry[7][1]._replace(documents=("1987654321",))
    index.put([("renamed", child)])
    named_otherwise = Record("Wilson", "Zelaya", sex=child.sex, born=child.born, documents=("1987654321",))
    hit = index.search(named_otherwise)[0]
    assert hit.key == "renamed"
    assert hit.probability > 0.5
    index.remove("renamed")


def test_the_room_of_what_was_replaced_is_given_back_and_its_words_count_no_more(
    registry: list[tuple[str, Record]],
) -> None:
    once, often = Index(), Index()
    once.put(registry[:400])
    for _ in range(3):
        often.put((key, somebody(random.Random(key))) for key, _ in registry[:500])
    often.put(registry[:400])
    for key, _ in registry[400:500]:
        often.remove(key)
    for made in (once, often):
        made.settle()
    assert len(often.tables.names.rows()) == len(often) == 400
    for _, record in registry[:500:25]:
        assert [(hit.key, round(hit.probability, 9)) for hit in often.search(record)] == [
            (hit.key, round(hit.probability, 9)) for hit in once.search(record)
        ]


BLANK: dict[str, Any] = {name: Record._field_defaults[name] for name in Record._fields}


@settings(max_examples=60)
@given(st.integers(0, 2999), st.sets(st.sampled_from(sorted(Record._fields))), st.randoms(use_true_random=False))
def test_unknown_never_speaks_against(index: Index, at: int, blank: set[str], chance: random.Random) -> None:
    """Whatever is left out of a question, nothing about it counts as a difference."""
    asked = somebody(chance)._replace(**{name: BLANK[name] for name in blank})
    fields = {
        "born": ("birth",),
        "place": ("place",),
        "documents": ("document",),
        "given": (),
        "first_surname": (),
        "second_surname": (),
    }
    for hit in index.search(asked, top=5):
        assert 0 <= hit.probability <= 1
        assert np.isfinite(hit.evidence.values).all()
        for name in blank:
            for start in fields.get(name, (name,)):
                assert not [n for n, at in COLUMN_OF.items() if n.startswith(start) and hit.evidence.values[0, at]], (
                    name,
                    start,
                )


@settings(max_examples=40)
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=20))
def test_any_text_is_a_question(index: Index, given_names: str, surname: str, place: str) -> None:
    for hit in index.search(Record(given_names, surname, place=(place,), mother=surname), top=3):
        assert 0 <= hit.probability <= 1


def test_reasons_say_what_agrees_and_what_does_not(index: Index, registry: list[tuple[str, Record]]) -> None:
    _, record = registry[3]
    hit = index.search(record._replace(born=(record.born[0] + 9, record.born[0] + 9), mother="Zacarías Nimatuj"))[0]
    told = {reason.field: reason for reason in list_reasons(hit.evidence, "en")}
    assert told["given"].weight > 0
    assert told["given"].text == "they agree"
    assert told["mother"].text.startswith("none agrees")
    assert told["mother"].weight < 0
    assert told["birth"].title == "Birth"
    assert {reason.text for reason in list_reasons(hit.evidence, "es")}.isdisjoint(
        {reason.text for reason in list_reasons(hit.evidence, "en")}
    )


def test_evidence_is_kept_and_read_again(index: Index, registry: list[tuple[str, Record]]) -> None:
    evidence = index.search(registry[5][1])[0].evidence
    again = from_values(to_values(evidence) | {"no_longer_known": 1.0})
    assert list_reasons(again) == list_reasons(evidence)


def test_weights_are_read_as_they_were_written() -> None:
    again = parse_weights(default_weights().dump())
    assert np.array_equal(again.table, default_weights().table)
    assert replace(again).start.tolist() == default_weights().start.tolist()
    assert default_weights().table.shape == (3, len(NAMES))
