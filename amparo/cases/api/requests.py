"""What every operation on a case reads from its request."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from amparo.ledger.problems import NotVisible, Stale


def parse_case_id(text: str) -> UUID:
    """Return the id in an address. Raises `NotVisible`: what is not an id is no case."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotVisible from error


def parse_version(request: HttpRequest) -> int | None:
    """Return the version that the caller has read (`If-Match`).

    Raises `Stale` for what is no version of ours.
    """
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        return None
    version = header.removeprefix("W/").strip('"')
    if not version.isascii() or not version.isdecimal() or len(version) > 9:
        raise Stale
    return int(version)
