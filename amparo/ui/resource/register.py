"""A register: a resource whose rows people add and change in a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import models

from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.fields import Part
from amparo.ui.resource.columns import name_column
from amparo.ui.resource.declaration import Column, ListWords, Resource, declare_resource, everybody
from amparo.ui.resource.editor import Editor
from amparo.ui.resource.filters import ListFilters
from amparo.ui.resource.rows import BY_NAME, ModelRows

_TEMPLATE = "ui/resource/list.html"


@dataclass(frozen=True, slots=True)
class _RegisterItems[M: models.Model, I: Part]:
    """The rows of a register as JSON.

    The answers that their reader may know, None for a blank one, and attributes that nobody changes here.
    """

    editor: Editor[M, I]
    known_to_all: frozenset[str]
    fixed: tuple[str, ...]
    fixed_readers: Callable[[Actor], bool]

    def build(self, row: M, by: Actor) -> JsonObject:
        """Return a row as JSON, as `by` may know it."""
        found, reads_all = self.editor.answers(row), self.editor.reads_all(by)
        known = [name for name in self.editor.Input.model_fields if reads_all or name in self.known_to_all]
        fixed = {name: getattr(row, name) for name in self.fixed} if self.fixed_readers(by) else {}
        return {"id": str(row.pk), **{name: found.get(name) for name in known}, **fixed}

    def schema(self) -> JsonObject:
        """Return the JSON Schema of a row."""
        schema = self.editor.Input.model_json_schema()
        properties: JsonObject = {"id": {"type": "string", "format": "uuid"}} | schema["properties"]
        properties |= {name: {"type": ["string", "integer", "null"]} for name in self.fixed}
        return {**schema, "properties": properties, "required": ["id"]}


def _id_of(row: models.Model) -> UUID:
    row_id: UUID = row.pk
    return row_id


def declare_register[M: models.Model, I: Part, F: ListFilters](
    name: str,
    title: str,
    editor: Editor[M, I],
    *,
    filters: type[F],
    columns: tuple[Column[M], ...],
    order: tuple[str, ...] = BY_NAME,
    known_to_all: frozenset[str] | None = None,
    fixed: tuple[str, ...] = (),
    fixed_readers: Callable[[Actor], bool] = everybody,
    searched: str = "search",
    words: ListWords | None = None,
    template: str = _TEMPLATE,
) -> Resource[M, F]:
    """Declare a register and return it.

    `known_to_all`: the answers that everybody who is signed in may read; None where only those who change the register
    and the auditor read it. `fixed`: attributes that nobody changes here, which the API and JSON give `fixed_readers`
    too. `searched`: the column in which words are looked for.
    """
    items = _RegisterItems(editor, known_to_all or frozenset(), fixed, fixed_readers)
    return declare_resource(
        Resource(
            name=name,
            title=title,
            rows=ModelRows(lambda by: editor.rows(), order, searched=searched),
            filters=filters,
            columns=(name_column(t("Nombre", "Name"), name), *columns),
            item=items.build,
            item_schema=items.schema,
            id_of=_id_of,
            readers=everybody if known_to_all is not None else editor.reads_all,
            editor=editor,
            words=words or ListWords(),
            template=template,
        )
    )
