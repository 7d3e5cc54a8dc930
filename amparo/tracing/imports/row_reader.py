"""Reading the cells of one row by column, with errors and notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from amparo.ledger.nothing import is_nothing
from amparo.ledger.text import t
from amparo.tracing.imports.table_parser import FORMULA
from amparo.tracing.imports.values import UnreadableValue

FREE_TEXTS = frozenset({"marks", "clothes", "memory", "last_news_place", "last_seen_with", "route", "urgency_note",
                        "searcher_phone", "searcher_address", "reach_how", "nickname"})  # fmt: skip
"""Columns of words: a handle that begins with @ or a remark that begins with = is text in them."""
_FIGURES = frozenset({"age", "may_share", "consents", "source_id"})
"""Columns in which a nought or a cross is an answer."""
_FORMULA = t(
    "Es una fórmula y el archivo no guarda su resultado: ábralo y guárdelo otra vez, o escriba el dato.",
    "It is a formula, and the file does not keep its result: open it and save it again, or write the value.",
)


@dataclass(frozen=True, slots=True)
class ColumnMessage:
    """A message about one column of one row."""

    column: str
    words: str


@dataclass(slots=True)
class RowReader:
    """Reads the cells of a row by column, and collects errors and notes."""

    cells: dict[str, list[str]]
    errors: list[ColumnMessage] = field(default_factory=list)
    notes: list[ColumnMessage] = field(default_factory=list)

    def text(self, column: str) -> str:
        """Return the words of a column, several columns joined; blank for what is unknown."""
        texts = self.cells.get(column, [])
        if wrong := next((text for text in texts if _DAMAGED.fullmatch(text)), None):
            self.add_error(column, _is_no_value(wrong))
            return ""
        if any(_is_formula(text, column) for text in texts):
            self.add_error(column, _FORMULA)
            return ""
        is_figure = column in _FIGURES
        return " · ".join(dict.fromkeys(text for text in texts if not is_nothing(text, may_be_figure=is_figure)))

    def value(self, column: str, read: Callable[[str], Any], *, is_needed: bool = True) -> Any:
        """Return a column as `read` returns it; None for a blank or unreadable one.

        An unreadable one is an error, or only noted if it is not needed.
        """
        text = self.text(column)
        if not text:
            return None
        try:
            return read(text)
        except UnreadableValue as problem:
            (self.add_error if is_needed else self.add_note)(column, problem.words)
            return None

    def add_error(self, column: str, words: str) -> None:
        if not any(error.column == column and str(error.words) == str(words) for error in self.errors):
            self.errors.append(ColumnMessage(column, words))

    def add_note(self, column: str, words: str) -> None:
        self.notes.append(ColumnMessage(column, words))


_DAMAGED = re.compile(r"#[¡¿]?[A-ZÑ/0-9]{1,12}[!?]|#{3,}|\d(?:[.,]\d+)?[eE]\+\d{1,2}")
"""What a spreadsheet shows in place of a value: an error, a column too narrow, a number cut short."""


def _is_no_value(text: str) -> str:
    return t("«{text}» no es el dato: la hoja de cálculo lo cambió. Escríbalo otra vez, como texto.",
             "“{text}” is not the value: the spreadsheet changed it. Write it again, as text.", text=text)  # fmt: skip


def _is_formula(text: str, column: str) -> bool:
    return text == FORMULA or (column not in FREE_TEXTS and text.startswith((FORMULA, "@")))
