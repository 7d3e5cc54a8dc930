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


_FEDERAL = frozenset({
    "aguascalientes", "ags", "baja california", "bc", "b.c.", "baja california norte", "baja california sur", "bcs",
    "campeche", "chiapas", "chis", "chihuahua", "chih", "ciudad de mexico", "cdmx", "distrito federal", "df", "d.f.",
    "coahuila", "coah", "coahuila de zaragoza", "colima", "durango", "dgo", "guanajuato", "gto", "guerrero", "gro",
    "hidalgo", "hgo", "jalisco", "jal", "mexico", "estado de mexico", "edomex", "edo. de mexico", "edo. mex", "mex",
    "michoacan", "mich", "michoacan de ocampo", "morelos", "mor", "nayarit", "nay", "nuevo leon", "n.l.", "nl",
    "oaxaca", "oax", "puebla", "pue", "queretaro", "qro", "quintana roo", "q. roo", "qroo", "san luis potosi", "slp",
    "s.l.p.", "sinaloa", "sin", "sonora", "son", "tabasco", "tab", "tamaulipas", "tamps", "tlaxcala", "tlax",
    "veracruz", "ver", "veracruz de ignacio de la llave", "yucatan", "yuc", "zacatecas", "zac",
})  # fmt: skip
"""States of Mexico: Baja California is no end of a search, nor is Nuevo León a new one."""


def is_federal_state(text: str) -> bool:
    """Return whether a text is a state of Mexico, or its usual abbreviation."""
    plain = fold_text(text)
    return plain in _FEDERAL or plain.rstrip(".") in _FEDERAL


def is_status(text: str) -> bool:
    """Return whether a text clearly says how a search stands.

    >>> is_status("Localizada"), is_status("En proceso"), is_status("Baja California"), is_status("Texas")
    (True, True, False, False)
    """
    is_over, why = read_state(text)
    return bool(fold_text(text)) and (is_over or not why)


def read_state(text: str) -> tuple[bool, str]:
    """Return whether a search is over in its source, and what is to be said.

    Blank of one that goes on.

    >>> read_state("No localizada"), read_state("LOCALIZADA SIN VIDA")[0], read_state("transferred")[0]
    ((False, ''), True, False)
    """
    plain = fold_text(text) + "".join(mark for mark in text if mark in "\u2020\u271d")
    if is_federal_state(text):
        return False, str(_NOT_UNDERSTOOD).format(text=text[:60])
    if not plain or _NOT_YET.search(plain):
        return False, ""
    for state, words in _OVER.items():
        if words.search(plain) and "?" not in text:
            return True, str(_WHY[state]).format(text=text[:60])
    if _GOES_ON.search(plain) and "?" not in text:
        return False, ""
    return False, str(_NOT_UNDERSTOOD).format(text=text[:60])
