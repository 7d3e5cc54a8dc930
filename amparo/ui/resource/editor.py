"""Adding and changing rows of a resource, with an event for every change.

Events go to the node's own chain, so that it can be proved who verified, licensed or vetted somebody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction
from django.db.models import QuerySet

from amparo.accounts.roles import AUDITOR
from amparo.ledger.actor import Actor
from amparo.ledger.canonical import sha256
from amparo.ledger.json import JsonMapping, JsonObject
from amparo.ledger.problems import BadInput, FieldError, NotVisible, Stale
from amparo.ledger.row_changes import append_row_change
from amparo.ledger.text import t
from amparo.ledger.transaction import in_own_transaction
from amparo.ui.fields import Part
from amparo.ui.resource.column_limits import limit_to_columns
from amparo.ui.resource.saving_checks import require_offered, require_unlike_others, require_valid


class RowLink(NamedTuple):
    """A link on the page of a row."""

    href: str
    label: str


def _no_check(row: models.Model | None, given: Part, by: Actor) -> None:
    """Refuse nothing."""


def _no_links(row: models.Model, by: Actor) -> tuple[RowLink, ...]:
    """Link to nothing."""
    return ()


def _no_stamp(row: models.Model, given: Part, by: Actor) -> None:
    """Add nothing."""


@dataclass(frozen=True, kw_only=True)
class Editor[M: models.Model, I: Part]:
    """The form, checks and permissions for changing rows of a table.

    `rows`: all rows. `Input`: the form; a field sets the column of its name, a foreign key by its id, and a field
    without a column is read from a property and stored by `stamp`, which also sets what the form does not ask.
    `changers`: the roles that may change rows. `check`: raises `BadInput` for what cannot be, or what this person may
    not change. `row_name`: what one row is called. `blank`: the initial values of a new row. `is_sensitive`: a
    change cannot be undone, and needs the second factor again (`ui.step_up`). `links`: to what
    else can be done with a row.
    """

    rows: Callable[[], QuerySet[M]]
    Input: type[I]
    changers: frozenset[str]
    row_name: str
    check: Callable[[M | None, I, Actor], None] = _no_check
    stamp: Callable[[M, I, Actor], None] = _no_stamp
    blank: JsonMapping | None = None
    is_sensitive: bool = False
    links: Callable[[M, Actor], tuple[RowLink, ...]] = _no_links

    def __post_init__(self) -> None:
        """Limit the texts of the input to the lengths of their columns."""
        object.__setattr__(self, "Input", limit_to_columns(self.Input, self.model))

    @property
    def model(self) -> type[M]:
        """Return the model of the rows."""
        return self.rows().model

    def reads_all(self, by: Actor) -> bool:
        """Return whether `by` reads every answer and the history.

        Those who may change rows, and the auditor.
        """
        return by.role in self.changers or by.role == AUDITOR

    def find(self, row_id: UUID) -> M:
        """Return a row. Raises `NotVisible`. One query."""
        row = self.rows().filter(pk=row_id).first()
        if row is None:
            raise NotVisible
        return row

    def answers(self, row: M) -> JsonObject:
        """Return the row as JSON of its input, without blank answers."""
        found = {name: _to_json(getattr(row, _attribute_of(self.model, name))) for name in self.Input.model_fields}
        return {name: value for name, value in found.items() if value not in (None, "", [])}

    def version(self, row: M) -> str:
        """Return the hash of the row's answers, which changes with every change."""
        return sha256(self.answers(row))


type AnyEditor = Editor[Any, Any]
"""An editor of any model and input, as the registry of resources holds them."""


def _to_json(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _attribute_of(model: type[models.Model], name: str) -> str:
    """Return the attribute of an answer: for a foreign key that of the id."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    return fields[name].attname if name in fields else name


@in_own_transaction
def save_row[M: models.Model, I: Part](
    resource: str,
    editor: Editor[M, I],
    row_id: UUID | None,
    given: I,
    *,
    by: Actor,
    versions: frozenset[str] | None = None,
    finish: Callable[[M], None] | None = None,
) -> M:
    """Add a row (`row_id` None) or change one, with an event; return the row.

    `versions`: the row must be in one of them, those that the writer read; None for any. `finish` runs last in the
    transaction. Raises `NotVisible`, `Stale` when somebody changed it since, `BadInput`.
    """
    _lock_register(editor.model)
    row = editor.model() if row_id is None else _lock_row(editor, row_id)
    if row_id is not None and versions is not None and editor.version(row) not in versions:
        raise Stale
    require_offered(row, given, by=by)
    editor.check(None if row_id is None else row, given, by)
    for field in editor.model._meta.concrete_fields:
        if field.name in type(given).model_fields:
            _set_column(row, field, getattr(given, field.name))
    editor.stamp(row, given, by)
    require_unlike_others(row, editor.Input)
    require_valid(row, editor.Input)
    _save(row)
    stated = given.model_dump(mode="json", exclude_none=True)
    append_row_change(resource, row.pk, stated, by=by, is_new=row_id is None)
    if finish:
        finish(row)
    return row


def _lock_register(model: type[models.Model]) -> None:
    """Let one writer at a time change a table.

    So that two rows that are the same cannot be added at once.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [model._meta.db_table])


def _lock_row[M: models.Model, I: Part](editor: Editor[M, I], row_id: UUID) -> M:
    row = editor.rows().select_for_update(of=("self",)).filter(pk=row_id).first()
    if row is None:
        raise NotVisible
    return row


def _set_column(row: models.Model, field: models.Field[Any, Any], value: object) -> None:
    """Set a column; blank is null where the column allows it, else its default."""
    setattr(row, field.attname, field.get_default() if value is None and not field.null else value)


def _save(row: models.Model) -> None:
    """Save a row. Raises `BadInput` if the database refuses it all the same."""
    try:
        with transaction.atomic():
            row.save()
            connection.check_constraints()  # foreign keys too: else they would fail at the commit
    except IntegrityError as error:
        words = t(
            "Ya hay una fila así, o algo de lo elegido ya no existe.",
            "There is such a row already, or something that was chosen no longer exists.",
        )
        raise BadInput(FieldError("", words)) from error
