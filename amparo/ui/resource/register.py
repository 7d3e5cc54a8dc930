"""A register: a resource whose rows people add and change in a form."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.fields import Part
from amparo.ui.resource.columns import name_columns
from amparo.ui.resource.declaration import Column, ListWords, Resource, declare_resource, everybody
from amparo.ui.resource.editor import Editor
from amparo.ui.resource.filters import ListFilters
from amparo.ui.resource.rows import BY_NAME, ModelRows

_TEMPLATE = "ui/resource/list.html"


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
    searched: str = "search",
    words: ListWords | None = None,
    template: str = _TEMPLATE,
) -> Resource[M, F]:
    """Declare a register and return it.

    `known_to_all`: the answers that everybody who is signed in may read; None where only those who change the register read it.
    `fixed`: attributes that nobody changes and that the API gives too. `searched`: the column in which words are looked for.
    """
    changers = editor.changers

    def item(row: M, by: Actor) -> JsonObject:
        answers = editor.answers(row)
        known = answers if by.role in changers else {key: answers[key] for key in known_to_all or () if key in answers}
        return {"id": str(row.pk), **known, **{name: getattr(row, name) for name in fixed}}

    def item_schema() -> JsonObject:
        own = {"id": {"type": "string", "format": "uuid"}}
        more: JsonObject = {name: {"type": ["string", "integer", "null"]} for name in fixed}
        schema = editor.Input.model_json_schema()
        return {**schema, "properties": own | schema["properties"] | more, "required": ["id"]}

    def id_of(row: M) -> UUID:
        row_id: UUID = row.pk
        return row_id

    return declare_resource(
        Resource(
            name=name,
            title=title,
            rows=ModelRows(lambda by: editor.rows(), order, searched=searched),
            filters=filters,
            columns=(*name_columns(t("Nombre", "Name"), name, changers), *columns),
            item=item,
            item_schema=item_schema,
            id_of=id_of,
            readers=everybody if known_to_all is not None else lambda by: by.role in changers,
            editor=editor,
            words=words or ListWords(),
            template=template,
        )
    )
