"""Texts damaged on the way are read as they were meant, and sound ones stay as they are."""

import pytest

from amparo.matching.cleaning import repair


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("NoÃ©", "Noé"), ("MUÃ‘OZ", "MUÑOZ"), ("NoÃƒÂ©", "Noé"), ("muã±oz", "muñoz"), ("Mua±oz", "Muñoz"),
        ("Mar&iacute;a", "María"), ("Mu&amp;ntilde;oz", "Muñoz"), ("Pe&#241;a", "Peña"), ("&Aacute;ngel", "Ángel"),
        ("Mar%C3%ADa", "María"), ("Pe=C3=B1a", "Peña"), ("Mu\\u00f1oz", "Muñoz"), ("Qui¤¢nez", "Quiñónez"),
        ("Pe├▒a", "Peña"), ("Pe√±a", "Peña"), ("Jos\u0082", "José"), ("M@ria", "Maria"),
        ("Pe�a", "Pe?a"), ("Ib��ez", "Ib??ez"), ("Ord__ez", "Ord??ez"),
    ],
)  # fmt: skip
def test_what_was_damaged_is_mended_or_leaves_a_gap(damaged: str, meant: str) -> None:
    assert repair(damaged) == meant


@pytest.mark.parametrize(
    "sound",
    ["María José", "Tz’unun", "O'Neill", "João", "JOÃO", "Güity", "Núñez-Peña", "de la O", "N.N.", "“la güera” Ana"],
)
def test_what_is_sound_stays_as_it_is(sound: str) -> None:
    assert repair(sound) == sound
