"""Lists that people asked for as files: who asked, whether they are ready, and their sealed bytes for a day."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from amparo.accounts.selectors import whole_case_ids
from amparo.accounts.steps import note_readings
from amparo.core import clock
from amparo.core.actor import Actor
from amparo.core.ids import new_id
from amparo.core.keys import new_wrapped_key, seal, unseal
from amparo.core.problems import NotVisible
from amparo.registry.files import path_of, write_sealed
from amparo.registry.models import Export

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list as a file: its text, and the cases of its rows, one a row."""

    text: str
    cases: Sequence[UUID]


def ask_for(query: str, expected: int, *, language: str, by: Actor) -> Export:
    """Note that this person wants a list as a file. `query`: the address of the list; `expected`: its rows."""
    at, export_id = clock.now(), new_id()
    return Export.objects.create(
        id=export_id,
        person=by.id,
        query=query,
        language=language,
        expected=expected,
        sealing_key=new_wrapped_key(str(export_id)),
        stored_as=secrets.token_hex(16),
        asked_at=at,
        expires_at=at + KEPT,
    )


def exports_of(*, by: Actor) -> list[Export]:
    """What this person asked for in the last day, the latest first. One query."""
    return list(Export.objects.filter(person=by.id, expires_at__gt=clock.now()).order_by("-asked_at")[:50])


def waiting(export_id: UUID, *, by: Actor) -> Export | None:
    """One that is still to be made. One query."""
    return Export.objects.filter(id=export_id, person=by.id, state="waiting").first()


def fulfil(export: Export, sheet: Sheet) -> None:
    """Keep what was made, sealed; a list that has not as many rows as it said is not handed out."""
    rows = len(sheet.cases)
    state = "ready" if rows == export.expected else "failed"
    if state == "ready":
        value = {"text": sheet.text, "cases": [str(case) for case in sheet.cases]}
        write_sealed(path_of(export.stored_as), seal(value, _key(export), str(export.id), str(export.id)))
    Export.objects.filter(id=export.id).update(state=state, rows=rows)


def take(export_id: UUID, *, by: Actor) -> tuple[Export, str]:
    """A file that is ready, and its text; that this person read each of its cases is logged. Four queries.

    Raises `NotVisible` for what is not theirs or no longer there, also when they no longer see one of its cases.
    """
    found = Export.objects.filter(id=export_id, person=by.id, state="ready", expires_at__gt=clock.now()).first()
    value = _value(found) if found else None
    if found is None or not value:
        raise NotVisible
    cases = {UUID(case) for case in value["cases"]}
    if cases - set(whole_case_ids(by=by).filter(case__in=cases).values_list("case", flat=True)):
        raise NotVisible
    note_readings(sorted(cases), "download", by=by)
    return found, value["text"]


def forget_naming(case: UUID) -> list[str]:
    """Delete the lists that are ready and name this case, rows and keys; the names of their files, still to be deleted.

    For the tables' owner, within the erasure of the case.
    """
    naming = [export for export in Export.objects.filter(state="ready") if str(case) in _value(export).get("cases", ())]
    Export.objects.filter(id__in=[export.id for export in naming]).delete()
    return [export.stored_as for export in naming]


def forget_expired() -> int:
    """Delete what is over, its key and its bytes; how many there were. For the worker, which sees everybody's."""
    over = list(Export.objects.filter(expires_at__lte=clock.now())[:500])
    for export in over:
        with transaction.atomic():
            Export.objects.filter(id=export.id).delete()
            path_of(export.stored_as).unlink(missing_ok=True)
    return len(over)


def _value(export: Export) -> dict[str, Any]:
    """Text and cases of a list; nothing once its bytes are gone."""
    try:
        sealed = path_of(export.stored_as).read_bytes()
    except FileNotFoundError:
        return {}
    value: Any = unseal(sealed, _key(export), str(export.id), str(export.id))
    return dict(value)


def _key(export: Export) -> bytes:
    return bytes(export.sealing_key)
