"""How names are read: what sounds alike has one key, what is only said of anybody is no name."""

import pytest

from amparo.matching.vocabulary import Likeness, Vocabulary, short_forms
from amparo.matching.words import correct_digits, fold, keys, sound, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vasquez", "basques"), ("caal", "kal"), ("quej", "kej"), ("tzoc", "tsok"), ("jose", "hosay"),
        ("munoz", "munyoz"),
        ("guadalupe", "wadalupe"), ("ixchel", "ishchel"), ("kimberly", "quimberli"), ("yesenia", "jessenia"),
        ("hernandez", "ernandes"), ("cuauhtemoc", "quautemoc"), ("byron", "bairon"), ("chavez", "shavez"),
    ],
)  # fmt: skip
def test_what_sounds_alike_has_one_key(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("lopez", "perez"), ("maria", "marta"), ("caal", "choc"), ("tum", "tzul")])
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert not keys(one) & keys(other)


def test_a_glued_particle_and_a_misread_letter_are_seen_through() -> None:
    assert keys("delcid") & keys("cid")
    assert keys("rnartinez") & keys("martinez")
    assert keys("xuan") & keys("juan")


def test_words_are_folded_without_particles_and_without_what_means_unknown() -> None:
    assert words("José  DE LA Cruz-O’Neill") == ["jose", "cruz", "oneill"]
    assert words("K'iche' N.N. desconocido") == ["kiche", "n", "n"]
    assert words("FNU") == []
    assert fold("Ñuñez Güity") == "nunez guity"


def test_letters_read_as_digits_are_mended_and_numbers_left() -> None:
    assert correct_digits("l0pe2") == "lopez"
    assert correct_digits("2012") == "2012"


def test_short_forms_go_both_ways() -> None:
    assert "jose" in short_forms()["chepe"]
    assert "chepe" in short_forms()["jose"]


def alike(vocabulary: Vocabulary, word: str) -> dict[str, Likeness]:
    found = vocabulary.alike(word)
    return {vocabulary.words[i]: Likeness(how) for i, how in zip(found.ids, found.how, strict=True)}


def test_the_closest_likeness_counts() -> None:
    vocabulary = Vocabulary()
    for word in ("jose", "josefa", "chepe", "hosay", "josue", "mario", "jos"):
        vocabulary.add(word)
    assert alike(vocabulary, "jose") == {
        "jose": Likeness.SAME, "hosay": Likeness.SOUNDS, "chepe": Likeness.SHORT_FORM, "josefa": Likeness.START,
        "josue": Likeness.ONE_SLIP, "jos": Likeness.ONE_SLIP,
    }  # fmt: skip


def test_a_new_word_is_found_at_once() -> None:
    vocabulary = Vocabulary()
    assert alike(vocabulary, "xiomara") == {}
    vocabulary.add("xiomara")
    assert alike(vocabulary, "xiomara") == {"xiomara": Likeness.SAME}
    assert alike(vocabulary, "xiomra") == {"xiomara": Likeness.ONE_SLIP}


def test_many_words_are_found_after_they_were_sorted_in() -> None:
    vocabulary = Vocabulary()
    syllables = ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru"]
    made = [a + b + c + d for a in syllables for b in syllables for c in syllables for d in syllables]
    for word in made:
        vocabulary.add(word)
    for word in made[::997]:
        assert alike(vocabulary, word)[word] is Likeness.SAME
        assert alike(vocabulary, word[:-1] + "x")[word] is Likeness.ONE_SLIP
