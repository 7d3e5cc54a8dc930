"""How a damaged word may stand for a name: short, heard by other ears, misread, with gaps, or near it."""

from __future__ import annotations

import numpy as np
import pytest

from amparo.matching.abbreviations import abbreviations, is_abbreviation
from amparo.matching.cleaning import GAP
from amparo.matching.ears import hearings, shape
from amparo.matching.near import find_nearness
from amparo.matching.vocabulary import Likeness, Vocabulary
from amparo.matching.words import sound, words

NAMES = (
    "hernandez martinez gonzalez rodriguez alvarez maria guadalupe francisco brisa quinonez avila xochitl jesus "
    "sutuj pena munoz ibanez jacinto chavez beatriz gutierrez"
).split()


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    made = Vocabulary()
    for name in NAMES:
        made.add(name)
    return made


def likest(vocabulary: Vocabulary, word: str) -> tuple[str, Likeness]:
    found = vocabulary.alike(word)
    at = int(found.how.argmin())
    return vocabulary.words[found.ids[at]], Likeness(found.how[at])


@pytest.mark.parametrize(
    ("written", "meant", "how"),
    [
        ("hdez", "hernandez", Likeness.ABBREVIATION), ("hrdz", "hernandez", Likeness.ABBREVIATION),
        ("gpe", "guadalupe", Likeness.ABBREVIATION), ("fco", "francisco", Likeness.ABBREVIATION),
        ("ma", "maria", Likeness.ABBREVIATION), ("alvrz", "alvarez", Likeness.ABBREVIATION),
        ("keenyonez", "quinonez", Likeness.SOUNDS), ("kignonnesse", "quinonez", Likeness.HEARD),
        ("quinonei", "quinonez", Likeness.ONE_SLIP), ("brlso", "brisa", Likeness.FAINT),
        ("jcsvs", "jesus", Likeness.MISREAD), ("pe?a", "pena", Likeness.GAP), ("ib??ez", "ibanez", Likeness.GAP),
        ("mu?oz", "munoz", Likeness.GAP), ("shochi", "xochitl", Likeness.FAINT), ("tsoutsouy", "sutuj", Likeness.NEAR),
        ("j", "jesus", Likeness.INITIAL),
    ],
)  # fmt: skip
def test_a_damaged_word_finds_its_name(vocabulary: Vocabulary, written: str, meant: str, how: Likeness) -> None:
    found = vocabulary.alike(written)
    assert {vocabulary.words[i]: Likeness(h) for i, h in zip(found.ids, found.how, strict=True)}.get(meant) == how


def test_a_letter_is_no_more_than_an_initial(vocabulary: Vocabulary) -> None:
    found = vocabulary.alike("b")
    assert {vocabulary.words[i] for i in found.ids} == {"brisa", "beatriz"}
    assert set(found.how.tolist()) == {Likeness.INITIAL}


def test_a_letter_on_file_is_found_by_the_name() -> None:
    made = Vocabulary()
    made.add("b")
    assert likest(made, "beatriz") == ("b", Likeness.INITIAL)


@pytest.mark.parametrize(
    "pair", [("ana", "angela"), ("maria", "marta"), ("luz", "lopez"), ("rosa", "rosalina"), ("m", "maria")]
)
def test_a_short_name_is_no_abbreviation(pair: tuple[str, str]) -> None:
    assert not is_abbreviation(*pair)


def test_customary_abbreviations_go_both_ways_and_are_folded() -> None:
    assert "maria" in abbreviations()["ma"]
    assert "ma" in abbreviations()["maria"]
    assert all(word == word.lower() and word.isalpha() and words(word) == [word] for word in abbreviations())


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("keenyonez", "quinonez"), ("jesouss", "jesus"), ("hosay", "jose"), ("schavier", "xavier"),
        ("goutierres", "gutierrez"),
        ("munhoz", "munoz"), ("castilho", "castillo"), ("tschavez", "chavez"), ("jimenesi", "jimenez"),
        ("chorche", "jorge"),
        ("rodrigues", "rodriguez"),
    ],
)  # fmt: skip
def test_other_ears_are_understood(heard: str, meant: str) -> None:
    assert sound(meant) in {sound(heard), *hearings(heard)} | ({sound(heard)} & hearings(meant))


@pytest.mark.parametrize(
    ("read", "meant"), [("rnartinez", "martinez"), ("av1ia", "avila"), ("vvalter", "walter"), ("clavid", "david")]
)
def test_letters_that_look_alike_have_one_shape(read: str, meant: str) -> None:
    assert shape(read) == shape(meant)


def test_nearness_is_from_nothing_to_one() -> None:
    found = find_nearness("tsoutsouy", ["sutuj", "tsoutsouy", "perez"])
    assert found[1] == 1
    assert found[0] > found[2]
    assert ((found >= 0) & (found <= 1)).all()
    assert np.size(find_nearness("ana", [])) == 0


def test_words_keep_gaps_and_initials() -> None:
    assert words("Pe?a Ib��ez") == [f"pe{GAP}a", f"ib{GAP}{GAP}ez"]
    assert words("E. Y. Pérez y Paz") == ["e", "y", "perez", "paz"]
