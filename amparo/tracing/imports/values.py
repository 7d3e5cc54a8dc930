"""Reading words in a cell as answers: codes, yes and no, in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from django.utils.translation import override

from amparo.ledger.codes import code_list
from amparo.ledger.text import t
from amparo.ledger.words import fold_text
from amparo.tracing.imports.nationalities import NATIONALITY_WORDS, plain_nationality

_SYNONYMS = {
    "sex": {"f": "female", "fem": "female", "femenino": "female", "femenina": "female", "nina": "female",
            "mujer": "female", "menina": "female", "feminino": "female", "feminina": "female", "fille": "female",
            "femme": "female", "feminin": "female", "fi": "female", "tifi": "female", "fanm": "female",
            "girl": "female", "woman": "female", "2": "female",
            "h": "male", "v": "male", "masc": "male", "masculino": "male", "varon": "male", "nino": "male",
            "hombre": "male", "menino": "male", "garcon": "male", "homme": "male", "masculin": "male", "gason": "male",
            "tigason": "male", "boy": "male", "man": "male", "1": "male",
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
    "nationality": NATIONALITY_WORDS,
    "language": {"espanol": "spa", "castellano": "spa", "ingles": "eng"},
}  # fmt: skip
_YES = frozenset({"si", "s", "yes", "y", "true", "verdadero", "1", "x"})
_NO = frozenset({"no", "n", "false", "falso", "0"})
_YES_OR_NO = t("Escriba sí o no.", "Write yes or no.")


class UnreadableValue(ValueError):
    """A cell that cannot be understood: `words` tell what to write."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


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
    words = _codes_by_word(name)
    found = words.get(fold_text(text)) or (words.get(plain_nationality(text)) if name == "nationality" else None)
    if found is None:
        examples = ", ".join(str(code.label).partition(":")[0] for code in list(code_list(name).values())[:4])
        raise UnreadableValue(
            t("No se entiende «{text}». Escriba, por ejemplo: {some}.",
              "“{text}” is not understood. Write, for example: {some}.",
              text=text[:60], some=examples)
        )  # fmt: skip
    return found


def read_codes(name: str, text: str) -> list[str]:
    """Return several codes.

    Separated by comma, semicolon, stroke, bar, a new line, or the word “and”.

    Raises `UnreadableValue`.

    >>> read_codes("nationality", "Guatemala y México"), read_codes("nationality", "hondureño/a")
    (['GTM', 'MEX'], ['HND'])
    """
    if fold_text(text) in _codes_by_word(name):
        return [read_code(name, text)]
    return list(dict.fromkeys(read_code(name, part) for part in _split_list(text)))


def _split_list(text: str) -> Iterable[str]:
    """Return the parts of a list.

    A stroke before one or two letters is an ending (“hondureño/a”).
    """
    parts = re.split(r"[,;|\n]|/(?!\w{1,2}\b)|\s(?:y|e|and)\s", text)
    return (part.strip() for part in parts if part.strip())


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
