"""Idempotent writes: the key of a write and its response, stored for a week.

The response is stored in the transaction of the write itself, so that the two cannot differ. Refusals are not stored.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.canonical import sha256
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError, InProgress
from amparo.ledger.text import t
from amparo.ui.models import IdempotentResponse

if TYPE_CHECKING:
    from datetime import datetime

ABANDONED_AFTER = timedelta(minutes=2)


def begin_write(key: str, fingerprint: str, *, by: Actor) -> IdempotentResponse:
    """Return the row of this key: new, or with the response of the first write.

    Raises `BadInput` for the same key with another body, `InProgress` while the first still runs.
    """
    row = None
    while row is None:  # the first write may fail, and take its key away, between our two looks
        at = clock.now()
        IdempotentResponse.objects.filter(
            person=by.id, key=key, answer__isnull=True, started_at__lt=at - ABANDONED_AFTER
        ).delete()
        if new := _insert(key, fingerprint, at, by):
            return new
        row = IdempotentResponse.objects.filter(person=by.id, key=key).first()
    if row.body_hash != fingerprint:
        words = t(
            "Esa clave ya se usó con otros datos. Use una nueva.", "That key was used with other data. Use a new one."
        )
        raise BadInput(FieldError("Idempotency-Key", words))
    if row.answer is None:
        raise InProgress(t("Espere la respuesta de la primera.", "Wait for the answer to the first."))
    return row


def _insert(key: str, fingerprint: str, at: datetime, by: Actor) -> IdempotentResponse | None:
    """Return the new row of a key; None where there is one already."""
    try:
        with transaction.atomic():
            return IdempotentResponse.objects.create(person=by.id, key=key, body_hash=fingerprint, started_at=at)
    except IntegrityError:
        return None


def store_response(row: IdempotentResponse, status: int, answer: JsonObject, location: str = "") -> None:
    """Store the response of a write, inside the transaction of that write."""
    IdempotentResponse.objects.filter(id=row.id).update(status=status, answer=answer, location=location)


def abandon_write(row: IdempotentResponse) -> None:
    """Delete the key of a write that failed, so that it can be tried again."""
    IdempotentResponse.objects.filter(id=row.id, answer__isnull=True).delete()


def write_once(key: str, body: JsonObject, write: Callable[[Callable[[], None]], None], *, by: Actor) -> bool:
    """Run `write` unless this key was used already; return whether it ran.

    So that a form sent twice on a poor connection is saved once.

    `write` gets a function to call inside its transaction. Raises `InProgress` while the first still runs.
    """
    row = begin_write(key, sha256(body), by=by)
    if row.answer is not None:
        return False
    try:
        write(lambda: store_response(row, 200, {}))
    except BaseException:
        abandon_write(row)
        raise
    return True


def delete_responses_before(at: datetime) -> None:
    """Delete the responses of writes begun before `at`.

    For the worker, which sees all of them.
    """
    IdempotentResponse.objects.filter(started_at__lt=at).delete()


def delete_responses_about(row: UUID) -> None:
    """Delete the responses that contain this id. For the tables' owner."""
    answers = IdempotentResponse.objects.annotate(text=Cast("answer", TextField()))
    answers.filter(Q(text__contains=str(row)) | Q(location__contains=str(row))).delete()
