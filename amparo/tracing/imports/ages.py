"""Reading an age as people write it: in years, in months, in words, about.

What is not a whole number of years is read with a note: no part of it is cut off in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from amparo.ledger.text import t
from amparo.ledger.words import fold_text
from amparo.tracing.imports.values import UnreadableValue

_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("cero zero", "un uno una one um uma une", "dos two dois duas deux", "tres three trois twa",
         "cuatro four quatro quatre kat", "cinco five cinq senk", "seis six sis", "siete seven sete sept set",
         "ocho eight oito huit uit", "nueve nine nove neuf nef", "diez ten dez dix dis", "once eleven onze onz",
         "doce twelve doze douze douz", "trece thirteen treze treize trez", "catorce fourteen catorze quatorze katoz",
         "quince fifteen quinze kenz", "dieciseis sixteen dezesseis seize sez",
         "diecisiete seventeen dezessete disset")
    )
    for word in words.split()
}  # fmt: skip
_NEWBORN = frozenset({"recien nacido", "recien nacida", "rn", "newborn", "menos de 1 ano", "menor de 1 ano", "bebe"})
_ABOUT = re.compile(
    r"^(?:~|≈|aprox\w*\.?|alrededor de|cerca de|como|unos|unas|about|around|approx\w*\.?|ca\.?)\s*|"
    r"\s*\(?\b(?:aprox\w*\.?|mas o menos|approx\w*\.?)\)?$"
)
_YEARS = r"(?:(?:a|ano|anos|anios?|y|yr|yrs|year|years|an|ans|lane)\.?)"
_WHOLE = re.compile(rf"(\d{{1,3}})(?:[.,]0+)?\s*{_YEARS}?(?: de edad| old)?")
_PARTS = re.compile(rf"(\d{{1,2}})\s*{_YEARS}[\s,]*(?:y |con |and )?(\d{{1,2}})\s*(?:m|mes|meses|months?)\.?")
_HALF = re.compile(rf"(\d{{1,2}})(?:[.,]\d{{1,2}}\s*{_YEARS}?|\s*{_YEARS}? y medio| and a half)")
_MONTHS = re.compile(r"(\d{1,3})\s*(?:m|mes|meses|month|months|mois|mwa)\.?")
_DAYS_OR_WEEKS = re.compile(r"\d{1,3}\s*(?:d|dias?|days?|sem|semanas?|weeks?)\.?")
_BETWEEN = re.compile(
    rf"(?:entre |de |between )?(\d{{1,2}})\s*{_YEARS}?\s*(?:-|–|a|y|o|to|and|or)\s*(\d{{1,2}})\s*{_YEARS}?"
)
_TWO_AGES = re.compile(rf"^\d{{1,2}}\s*{_YEARS}?\s*(?:y|and)\s*\d")
"""Without “entre” they may be those of two children."""
_MAX_APART = 2
"""Years between the ends of a stated range that one age can stand for."""
_NOT_AN_AGE = t("Escriba la edad en años, como 9.", "Write the age in years, such as 9.")
_TOO_WIDE = t(
    "El rango es muy amplio para una sola edad. Escriba la más probable, o déjela en blanco.",
    "The range is too wide for one age. Write the likeliest, or leave it blank.",
)


@dataclass(frozen=True, slots=True)
class StatedAge:
    """An age in whole years.

    `is_exact`: it says neither more nor less than the cell does.
    """

    years: int
    is_exact: bool = True


def read_age(text: str) -> StatedAge:
    """Return an age in whole years. Raises `UnreadableValue`.

    Of a narrow range the lower one, which protects longer.

    >>> read_age("9 años"), read_age("1 año y 3 meses")
    (StatedAge(years=9, is_exact=True), StatedAge(years=1, is_exact=False))
    """
    plain = _ABOUT.sub("", fold_text(text)).strip()
    plain = re.sub(r"[a-z]+", lambda word: str(_NUMBERS.get(word[0], word[0])), plain)
    if found := _WHOLE.fullmatch(plain):
        return StatedAge(int(found[1]))
    if (found := _PARTS.fullmatch(plain)) or (found := _HALF.fullmatch(plain)):
        return StatedAge(int(found[1]), is_exact=False)
    if found := _MONTHS.fullmatch(plain):
        return StatedAge(int(found[1]) // 12, is_exact=False)
    if plain in _NEWBORN or _DAYS_OR_WEEKS.fullmatch(plain):
        return StatedAge(0, is_exact=False)
    return StatedAge(_lower_of_range(plain), is_exact=False)


def _lower_of_range(plain: str) -> int:
    if _TWO_AGES.search(plain):
        raise UnreadableValue(_NOT_AN_AGE)
    found = _BETWEEN.fullmatch(plain)
    if not found or int(found[1]) >= int(found[2]):
        raise UnreadableValue(_NOT_AN_AGE)
    if int(found[2]) - int(found[1]) > _MAX_APART:
        raise UnreadableValue(_TOO_WIDE)
    return int(found[1])
