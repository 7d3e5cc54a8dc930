"""Why the engine thinks what it thinks, in words.

Which agreements and differences weigh how much.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from amparo.matching.evidence import COLUMN_OF, NAMES, Evidence
from amparo.matching.weights import EXPLANATIONS, Weights, default_weights

type Language = Literal["es", "en"]
type Phrase = tuple[str, str]

FIELDS: Final = (
    "given",
    "surname",
    "role",
    "birth",
    "sex",
    "mother",
    "father",
    "place",
    "language",
    "nationality",
    "document",
)
MUCH, SOME = 4.0, 1.5
"""Natural logarithms of odds.

Above `MUCH` a reason makes one answer fifty times as likely, above `SOME` over four times.
"""
_MIN_WEIGHT = 0.1
_MIN_RIVAL_LOG_ODDS = -3.0  # a rival explanation is said from one in twenty on

_TITLES: Final[dict[str, Phrase]] = {
    "given": ("Nombres", "Given names"),
    "surname": ("Apellidos", "Surnames"),
    "role": ("Orden del nombre", "Order of the name"),
    "birth": ("Nacimiento", "Birth"),
    "sex": ("Sexo", "Sex"),
    "mother": ("Madre", "Mother"),
    "father": ("Padre", "Father"),
    "place": ("Lugar", "Place"),
    "language": ("Lengua", "Language"),
    "nationality": ("Nacionalidad", "Nationality"),
    "document": ("Documento", "Document"),
}
# What of a name is said, the most telling first: piece of evidence → words.
_WORD_PHRASES: Final[tuple[tuple[str, Phrase], ...]] = (
    ("none", ("ninguno coincide", "none agrees")),
    ("against", ("hay uno que no coincide", "one does not agree")),
    ("initial", ("de uno está solo la inicial", "of one there is only the initial")),
    ("abbreviation", ("uno es la abreviatura del otro", "one is an abbreviation of the other")),
    ("short_form", ("uno es la forma corta del otro", "one is the short form of the other")),
    ("sounds", ("se escriben distinto y suenan igual", "spelt otherwise, they sound the same")),
    ("heard", ("uno está escrito como lo oye quien habla otro idioma", "one is spelt as another language hears it")),
    ("misread", ("tienen letras que se confunden a la vista", "they have letters that are easily misread")),
    ("gap", ("a uno le falta una letra", "a letter of one is missing")),
    ("one_slip", ("difieren en una letra", "one letter differs")),
    ("start", ("uno está cortado", "one is cut short")),
    ("alike", ("se parecen", "they are alike")),
    ("near", ("se parecen", "they are alike")),
    ("faint", ("se parecen poco", "they are a little alike")),
    ("disordered", ("están en otro orden", "they are in another order")),
    ("has_more", ("en el registro hay uno más", "the record has one more")),
    ("asked_more", ("en la búsqueda hay uno más", "the search has one more")),
)
_AGREEMENT_PHRASE: Final[Phrase] = ("coinciden", "they agree")
_BIRTH_PHRASES: Final[dict[str, Phrase]] = {
    "same_day": ("el mismo día", "the same day"),
    "day_and_month_swapped": ("el día y el mes están cambiados entre sí", "day and month are in each other's place"),
    "same_month": ("el mismo mes y año, otro día", "the same month and year, another day"),
    "next_year": ("el mismo día y mes, un año de diferencia", "the same day and month, one year apart"),
    "other_year": ("el mismo día y mes, otro año", "the same day and month, another year"),
    "possible": ("las edades son compatibles", "the ages are compatible"),
    "nearly_possible": ("las edades son casi compatibles", "the ages are nearly compatible"),
    "same_day_of_month": ("el mismo día del mes, otro mes o año", "the same day of the month, another month or year"),
    "within_a_year": ("otra fecha, a menos de un año", "another date, less than a year apart"),
    "within_three_years": ("otra fecha, entre uno y tres años de diferencia", "another date, one to three years apart"),
    "within_six_years": ("otra fecha, entre tres y seis años de diferencia", "another date, three to six years apart"),
    "far": ("otra fecha, más de seis años de diferencia", "another date, more than six years apart"),
    "roughly_possible": ("las edades difieren en pocos años", "the ages are a few years apart"),
    "other_month": ("el mismo día y año, otro mes", "the same day and year, another month"),
    "decades": (
        "otra fecha, más de dieciocho años de diferencia: un año puede estar mal escrito",
        "another date, more than eighteen years apart: a year may be a slip",
    ),
}
_OTHER_PHRASES: Final[dict[str, Phrase]] = {
    "surname_crossed": ("los apellidos están en otro orden", "the surnames are in another order"),
    "role_crossed": ("un nombre está en el lugar de un apellido", "a given name stands in the place of a surname"),
    "place_larger_only": ("coinciden en una parte y difieren en otra", "they agree in one part and differ in another"),
    "place_other": ("otro lugar", "another place"),
    "place_told": ("el mismo lugar", "the same place"),
    "place_rare": ("de ese lugar hay pocos registros", "few records are of that place"),
    "place_roughly": ("el lugar se escribe parecido", "the place is spelt alike"),
    "sex_same": ("el mismo", "the same"),
    "sex_other": ("otro", "another"),
    "language_told": ("la misma", "the same"),
    "language_other": ("otra", "another"),
    "nationality_told": ("la misma", "the same"),
    "nationality_other": ("otra", "another"),
    "document_told": ("el mismo número", "the same number"),
    "document_roughly": ("el número difiere en una cifra", "one digit of the number differs"),
    "document_other": ("otro número", "another number"),
}
_FIELD_OF: Final = {"surname_crossed": "role", "role_crossed": "role", "role_crossed_told": "role"}
_RIVALS: Final[dict[str, Phrase]] = {
    "sibling": ("También podría ser una hermana o un hermano.", "It could also be a sister or a brother."),
    "namesake": (
        "También podría ser otra persona con los mismos nombres.",
        "It could also be another person of the same names.",
    ),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One field that speaks for (`weight` > 0) or against the same child.

    Natural logarithm of the odds, in words too.
    """

    field: str
    weight: float
    title: str
    text: str

    @property
    def strength(self) -> str:
        """Return how much the reason weighs: `much`, `some` or `little`."""
        return "much" if abs(self.weight) >= MUCH else "some" if abs(self.weight) >= SOME else "little"


def list_reasons(evidence: Evidence, language: Language = "es", weights: Weights | None = None) -> list[Reason]:
    """Return the reasons for and against the same child, the weightiest first.

    The alternative is somebody else altogether.

    `evidence` is that of one record. A field that says next to nothing is left out. What else could explain the same
    likeness is said by `rival`: a sister shares parents and place, so that these speak for her as well.
    """
    used_weights = weights or default_weights()
    values = evidence.values[0].astype(np.float64)
    worth = used_weights.table[0] * values
    found = []
    for field in FIELDS:
        mine = [at for at, name in enumerate(NAMES) if find_field(name) == field and values[at]]
        weight = float(worth[mine].sum())
        if mine and abs(weight) >= _MIN_WEIGHT:
            text = "; ".join(
                _translate(language, phrase) for phrase in _list_phrases(field, {NAMES[at] for at in mine})
            )
            found.append(Reason(field, round(weight, 2), _translate(language, _TITLES[field]), text))
    return sorted(found, key=lambda reason: -abs(reason.weight))


def describe_rival(evidence: Evidence, language: Language = "es", weights: Weights | None = None) -> str:
    """Return what else could well explain the likeness, in a sentence.

    Nothing where that is unlikely.
    """
    used_weights = weights or default_weights()
    scores = used_weights.table @ evidence.values[0].astype(np.float64) + used_weights.start
    which = int(scores[1:].argmax()) + 1
    return _translate(language, _RIVALS[EXPLANATIONS[which]]) if scores[which] - scores[0] > _MIN_RIVAL_LOG_ODDS else ""


def find_field(name: str) -> str:
    """Return the field that a piece of evidence belongs to."""
    return _FIELD_OF.get(name) or name.partition("_")[0]


def to_values(evidence: Evidence) -> dict[str, float]:
    """Return the evidence of one record as it is kept.

    By name, without what says nothing.
    """
    return {name: round(float(value), 4) for name, value in zip(NAMES, evidence.values[0], strict=True) if value}


def from_values(values: dict[str, float]) -> Evidence:
    """Return evidence as `as_values` wrote it.

    Names that are no longer known are left out.
    """
    row = np.zeros((1, len(NAMES)), np.float32)
    for name, value in values.items():
        if name in COLUMN_OF:
            row[0, COLUMN_OF[name]] = value
    return Evidence(row)


def _list_phrases(field: str, names: set[str]) -> list[Phrase]:
    if field == "birth":
        return [_BIRTH_PHRASES[name.removeprefix("birth_")] for name in names]
    if field in ("given", "surname", "mother", "father"):
        found = [
            phrase
            for what, phrase in _WORD_PHRASES
            if f"{field}_{what}" in names and not _is_implied_by_none(what, field, names)
        ]
        return list(dict.fromkeys(found)) or [_AGREEMENT_PHRASE]
    return [phrase for name, phrase in _OTHER_PHRASES.items() if name in names] or [_AGREEMENT_PHRASE]


def _is_implied_by_none(what: str, field: str, names: set[str]) -> bool:
    """Return whether the phrase that none agrees makes this one superfluous."""
    return what != "none" and f"{field}_none" in names


def _translate(language: Language, phrase: Phrase) -> str:
    return phrase[0 if language == "es" else 1]
