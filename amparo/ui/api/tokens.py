"""API operations on one's own tokens.

They are issued on the page alone, with the second factor.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from amparo.ledger.canonical import iso_instant
from amparo.ledger.json import JsonObject
from amparo.ui.api import shapes
from amparo.ui.api.idempotency import ApiResponse, idempotent_response
from amparo.ui.api.paging import list_response
from amparo.ui.api.root import api, reader
from amparo.ui.tokens import list_own_tokens, revoke_own_token

if TYPE_CHECKING:
    from amparo.accounts.models import Token


class TokenItem(BaseModel):
    """One of the caller's tokens; the token itself was shown once."""

    id: UUID
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime


@api.get("/tokens", operation_id="list_tokens", tags=["tokens"], openapi_extra=shapes.page(TokenItem))
def list_tokens(request: HttpRequest) -> HttpResponse:
    """List the caller's own tokens.

    What each is for, its scopes, and until when it is valid.
    """
    return list_response([_item(token) for token in list_own_tokens(by=reader(request))], request)


def _item(token: Token) -> JsonObject:
    return {
        "id": str(token.id),
        "name": token.name,
        "scopes": token.scopes,
        "created_at": iso_instant(token.created_at),
        "expires_at": iso_instant(token.expires_at),
    }


@api.delete(
    "/tokens/{token_id}",
    operation_id="revoke_token",
    tags=["tokens"],
    openapi_extra=shapes.combine(
        shapes.IDEMPOTENCY_KEY, {"responses": {"204": {"description": "It opens nothing any more"}}}
    ),
)
def revoke(request: HttpRequest, token_id: str) -> HttpResponse:
    """Revoke one of the caller's own tokens, also the one that is used here."""
    by, gone = reader(request), ApiResponse(204, {})

    def write(keep: Callable[[ApiResponse], None]) -> ApiResponse:
        revoke_own_token(token_id, by=by, finish=lambda: keep(gone))
        return gone

    return idempotent_response(request, by, {"method": "DELETE"}, write)
