"""Reading words in a cell as answers.

Dates, ages, countries, codes, in Spanish and in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from django.utils.translation import override

from amparo.ledger.codes import code_list
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ledger.words import fold_text

UNKNOWN_WORDS = frozenset({
    "", "-", "--", "n/a", "na", "s/d", "?", "no se sabe", "no se", "se desconoce", "desconocido", "desconocida",
    "unknown", "not known",
})  # fmt: skip
_SYNONYMS = {
    "sex": {"f": "female", "femenino": "female", "nina": "female", "mujer": "female", "girl": "female",
            "woman": "female",
            "m": "male", "masculino": "male", "nino": "male", "hombre": "male", "boy": "male", "man": "male",
            "h": "male",
            "otro": "undisclosed", "other": "undisclosed"},
    "relationship_type": {
        "mama": "mother", "papa": "father", "madrastra": "step_parent", "padrastro": "step_parent",
        "stepmother": "step_parent", "stepfather": "step_parent", "abuela": "grandparent", "abuelo": "grandparent",
        "grandmother": "grandparent", "grandfather": "grandparent", "hermana": "sibling_adult",
        "hermano": "sibling_adult",
        "sister": "sibling_adult", "brother": "sibling_adult", "tia": "aunt_uncle", "tio": "aunt_uncle",
        "aunt": "aunt_uncle",
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


class UnreadableValue(ValueError):
    """A cell that cannot be understood: `words` tell what to write."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def is_unknown(text: str) -> bool:
    """Return whether a cell is blank or states that the value is not known."""
    return fold_text(text) in UNKNOWN_WORDS


def read_day(text: str) -> date:
    """Return a day, written with the year or the day first, never the month.

    Raises `UnreadableValue`.

    >>> read_day("4/5/2012"), read_day("2012-05-04T00:00:00"), read_day("04-Mar-2012")
    (datetime.date(2012, 5, 4), datetime.date(2012, 5, 4), datetime.date(2012, 3, 4))
    """
    plain = fold_text(text)
    if found := _YEAR_FIRST.fullmatch(plain):
        return _make_date(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(plain):
        return _make_date(found[3], found[2], found[1])
    if (found := _MONTH_IN_WORDS.fullmatch(plain)) and found[2][:3] in _MONTHS:
        return _make_date(found[3], str(_MONTHS[found[2][:3]]), found[1])
    raise UnreadableValue(_NOT_A_DAY)


def _make_date(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise UnreadableValue(_NOT_A_DAY) from error


def read_birth(text: str) -> JsonObject:
    """Return a date of birth as exactly as told: a day, a month or a year.

    Raises `UnreadableValue`.

    >>> read_birth("05/2012")
    {'birth_date': '2012-05-01', 'precision': 'month'}
    """
    plain = fold_text(text)
    if re.fullmatch(r"\d{4}", plain):
        return {"birth_date": _make_date(plain, "1", "1").isoformat(), "precision": "year"}
    if found := re.fullmatch(r"(\d{4})[/.\-](\d{1,2})", plain):
        return {"birth_date": _make_date(found[1], found[2], "1").isoformat(), "precision": "month"}
    if found := re.fullmatch(r"(\d{1,2})[/.\-](\d{4})", plain):
        return {"birth_date": _make_date(found[2], found[1], "1").isoformat(), "precision": "month"}
    return {"birth_date": read_day(text).isoformat(), "precision": "day"}


def read_age(text: str) -> int:
    """Return an age in whole years, also from months.

    Raises `UnreadableValue`.

    >>> read_age("9 años"), read_age("8 meses"), read_age("7.0")
    (9, 0, 7)
    """
    found = re.fullmatch(r"(?:unos |about )?(\d{1,3})(?:[.,]\d+)?\s*(\w*)", fold_text(text))
    unit = found[2] if found else ""
    if not found or unit not in ("", "ano", "anos", "year", "years", "a", "y", "mes", "meses", "month", "months"):
        raise UnreadableValue(_NOT_AN_AGE)
    return int(found[1]) // 12 if unit.startswith("m") else int(found[1])


def read_yes_no(text: str) -> bool:
    """Return whether a cell says yes. Raises `UnreadableValue` for neither yes nor no."""
    if fold_text(text) in _YES | _NO:
        return fold_text(text) in _YES
    raise UnreadableValue(_YES_OR_NO)


def read_code(name: str, text: str) -> str:
    """Return the code of a list that a text means.

    The code itself, its label in either language, or a synonym. Raises `UnreadableValue`.

    >>> read_code("sex", "Niña"), read_code("nationality", "México"), read_code("nationality", "gtm")
    ('female', 'MEX', 'GTM')
    """
    found = _codes_by_word(name).get(fold_text(text))
    if found is None:
        examples = ", ".join(str(code.label).partition(":")[0] for code in list(code_list(name).values())[:4])
        raise UnreadableValue(
            t("No se entiende «{text}». Escriba, por ejemplo: {some}.",
              "“{text}” is not understood. Write, for example: {some}.",
              text=text[:60], some=examples)
        )  # fmt: skip
    return found


def read_codes(name: str, text: str) -> list[str]:
    """Return several codes, separated by comma, semicolon, bar or a new line.

    Raises `UnreadableValue`.
    """
    return list(dict.fromkeys(read_code(name, part) for part in _split_list(text)))


def _split_list(text: str) -> Iterable[str]:
    return (part.strip() for part in re.split(r"[,;|\n]", text) if part.strip())


@cache
def _codes_by_word(name: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for code in code_list(name).values():
        words[fold_text(code.code)] = code.code
        for language in ("es", "en"):
            with override(language):
                label = str(code.label)
            for form in (label, label.partition(":")[0], label.partition("(")[0]):
                words.setdefault(fold_text(form), code.code)
    return words | _SYNONYMS.get(name, {})
