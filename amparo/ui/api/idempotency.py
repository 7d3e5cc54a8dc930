"""`Idempotency-Key`: a repeated write gets the response of the first one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from rfc8785 import CanonicalizationError

from amparo.ledger.actor import Actor
from amparo.ledger.canonical import sha256
from amparo.ledger.json import JsonObject
from amparo.ledger.keys import seal_as_text, unseal_text
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.idempotency import abandon_write, begin_write, store_response

_SEALED: Final = "sealed_answer"
_BOUND_TO: Final = "amparo.idempotent_answer"


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """A successful JSON response: status and body.

    With the address of what was created, and the version of a row. `is_secret`: it is kept sealed for who repeats it.
    """

    status: int
    body: JsonObject
    location: str = ""
    version: str = ""
    is_secret: bool = False

    def response(self) -> HttpResponse:
        """Return it as an HTTP response."""
        if self.status == HTTPStatus.NO_CONTENT:
            return HttpResponse(status=self.status)
        response = JsonResponse(self.body, status=self.status, json_dumps_params={"ensure_ascii": False})
        if self.location:
            response["Location"] = self.location
        if self.version:
            response["ETag"] = f'"{self.version}"'
        return response


def idempotent_response(
    request: HttpRequest,
    by: Actor,
    body: JsonObject,
    write: Callable[[Callable[[ApiResponse], None]], ApiResponse],
    *,
    is_dry: bool = False,
) -> HttpResponse:
    """Run `write` unless its key has a response already; return the response.

    `write` gets a function that stores its response, to be called inside its transaction. `is_dry`: it only tries, and
    there is nothing that a key could keep from being done twice.

    Raises `BadInput` for the same key with another body, `InProgress` while the first still runs.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key or is_dry:
        return write(lambda answer: None).response()
    if len(key) > 200 or not key.isprintable():
        words = t("La clave tiene de 1 a 200 caracteres visibles.", "The key has 1 to 200 visible characters.")
        raise BadInput(FieldError("Idempotency-Key", words))
    fingerprint = _hash_request(request, body)
    row = begin_write(key, fingerprint, by=by)
    if row.answer is not None:
        return ApiResponse(row.status or 200, _open(row.answer), row.location).response()
    try:
        return write(lambda answer: store_response(row, answer.status, _close(answer), answer.location)).response()
    except BaseException:
        abandon_write(row)
        raise


def _close(answer: ApiResponse) -> JsonObject:
    """Return an answer as its row keeps it."""
    return {_SEALED: seal_as_text(answer.body, _BOUND_TO)} if answer.is_secret else answer.body


def _open(kept: JsonObject) -> JsonObject:
    return unseal_text(kept[_SEALED], _BOUND_TO) if kept.keys() == {_SEALED} else kept


def _hash_request(request: HttpRequest, body: JsonObject) -> str:
    """Return what tells this request from another.

    Raises `BadInput` for a number or a letter that RFC 8785 cannot write.
    """
    try:
        return sha256({"path": request.path, "query": request.META.get("QUERY_STRING", ""), "body": body})
    except (CanonicalizationError, UnicodeEncodeError) as error:
        words = t(
            "Un número es demasiado grande, o una letra está a medias.", "A number is too large, or a letter is cut."
        )
        raise BadInput(FieldError("", words)) from error
