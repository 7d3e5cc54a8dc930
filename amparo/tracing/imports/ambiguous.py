"""Headings that say two things, such as “Estado”.

It is the status of a search, or a state of the federation. Its values tell which; where they
do not, the column is not read, and the person is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from amparo.ledger.nothing import is_nothing
from amparo.ledger.text import t
from amparo.ledger.words import fold_text
from amparo.tracing.imports.states import is_federal_state, is_status

_HEADINGS = frozenset({"estado", "edo", "edo.", "state", "entidad", "estado actual"})
_PLACES = t(
    "La columna «{head}» no se leyó: dice entidades federativas, y no si allí nació o allí se le vio por última vez. "
    "Elíjalo en «Qué dice cada columna».",
    "The column “{head}” was not read: it says states of the federation, and not whether the child was born or last "
    "seen there. Choose it under “What each column says”.",
)
_EITHER = t(
    "La columna «{head}» no se leyó: puede decir cómo va la búsqueda o una entidad federativa. Elija cuál en «Qué dice "
    "cada columna».",
    "The column “{head}” was not read: it may say how the search stands, or a state of the federation. Choose which "
    "under “What each column says”.",
)


def recognise_by_values(heads: Sequence[str], columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the codes of columns, also of an ambiguous heading with clear values."""
    found, cells = list(columns), list(rows)
    for at, head in enumerate(heads):
        if found[at] or not _is_ambiguous(head) or "ended" in found:
            continue
        if (values := _told_values(at, cells)) and all(map(is_status, values)):
            found[at] = "ended"
    return found


def ask_about_columns(heads: Sequence[str], columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a question for each unread column whose heading says two things."""
    cells = list(rows)
    unread = [at for at, head in enumerate(heads) if not columns[at] and _is_ambiguous(head)]
    return [_question(heads[at], values) for at in unread if (values := _told_values(at, cells))]


def _question(head: str, values: Sequence[str]) -> str:
    words = _PLACES if sum(map(is_federal_state, values)) > len(values) / 2 else _EITHER
    return str(words).format(head=head)


def _is_ambiguous(head: str) -> bool:
    return fold_text(head) in _HEADINGS


def _told_values(at: int, rows: Sequence[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(row[at] for row in rows if at < len(row) and not is_nothing(row[at])))
