"""`Idempotency-Key`: a write that is repeated answers as it did the first time.

The answer is kept in the transaction of the act itself, so that what was done and what is remembered cannot differ.
Refusals are not remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse

from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.canonical import sha256
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError, InProgress
from amparo.ledger.text import t
from amparo.ui.models import IdempotentResponse

ABANDONED_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer: status, body, and where the new thing is."""

    status: int
    body: JsonObject
    location: str = ""

    def response(self) -> HttpResponse:
        """As HTTP."""
        response = JsonResponse(self.body, status=self.status, json_dumps_params={"ensure_ascii": False})
        if self.location:
            response["Location"] = self.location
        return response


def once(
    request: HttpRequest, by: Actor, body: JsonObject, write: Callable[[Callable[[Answer], None]], Answer]
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
    try:
        return write(lambda answer: _keep_answer(row, answer)).response()
    except BaseException:
        IdempotentResponse.objects.filter(id=row.id, answer__isnull=True).delete()
        raise


def write_once(key: str, body: JsonObject, write: Callable[[Callable[[], None]], None], *, by: Actor) -> bool:
    """Run `write` unless this key did it already: a form sent twice on a poor line writes once. Whether it ran now.

    `write` is given what to call inside its transaction. Raises `InProgress` while the first still runs.
    """
    row = _begin(by, key, sha256(body))
    if row.answer is not None:
        return False
    try:
        write(lambda: _keep_answer(row, Answer(200, {})))
    except BaseException:
        IdempotentResponse.objects.filter(id=row.id, answer__isnull=True).delete()
        raise
    return True


def _keep_answer(row: IdempotentResponse, answer: Answer) -> None:
    IdempotentResponse.objects.filter(id=row.id).update(
        status=answer.status, answer=answer.body, location=answer.location
    )


def _begin(by: Actor, key: str, fingerprint: str) -> IdempotentResponse:
    """The row of this key: new and ours to run, or with its answer."""
    at = clock.now()
    IdempotentResponse.objects.filter(
        person=by.id, key=key, answer__isnull=True, started_at__lt=at - ABANDONED_AFTER
    ).delete()
    try:
        with transaction.atomic():
            return IdempotentResponse.objects.create(person=by.id, key=key, body_hash=fingerprint, started_at=at)
    except IntegrityError:
        row = IdempotentResponse.objects.get(person=by.id, key=key)
    if row.body_hash != fingerprint:
        words = t(
            "Esa clave ya se usó con otros datos. Use una nueva.", "That key was used with other data. Use a new one."
        )
        raise BadInput(FieldError("Idempotency-Key", words))
    if row.answer is None:
        raise InProgress(t("Espere la respuesta de la primera.", "Wait for the answer to the first."))
    return row
