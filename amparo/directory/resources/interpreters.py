"""Interpreters by language."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from amparo.directory.editors import REGISTER_EDITORS
from amparo.directory.selectors import interpreters
from amparo.directory.words import (
    ACTIVE,
    DIRECTORY,
    HOURS,
    LANGUAGES,
    NAME,
    PHONE,
    PLACE,
)
from amparo.ledger.codes import In
from amparo.ledger.text import t
from amparo.ui.fields import NameText, Part, ShortText, field
from amparo.ui.resource import Editor, ListFilters, declare_register
from amparo.ui.resource.columns import codes_column, text_column


class InterpreterInput(Part):
    """An interpreter by language, in person or remote.

    Never a relative, never another child.
    """

    name: NameText = field(NAME, default=...)
    languages: list[Annotated[str, In("language")]] = field(LANGUAGES, default=..., min_length=1)
    in_person: bool = field(t("En persona", "In person"), default=...)
    remote: bool = field(t("A distancia", "Remote"), default=...)
    place: ShortText | None = field(PLACE)
    phone: ShortText | None = field(PHONE)
    hours: ShortText | None = field(HOURS)
    sex: Annotated[str, In("sex")] | None = field(t("Sexo", "Sex"))
    qualified_until: date | None = field(t("Calificación vigente hasta", "Qualified until"))
    active: bool = field(ACTIVE, default=...)


class InterpreterFilters(ListFilters):
    """Interpreters by their languages."""

    languages: Annotated[str, In("language")] | None = field(t("Idioma", "Language"))


declare_register(
    "interpreters",
    t("Intérpretes", "Interpreters"),
    Editor(
        rows=interpreters,
        Input=InterpreterInput,
        changers=REGISTER_EDITORS,
        row_name=t("Intérprete", "Interpreter"),
        blank={"active": True, "in_person": False, "remote": False},
    ),
    filters=InterpreterFilters,
    columns=(
        codes_column(LANGUAGES, "languages", "language"),
        text_column(PHONE, "phone"),
        text_column(HOURS, "hours"),
    ),
    known_to_all=frozenset(InterpreterInput.model_fields),
    template=DIRECTORY,
)
