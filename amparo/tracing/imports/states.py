"""What the state of a search in its source means.

Whether it goes on, or how it ended.
"""

from __future__ import annotations

import re

from amparo.ledger.text import t
from amparo.ledger.words import fold_text

_NOT_YET = re.compile(
    r"\b(?:no|sin|not|nunca|pas|nao|never)\b (?:\w+ ){0,3}?"
    r"(?:localiz|encontr|found|located|aparec|resuelt|resol|retrouv)"
    r"|unresolved|unlocated|reabiert|reopen"
)
"""Said before how searches end: its words stand in it."""
_GOES_ON = re.compile(
    r"desaparec|missing|disparu|\bactiv|abiert|\bopen|vigente|en (?:proceso|curso|busqueda|tramite)|in progress"
    r"|\bnuev|\bnew|\bpend|true$"
)
_OVER = {
    "died": re.compile(r"sin vida|fallec|muert|difunt|deceas|deced|dead|died|obito|occis|[\u2020\u271d]"),
    "duplicate": re.compile(r"duplic|repetid"),
    "found": re.compile(
        r"localiz|encontrad|found|located|\baparec|reunific|reunif|reunit|con vida|alive|tracing success|retrouv"
        r"|\bregres|\bvolvio|returned home|en casa|con su familia"
    ),
    "over": re.compile(
        r"cerrad|cierre|clos|cancel|archiv|inactiv|resuelt|resolved|conclu|\bbaja\b|finaliz|terminad|verif|fals"
        r"|complet|desist|retirad|withdrawn|depurad"
    ),
}
_WHY = {
    "died": t("La fuente dice que murió: «{text}».", "The source says that the child died: “{text}”."),
    "duplicate": t("La fuente dice que está repetida: «{text}».", "The source says that it is a duplicate: “{text}”."),
    "found": t("La fuente dice que apareció: «{text}».", "The source says that the child was found: “{text}”."),
    "over": t("La fuente dice que terminó: «{text}».", "The source says that it is over: “{text}”."),
}
_NOT_UNDERSTOOD = t(
    "No se entiende el estado «{text}»: vea en la fuente si la búsqueda sigue.",
    "The status “{text}” is not understood: see in the source whether the search goes on.",
)


def read_state(text: str) -> tuple[bool, str]:
    """Return whether a search is over in its source, and what is to be said.

    Blank of one that goes on.

    >>> read_state("No localizada"), read_state("LOCALIZADA SIN VIDA")[0], read_state("transferred")[0]
    ((False, ''), True, False)
    """
    plain = fold_text(text) + "".join(mark for mark in text if mark in "\u2020\u271d")
    if not plain or _NOT_YET.search(plain):
        return False, ""
    for state, words in _OVER.items():
        if words.search(plain) and "?" not in text:
            return True, str(_WHY[state]).format(text=text[:60])
    if _GOES_ON.search(plain) and "?" not in text:
        return False, ""
    return False, str(_NOT_UNDERSTOOD).format(text=text[:60])
