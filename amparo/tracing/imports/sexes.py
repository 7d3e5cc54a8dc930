"""Reading the letters of sex.

What M stands for depends on the letter beside it in the same file.
"""

from __future__ import annotations

from collections.abc import Iterable

from amparo.ledger.text import t
from amparo.ledger.words import fold_text
from amparo.tracing.imports.values import UnreadableValue, read_code

_ASK = t(
    "«M» puede ser mujer o masculino: dígalo en «Para las filas que no lo dicen».",
    "“M” may be “mujer” (female) or male: say it under “For the rows that do not say it”.",
)


def find_meaning_of_m(cells: Iterable[str]) -> str:
    """Return the sex that M stands for in a column; blank where it does not show.

    Beside H or V (hombre, varón) it is a woman, as in Mexico's CURP; beside F a man.

    >>> find_meaning_of_m(["M", "H"]), find_meaning_of_m(["M", "F"]), find_meaning_of_m(["M", "M"])
    ('female', 'male', '')
    """
    letters = {fold_text(cell) for cell in cells}
    beside_men, beside_women = bool(letters & {"h", "v"}), "f" in letters
    if "m" not in letters or beside_men == beside_women:
        return ""
    return "female" if beside_men else "male"


def read_sex(text: str, *, m_means: str) -> str:
    """Return the code of a sex.

    Raises `UnreadableValue`, also for an M that nobody explained.
    """
    if fold_text(text).rstrip(".") != "m":
        return read_code("sex", text.rstrip("."))
    if not m_means:
        raise UnreadableValue(_ASK)
    return m_means
