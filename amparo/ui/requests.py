"""Requests with the person who reads, set by `ReaderMiddleware`."""

from __future__ import annotations

from django.http import HttpRequest

from amparo.ledger.actor import Actor


class ActorRequest(HttpRequest):
    """A request whose `actor` is the signed-in person, None without one."""

    actor: Actor | None


def find_actor(request: HttpRequest) -> Actor | None:
    """Return the signed-in person of a request, None without one."""
    actor: Actor | None = getattr(request, "actor", None)
    return actor
