"""Words that mean that a value is not known: as good as a blank."""

from __future__ import annotations

import re

from amparo.ledger.words import fold_text

_LETTERS_OF_A_SHORT_NAME = 4
_CROSSES = re.compile(r"x{1,4}|0{1,4}")
_ZERO_DATE = re.compile(r"0{1,2}[/.\-]0{1,2}[/.\-]0{4}|0{4}-00-00(?: 00:00:00)?")
_NOTHING = frozenset({
    "na", "n/a", "nd", "n/d", "sd", "s/d", "si/d", "s/i", "s/n", "sn", "s/dato", "s/datos", "nn", "n/n", "null", "none",
    "nil", "nan", "undefined", "#n/a", "#n/d", "ninguno", "ninguna", "tbd", "pendiente", "por confirmar", "por definir",
    "se ignora", "ignora", "ignorado", "ignorada", "se desconoce", "desconoce", "desconocido", "desconocida",
    "unknown", "not known", "not available", "not applicable", "not specified", "not provided", "not recorded",
    "unspecified", "withheld", "reservado", "reservada", "confidencial", "confidential", "redacted", "anonimo",
    "anonima", "no tiene", "nulo", "vacio", "en blanco", "blank", "missing data", "no data", "no name",
})  # fmt: skip
_NO = re.compile(
    r"no (?:se )?(?:sabe|especific|identific|proporcion|registr|refier|recuerd|menciona|const|aplic|dispon|declar|"
    r"inform|indic|conoc|dio|dijo|respond|contest|reporta|report|tiene dato|hay dato|cuenta con|determin)\w*"
    r"(?: (?:el |su )?(?:dato|datos|informacion|nombre))?|no se|"
    r"sin (?:dato|datos|informacion|info|nombre|apellidos?|especificar|identificar|registro|determinar|precisar|"
    r"proporcionar|conocer|definir)"
)


def is_nothing(text: str, *, may_be_figure: bool = False) -> bool:
    """Return whether a text is blank or says that the value is not known.

    `may_be_figure`: a nought or a cross is an answer there.

    >>> is_nothing("SIN DATO"), is_nothing("N. D."), is_nothing("—"), is_nothing("0")
    (True, True, True, True)
    >>> is_nothing("0", may_be_figure=True)
    False
    """
    plain = fold_text(text)
    bare = " ".join(plain.replace(".", "").split())
    if not any(letter.isalnum() for letter in plain) or _ZERO_DATE.fullmatch(plain):
        return True
    if not may_be_figure and _CROSSES.fullmatch(bare):
        return True
    return bare in _NOTHING or bare.replace(" ", "") in _NOTHING or bool(_NO.fullmatch(bare))


def is_no_name(text: str) -> bool:
    """Return whether what was written for a name says that it is not known.

    Short words may be names somewhere (Nan, Na, Nil): they are left.

    >>> is_no_name("Desconocida"), is_no_name("N/D"), is_no_name("Nan"), is_no_name("Noé")
    (True, True, False, False)
    """
    letters = sum(letter.isalpha() for letter in text)
    return is_nothing(text) and (letters > _LETTERS_OF_A_SHORT_NAME or "/" in text)
