"""From words in a cell to an answer: dates, ages, countries, codes; as people write them, in Spanish and in English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import override

from amparo.ledger.codes import code_list
from amparo.ledger.text import t
from amparo.ledger.words import fold_text

UNKNOWN_WORDS = frozenset({
    "", "-", "--", "n/a", "na", "s/d", "?", "no se sabe", "no se", "se desconoce", "desconocido", "desconocida", "unknown", "not known",
})  # fmt: skip
_SAME = {
    "sex": {"f": "female", "femenino": "female", "nina": "female", "mujer": "female", "girl": "female", "woman": "female",
            "m": "male", "masculino": "male", "nino": "male", "hombre": "male", "boy": "male", "man": "male", "h": "male",
            "otro": "undisclosed", "other": "undisclosed"},
    "relationship_type": {
        "mama": "mother", "papa": "father", "madrastra": "step_parent", "padrastro": "step_parent",
        "stepmother": "step_parent", "stepfather": "step_parent", "abuela": "grandparent", "abuelo": "grandparent",
        "grandmother": "grandparent", "grandfather": "grandparent", "hermana": "sibling_adult", "hermano": "sibling_adult",
        "sister": "sibling_adult", "brother": "sibling_adult", "tia": "aunt_uncle", "tio": "aunt_uncle", "aunt": "aunt_uncle",
        "uncle": "aunt_uncle", "prima": "cousin", "primo": "cousin", "madrina": "godparent", "padrino": "godparent",
        "tutor": "legal_guardian", "tutora": "legal_guardian", "guardian": "legal_guardian", "esposo": "spouse_partner",
        "esposa": "spouse_partner", "husband": "spouse_partner", "wife": "spouse_partner", "partner": "spouse_partner",
        "pareja": "spouse_partner", "other_family": "unknown", "other_nonfamily": "unrelated_adult",
    },
    "report_urgency": {"urgente": "high", "urgent": "high"},
    "nationality": {"eeuu": "USA", "ee. uu.": "USA", "usa": "USA", "us": "USA", "estados unidos de america": "USA"},
    "language": {"espanol": "spa", "castellano": "spa", "ingles": "eng"},
}  # fmt: skip
_YES = frozenset({"si", "s", "yes", "y", "true", "verdadero", "1", "x"})
_NO = frozenset({"no", "n", "false", "falso", "0"})
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("ene jan", "feb", "mar", "abr apr", "may", "jun", "jul", "ago aug", "sep set", "oct", "nov", "dic dec"), 1
    )
    for name in names.split()
}
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[t ][\d:.]+z?)?")
_MONTH_IN_WORDS = re.compile(r"(\d{1,2})[/.\- ](?:de )?([a-z]{3,10})[/.\- ,]+(?:de )?(\d{4})")
_NOT_A_DAY = t(
    "No es una fecha que exista. Escríbala como 2012-05-04 o 04/05/2012, día primero.",
    "It is not a date that exists. Write it as 2012-05-04 or 04/05/2012, day first.",
)
_NOT_AN_AGE = t("Escriba la edad en años, como 9.", "Write the age in years, such as 9.")
_YES_OR_NO = t("Escriba sí o no.", "Write yes or no.")


class Unread(ValueError):
    """A cell that says nothing which can be understood: `words` say what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def is_unknown(text: str) -> bool:
    """Whether a cell says that it is not known, or nothing."""
    return fold_text(text) in UNKNOWN_WORDS


def day(text: str) -> date:
    """A day, written with the year or the day first, never the month. Raises `Unread`.

    >>> day("4/5/2012"), day("2012-05-04T00:00:00"), day("04-Mar-2012")
    (datetime.date(2012, 5, 4), datetime.date(2012, 5, 4), datetime.date(2012, 3, 4))
    """
    plain = fold_text(text)
    if found := _YEAR_FIRST.fullmatch(plain):
        return _date(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(plain):
        return _date(found[3], found[2], found[1])
    if (found := _MONTH_IN_WORDS.fullmatch(plain)) and found[2][:3] in _MONTHS:
        return _date(found[3], str(_MONTHS[found[2][:3]]), found[1])
    raise Unread(_NOT_A_DAY)


def _date(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise Unread(_NOT_A_DAY) from error


def birth(text: str) -> dict[str, Any]:
    """A date of birth as exactly as it is told: a day, a month or a year. Raises `Unread`.

    >>> birth("05/2012")
    {'birth_date': '2012-05-01', 'precision': 'month'}
    """
    plain = fold_text(text)
    if re.fullmatch(r"\d{4}", plain):
        return {"birth_date": _date(plain, "1", "1").isoformat(), "precision": "year"}
    if found := re.fullmatch(r"(\d{4})[/.\-](\d{1,2})", plain):
        return {"birth_date": _date(found[1], found[2], "1").isoformat(), "precision": "month"}
    if found := re.fullmatch(r"(\d{1,2})[/.\-](\d{4})", plain):
        return {"birth_date": _date(found[2], found[1], "1").isoformat(), "precision": "month"}
    return {"birth_date": day(text).isoformat(), "precision": "day"}


def age(text: str) -> int:
    """An age in whole years; one told in months is of a child under one year, or of as many years as they make. Raises `Unread`.

    >>> age("9 años"), age("8 meses"), age("7.0")
    (9, 0, 7)
    """
    found = re.fullmatch(r"(?:unos |about )?(\d{1,3})(?:[.,]\d+)?\s*(\w*)", fold_text(text))
    unit = found[2] if found else ""
    if not found or unit not in ("", "ano", "anos", "year", "years", "a", "y", "mes", "meses", "month", "months"):
        raise Unread(_NOT_AN_AGE)
    return int(found[1]) // 12 if unit.startswith("m") else int(found[1])


def yes(text: str) -> bool:
    """Yes or no. Raises `Unread`."""
    if fold_text(text) in _YES | _NO:
        return fold_text(text) in _YES
    raise Unread(_YES_OR_NO)


def code(name: str, text: str) -> str:
    """The code of a list that a text says: the code itself, its words in either language, or a word for the same. Raises `Unread`.

    >>> code("sex", "Niña"), code("nationality", "México"), code("nationality", "gtm")
    ('female', 'MEX', 'GTM')
    """
    found = _words_of(name).get(fold_text(text))
    if found is None:
        some = ", ".join(str(one.label).partition(":")[0] for one in list(code_list(name).values())[:4])
        raise Unread(
            t("No se entiende «{text}». Escriba, por ejemplo: {some}.", "“{text}” is not understood. Write, for example: {some}.",
              text=text[:60], some=some)
        )  # fmt: skip
    return found


def codes(name: str, text: str) -> list[str]:
    """Several codes, parted by comma, semicolon, bar or a new line. Raises `Unread`."""
    return list(dict.fromkeys(code(name, part) for part in _parts(text)))


def _parts(text: str) -> Iterable[str]:
    return (part.strip() for part in re.split(r"[,;|\n]", text) if part.strip())


@cache
def _words_of(name: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for one in code_list(name).values():
        words[fold_text(one.code)] = one.code
        for language in ("es", "en"):
            with override(language):
                said = str(one.label)
            for form in (said, said.partition(":")[0], said.partition("(")[0]):
                words.setdefault(fold_text(form), one.code)
    return words | _SAME.get(name, {})
