"""Requests: the person who reads, set by `ReaderMiddleware`, and flags."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from amparo.ledger.actor import Actor
from amparo.ledger.problems import BadInput, FieldError, NotVisible
from amparo.ledger.text import t


class ActorRequest(HttpRequest):
    """A request whose `actor` is the signed-in person, None without one.

    `scopes`: what its token may do of what the person may do; empty without a token.
    """

    actor: Actor | None
    scopes: frozenset[str]


def find_actor(request: HttpRequest) -> Actor | None:
    """Return the signed-in person of a request, None without one."""
    actor: Actor | None = getattr(request, "actor", None)
    return actor


def find_scopes(request: HttpRequest) -> frozenset[str]:
    """Return the scopes of the token that was sent, none without one."""
    scopes: frozenset[str] = getattr(request, "scopes", frozenset())
    return scopes


def parse_id(text: str) -> UUID:
    """Return the id in an address or a form. Raises `NotVisible` for what is none."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotVisible from error


_FLAGS = {"1": True, "0": False}


def parse_flag(request: HttpRequest, name: str) -> bool:
    """Return whether a query parameter says yes.

    Raises `BadInput` for what is neither yes nor no: who wanted only to try must not act by a slip of the pen.
    """
    text = request.GET.get(name, "0")
    if text not in _FLAGS:
        raise BadInput(FieldError(name, t("Escriba 1 o 0.", "Write 1 or 0.")))
    return _FLAGS[text]


_DIGITS = 9


def parse_count(text: str) -> int:
    """Return a small number in an address.

    0 for what is none, and for one of more digits than anything here has.
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else 0
