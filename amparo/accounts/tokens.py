"""API tokens: issuing, revoking, and what their events keep of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from amparo.accounts.models import Person, Token
from amparo.accounts.scopes import EVERY_SCOPE, USUAL_SCOPES
from amparo.accounts.selectors import token_hash, valid_tokens
from amparo.ledger import clock, events
from amparo.ledger.actor import KEEPER, Actor
from amparo.ledger.canonical import iso_instant
from amparo.ledger.json import JsonObject
from amparo.ledger.row_checks import describe_row
from amparo.ledger.transaction import in_transaction

TOKEN_ISSUED: Final = "issue_token"  # noqa: S105  a code
TOKEN_REVOKED: Final = "revoke_token"  # noqa: S105  a code
LONGEST: Final = timedelta(days=366)
USUAL_LIFETIME: Final = timedelta(days=90)


@in_transaction
def issue_token(
    person: Person,
    *,
    name: str = "",
    scopes: Iterable[str] = USUAL_SCOPES,
    lifetime: timedelta = USUAL_LIFETIME,
    by: Actor = KEEPER,
) -> str:
    """Create and return a bearer token of the API; only its hash is stored.

    `name`: what it is for. Raises `ValueError` for a scope that there is none of, or a lifetime over `LONGEST`.
    """
    if not set(scopes) <= EVERY_SCOPE or not timedelta() < lifetime <= LONGEST:
        raise ValueError(f"scopes are {', '.join(sorted(EVERY_SCOPE))}; a token lives for {LONGEST.days} days at most")
    token, now = secrets.token_urlsafe(32), clock.now()
    row = Token.objects.create(
        person=person,
        hash=token_hash(token),
        name=name,
        scopes=sorted(scopes),
        created_at=now,
        expires_at=now + lifetime,
    )
    _append(TOKEN_ISSUED, {"token": describe_token(row)}, by=by, at=now)
    return token


def revoke_token(token: Token, *, by: Actor) -> None:
    """End a token now; nothing gives it back. Needs a transaction."""
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    ended = {"hash": token.hash, "revoked_at": iso_instant(token.revoked_at)}
    _append(TOKEN_REVOKED, {"revoked_token": ended}, by=by, at=token.revoked_at)


def revoke_tokens_of(person: Person, *, by: Actor) -> None:
    """End every token of a person. Needs a transaction."""
    for token in valid_tokens(person.id):
        revoke_token(token, by=by)


def _append(act: str, sealed: JsonObject, *, by: Actor, at: datetime) -> None:
    events.append(None, act=act, coded={"outcome": "done"}, sealed=sealed, by=by, occurred_at=at)


def describe_token(row: Token) -> JsonObject:
    """Return a token as its event keeps it."""
    return describe_row(row, "person", "hash", "name", "scopes", "created_at", "expires_at")


def complete_described(token: JsonObject) -> JsonObject:
    """Return what an event says of a token.

    Also one from before tokens had scopes and an end.
    """
    created = datetime.fromisoformat(token["created_at"])
    before = {"name": "", "scopes": sorted(EVERY_SCOPE), "expires_at": iso_instant(created + LONGEST)}
    return before | token
