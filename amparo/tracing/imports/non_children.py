"""Rows of a list that are no child: totals, notes, repeated headings.

They are skipped, and each is named with what it says: a person sees that none was a child.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from amparo.ledger.nothing import is_nothing
from amparo.ledger.words import fold_text
from amparo.tracing.imports.sheets import Line

_TOTAL = re.compile(r"(?:gran(?:d)? ?|sub ?-?)?tot(?:al|ales|als|aux|ais)\b.{0,60}")
_SUM = re.compile(r"(?:suma|sumas|sum|sumatoria|promedio|average|recuento|conteo|count|media)\s*[:=]?\s*[\d.,]*")
"""Suma is a given name too: it says a total beside figures alone."""
_NOTE = re.compile(
    r"(?:nota|notas|note|notes|fuente|fuentes|source|elaboro|elaborado|elaborado por|reviso|autorizo|observaciones|"
    r"corte al?|fecha de corte|actualizado|ultima actualizacion|aviso|leyenda|simbologia)\b\s*(?:[:.]|\d|al? ).*|\*.*"
)
_FIGURE = re.compile(r"(?:[^\d]{0,30}[:=])?\s*[\d.,]+\s*%?")
_NAMES = frozenset({"given", "full_name", "first_surname", "second_surname", "surnames"})


def is_no_child(line: Line, heads: Line, codes: Sequence[str]) -> bool:
    """Return whether a row says totals, is a note or repeats the headings.

    `codes`: those of its columns.
    """
    filled = [cell for cell in line.cells if cell]
    if len(filled) > 1 and [*map(fold_text, filled)] == [fold_text(head) for head in heads.cells if head]:
        return True
    return _says_totals(line, filled, codes) or (len(filled) == 1 and bool(_NOTE.fullmatch(fold_text(filled[0]))))


def _says_totals(line: Line, filled: Sequence[str], codes: Sequence[str]) -> bool:
    others = [cell for cell in filled if not _is_total(cell)]
    if len(others) < len(filled):
        names = [cell for cell, code in zip(line.cells, codes, strict=False) if code in _NAMES]
        is_of_names = any(names) or (not _NAMES.isdisjoint(codes) and _is_total(filled[0]))
        apart = [cell for cell in names if cell in others] if is_of_names else others
        return all(map(_is_figure_or_nothing, apart))
    figures = [cell for cell in filled if not _SUM.fullmatch(fold_text(cell))]
    return len(figures) < len(filled) and all(map(_is_figure_or_nothing, figures))


def _is_total(cell: str) -> bool:
    return bool(_TOTAL.fullmatch(fold_text(cell)))


def _is_figure_or_nothing(cell: str) -> bool:
    return is_nothing(cell) or bool(_FIGURE.fullmatch(cell))
