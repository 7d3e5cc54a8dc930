"""Lists that people asked for as files: who asked, whether they are ready, and their sealed bytes for a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.http import QueryDict
from django.utils.translation import override

from amparo.accounts.selectors import actor_by_id
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.ids import new_id
from amparo.ledger.json import JsonObject
from amparo.ledger.keys import new_wrapped_key, seal, unseal
from amparo.ledger.problems import NotVisible
from amparo.ledger.reader import acting_as
from amparo.ledger.registry import Registry
from amparo.ledger.sealed_files import new_name, path_of, write_sealed
from amparo.ui.models import Export

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list as a file: its text, and what each of its rows is about, one a row."""

    text: str
    ids: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class ExportedList:
    """A list that can be asked for as a file. Its query is that of its page, filters and all.

    `count` and `make` raise `BadInput` for a query that cannot be read. `taken` is told what the rows are about when
    their reader takes the file along; it raises `NotVisible` when they may no longer see one of them.
    """

    name: str
    title: str
    count: Callable[[QueryDict, Actor], int]
    make: Callable[[QueryDict, Actor], Sheet]
    taken: Callable[[Sequence[UUID], Actor], None]


LISTS: Registry[ExportedList] = Registry("list to export")
"""The lists, by the name of their page's address."""


def ask_for(name: str, query: str, expected: int, *, language: str, by: Actor) -> Export:
    """Keep that this person wants a list as a file. `query`: that of its page; `expected`: how many rows it has."""
    at, export_id = clock.now(), new_id()
    return Export.objects.create(
        id=export_id,
        person=by.id,
        list=name,
        query=query,
        language=language,
        expected=expected,
        sealing_key=new_wrapped_key(str(export_id)),
        stored_as=new_name(),
        asked_at=at,
        expires_at=at + KEPT,
    )


def exports_of(*, by: Actor) -> list[Export]:
    """Return what this person asked for in the last day, the latest first. One query."""
    return list(Export.objects.filter(person=by.id, expires_at__gt=clock.now()).order_by("-asked_at")[:50])


def prepare(export_id: UUID, person_id: UUID) -> None:
    """Make a list that a person asked for, under their rights and in their language, all of it as of one instant."""
    with acting_as(person_id):
        by = actor_by_id(person_id)
        export = Export.objects.filter(id=export_id, person=person_id, state="waiting").first() if by else None
        if by is None or export is None:
            return
        with override(export.language), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read")
            made = LISTS[export.list].make(QueryDict(export.query), by)
        fulfil(export, made)


def fulfil(export: Export, sheet: Sheet) -> None:
    """Keep what was made, sealed; a list that has not as many rows as it said is not handed out."""
    rows = len(sheet.ids)
    state = "ready" if rows == export.expected else "failed"
    if state == "ready":
        value = {"text": sheet.text, "ids": [str(one) for one in sheet.ids]}
        write_sealed(path_of(export.stored_as), seal(value, _key(export), str(export.id), str(export.id)))
    Export.objects.filter(id=export.id).update(state=state, rows=rows)


def take(export_id: UUID, *, by: Actor) -> tuple[Export, str]:
    """Return a file that is ready, and its text; its list is told that it was taken along.

    Raises `NotVisible` for what is not theirs or no longer there, also when they may no longer see one of its rows.
    """
    found = Export.objects.filter(id=export_id, person=by.id, state="ready", expires_at__gt=clock.now()).first()
    value = _value(found) if found else None
    if found is None or not value:
        raise NotVisible
    LISTS[found.list].taken([UUID(one) for one in value["ids"]], by)
    return found, value["text"]


def forget_naming(row: UUID) -> list[str]:
    """Delete the files with a row about this, and their keys; return the names of their bytes, still to be deleted.

    For the tables' owner, within the erasure of a case.
    """
    naming = [export for export in Export.objects.filter(state="ready") if str(row) in _value(export).get("ids", ())]
    Export.objects.filter(id__in=[export.id for export in naming]).delete()
    return [export.stored_as for export in naming]


def forget_expired() -> int:
    """Delete what is over, its key and its bytes; return how many. For the worker, which sees everybody's."""
    over = list(Export.objects.filter(expires_at__lte=clock.now())[:500])
    for export in over:
        with transaction.atomic():
            Export.objects.filter(id=export.id).delete()
            path_of(export.stored_as).unlink(missing_ok=True)
    return len(over)


def _value(export: Export) -> JsonObject:
    """Return text and ids of a list; nothing once its bytes are gone."""
    try:
        sealed = path_of(export.stored_as).read_bytes()
    except FileNotFoundError:
        return {}
    return dict(unseal(sealed, _key(export), str(export.id), str(export.id)))


def _key(export: Export) -> bytes:
    return bytes(export.sealing_key)
