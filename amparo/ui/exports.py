"""Lists exported as files in the background.

Their state, and their encrypted content for a day.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
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
from amparo.ledger.sealed_files import new_name, path_of, write_sealed
from amparo.ui.models import Export
from amparo.ui.resource.declaration import RESOURCES, AnyResource
from amparo.ui.resource.files import ResourceFile, make_file
from amparo.ui.resource.filters import parse_filters

KEPT_FOR = timedelta(hours=24)


def request_export(
    resource: AnyResource, query: QueryDict, file_format: str, *, expected: int, language: str, by: Actor
) -> Export:
    """Store a request for a list as a file, and return it.

    `query`: the filters of its page. `expected`: the number of rows that the page showed.
    """
    at, export_id = clock.now(), new_id()
    return Export.objects.create(
        id=export_id,
        person=by.id,
        list=resource.name,
        query=query.urlencode(),
        file_format=file_format,
        language=language,
        expected=expected,
        sealing_key=new_wrapped_key(str(export_id)),
        stored_as=new_name(),
        asked_at=at,
        expires_at=at + KEPT_FOR,
    )


def recent_exports(*, by: Actor) -> list[Export]:
    """Return the exports of `by` that have not expired, newest first, at most 50.

    One query.
    """
    return list(Export.objects.filter(person=by.id, expires_at__gt=clock.now()).order_by("-asked_at")[:50])


def make_export(export_id: UUID, person_id: UUID) -> None:
    """Make the file of a waiting export, as its reader, in their language.

    From one snapshot of the database.
    """
    with acting_as(person_id):
        by = actor_by_id(person_id)
        export = Export.objects.filter(id=export_id, person=person_id, state="waiting").first() if by else None
        if by is None or export is None:
            return
        with override(export.language), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read")
            resource = RESOURCES[export.list]
            filters = parse_filters(resource.filters, QueryDict(export.query), by=by)
            made = make_file(resource, filters, export.file_format, by=by)
        store_export(export, made)


def store_export(export: Export, made: ResourceFile) -> None:
    """Store the file encrypted, or mark the export failed.

    It fails when its row count is not the expected one.
    """
    rows = len(made.ids)
    state = "ready" if rows == export.expected else "failed"
    if state == "ready":
        value = {"content": b64encode(made.content).decode(), "ids": [str(row_id) for row_id in made.ids]}
        write_sealed(path_of(export.stored_as), seal(value, _sealing_key(export), str(export.id), str(export.id)))
    Export.objects.filter(id=export.id).update(state=state, rows=rows)


def read_export(export_id: UUID, *, by: Actor) -> tuple[Export, bytes]:
    """Return a finished export and its bytes, and log the download of its rows.

    Raises `NotVisible` for an export of another person, an expired one, or when `by` may no longer see one of its rows.
    """
    found = Export.objects.filter(id=export_id, person=by.id, state="ready", expires_at__gt=clock.now()).first()
    value = _read_content(found) if found else None
    if found is None or not value:
        raise NotVisible
    RESOURCES[found.list].log_download([UUID(row_id) for row_id in value["ids"]], by)
    return found, b64decode(value["content"])


def delete_exports_about(row: UUID) -> list[str]:
    """Delete the exports that contain this row, and return the names of their files.

    The caller deletes those files once the transaction is committed.

    For the tables' owner, within the erasure of a case.
    """
    found = [
        export for export in Export.objects.filter(state="ready") if str(row) in _read_content(export).get("ids", ())
    ]
    Export.objects.filter(id__in=[export.id for export in found]).delete()
    return [export.stored_as for export in found]


def delete_expired_exports() -> int:
    """Delete expired exports with their keys and files, at most 500; return how many.

    For the worker, which sees the exports of all people.
    """
    expired = list(Export.objects.filter(expires_at__lte=clock.now())[:500])
    for export in expired:
        with transaction.atomic():
            Export.objects.filter(id=export.id).delete()
            path_of(export.stored_as).unlink(missing_ok=True)
    return len(expired)


def _read_content(export: Export) -> JsonObject:
    """Return the decrypted `content` and `ids` of an export.

    The object is empty once its file is deleted.
    """
    try:
        sealed = path_of(export.stored_as).read_bytes()
    except FileNotFoundError:
        return {}
    return dict(unseal(sealed, _sealing_key(export), str(export.id), str(export.id)))


def _sealing_key(export: Export) -> bytes:
    return bytes(export.sealing_key)
