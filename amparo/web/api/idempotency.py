"""`Idempotency-Key`: a write that is repeated answers as it did the first time.

The answer is kept in the transaction of the act itself, so that what was done and what is remembered cannot differ.
Refusals are not remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse

from amparo.core import clock
from amparo.core.actor import Actor
from amparo.core.acts import ActInput
from amparo.core.canonical import sha256
from amparo.core.models import Remembered
from amparo.core.perform import perform
from amparo.core.problems import BadInput, FieldError, InProgress
from amparo.core.text import t

ABANDONED_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer: status, body, and where the new thing is."""

    status: int
    body: dict[str, Any]
    location: str = ""

    def response(self) -> HttpResponse:
        """As HTTP."""
        response = JsonResponse(self.body, status=self.status, json_dumps_params={"ensure_ascii": False})
        if self.location:
            response["Location"] = self.location
        return response


def once(
    request: HttpRequest, by: Actor, body: dict[str, Any], write: Callable[[Callable[[Answer], None]], Answer]
) -> HttpResponse:
    """Run `write` unless its key has an answer already. `write` is given what to call, inside its transaction, with it.

    Raises `BadInput` for the same key with another body, `InProgress` while the first still runs.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return write(lambda answer: None).response()
    if len(key) > 200 or not key.isprintable():
        words = t("La clave tiene de 1 a 200 caracteres visibles.", "The key has 1 to 200 visible characters.")
        raise BadInput(FieldError("Idempotency-Key", words))
    fingerprint = sha256({"path": request.path, "query": request.META.get("QUERY_STRING", ""), "body": body})
    row = _begin(by, key, fingerprint)
    if row.answer is not None:
        return Answer(row.status or 200, row.answer, row.location).response()

    def keep(answer: Answer) -> None:
        Remembered.objects.filter(id=row.id).update(status=answer.status, answer=answer.body, location=answer.location)

    try:
        return write(keep).response()
    except BaseException:
        Remembered.objects.filter(id=row.id, answer__isnull=True).delete()
        raise


def perform_once(code: str, case_id: UUID, given: ActInput, *, key: str, by: Actor) -> bool:
    """Do an act unless this key did it already: a form sent twice on a poor line writes once. Whether it was done now.

    Raises `InProgress` while the first still runs, and what `perform` raises.
    """
    body = given.model_dump(mode="json", exclude_none=True)
    row = _begin(by, key, sha256({"act": code, "case": str(case_id), "body": body}))
    if row.answer is not None:
        return False
    try:
        perform(
            code,
            case_id,
            given,
            by=by,
            finish=lambda outcome: _answered(row),
        )
    except BaseException:
        Remembered.objects.filter(id=row.id, answer__isnull=True).delete()
        raise
    return True


def _answered(row: Remembered) -> None:
    Remembered.objects.filter(id=row.id).update(status=200, answer={})


def _begin(by: Actor, key: str, fingerprint: str) -> Remembered:
    """The row of this key: new and ours to run, or with its answer."""
    at = clock.now()
    Remembered.objects.filter(person=by.id, key=key, answer__isnull=True, started_at__lt=at - ABANDONED_AFTER).delete()
    try:
        with transaction.atomic():
            return Remembered.objects.create(person=by.id, key=key, body_hash=fingerprint, started_at=at)
    except IntegrityError:
        row = Remembered.objects.get(person=by.id, key=key)
    if row.body_hash != fingerprint:
        words = t(
            "Esa clave ya se usó con otros datos. Use una nueva.", "That key was used with other data. Use a new one."
        )
        raise BadInput(FieldError("Idempotency-Key", words))
    if row.answer is None:
        raise InProgress(t("Espere la respuesta de la primera.", "Wait for the answer to the first."))
    return row
