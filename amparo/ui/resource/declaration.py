"""The declaration of a resource: rows, columns, filters, readers and editor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.urls import reverse

from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.registry import Registry
from amparo.ledger.text import t
from amparo.ui.resource.editor import AnyEditor
from amparo.ui.resource.filters import ListFilters
from amparo.ui.resource.rows import Rows

type Cell = str | int | date | JsonObject | None
"""A cell: a text, number, day or instant, or what the component of the column's kind takes."""


def everybody(by: Actor) -> bool:
    """Return True: every signed-in person may read."""
    return True


@dataclass(frozen=True, slots=True)
class Column[R]:
    """A column of a list: its label, and its cell for a row and a reader.

    `kind` is that of the component `data_list`. Those for whom `is_shown` is false do not see the column.
    """

    label: str
    value: Callable[[R, Actor], Cell]
    kind: Literal["text", "number", "person", "deadline", "tag", "link"] = "text"
    is_shown: Callable[[Actor], bool] = everybody


@dataclass(frozen=True, slots=True)
class ListWords:
    """The texts of a list: its search label, its order, what it says when empty."""

    order: str = ""
    search: str = t("Buscar por nombre", "Search by name")
    add: str = t("Añadir", "Add")
    none: str = t("Todavía no hay nada aquí", "Nothing here yet")
    none_hint: str = ""
    none_match: str = t("Nada coincide", "Nothing matches")
    none_match_hint: str = t("Pruebe con menos letras o quite filtros.", "Try fewer letters or remove filters.")


def _no_extra_context(by: Actor) -> JsonObject:
    return {}


def _no_state(row: object, by: Actor) -> str:
    return ""


def _log_nothing(ids: Sequence[UUID], by: Actor) -> None:
    """Log nothing: the resource holds no data about a child."""


@dataclass(frozen=True, kw_only=True)
class Resource[R, F: ListFilters]:
    """A list of rows with its page, files and API operation.

    `name`: the resource in URLs and in the API. `page`: the name of its page's URL, by default that of all registers.
    `columns`: those of the page. `sheet`: those of a file, by default the same.
    `item`: the row as JSON, as its reader may know it. `item_schema`: the JSON Schema of an item.
    `log_download`: logs the rows that a reader downloaded; raises `NotVisible` if they may no longer see one.
    `readers`: who may list it. `page_readers`: for others its pages do not exist.
    `editor`: how rows are changed in a form; without one, acts change them.
    `row_state`: `late` or `new` for rows that are highlighted.
    `extra_context`: further context of a template of its own.
    """

    name: str
    title: str
    rows: Rows[R, F]
    filters: type[F]
    columns: tuple[Column[R], ...]
    item: Callable[[R, Actor], JsonObject]
    item_schema: Callable[[], JsonObject]
    id_of: Callable[[R], UUID]
    sheet: tuple[Column[R], ...] = ()
    readers: Callable[[Actor], bool] = everybody
    page_readers: Callable[[Actor], bool] = everybody
    log_download: Callable[[Sequence[UUID], Actor], None] = _log_nothing
    editor: AnyEditor | None = None
    page: str = ""
    template: str = "ui/resource/list.html"
    words: ListWords = ListWords()
    extra_context: Callable[[Actor], JsonObject] = _no_extra_context
    row_state: Callable[[R, Actor], str] = _no_state

    @property
    def logs_downloads(self) -> bool:
        """Return whether a download is logged as a reading of its rows."""
        return self.log_download is not _log_nothing

    @property
    def url(self) -> str:
        """Return the address of the list."""
        return reverse(self.page) if self.page else reverse("resource_list", args=[self.name])

    def columns_for(self, by: Actor, *, in_file: bool = False) -> list[Column[R]]:
        """Return the columns that `by` sees, on the page or in a file."""
        return [column for column in (in_file and self.sheet) or self.columns if column.is_shown(by)]

    def may_change(self, by: Actor) -> bool:
        """Return whether `by` may change rows in a form."""
        return self.editor is not None and by.role in self.editor.changers

    def reads_history(self, by: Actor) -> bool:
        """Return whether `by` may read the changes of its rows."""
        return self.editor is not None and self.editor.reads_all(by)


type AnyResource = Resource[Any, Any]
"""A resource of any rows and filters, as the registry holds them."""

RESOURCES: Registry[AnyResource] = Registry("resource")


def declare_resource[R, F: ListFilters](resource: Resource[R, F]) -> Resource[R, F]:
    """Add a resource to the registry and return it."""
    RESOURCES.add(resource.name, resource)
    return resource
