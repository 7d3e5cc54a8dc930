"""The canonical form of JSON values and their hashes (RFC 8785)."""

import hashlib
from datetime import UTC, datetime

import rfc8785

from amparo.ledger.json import JsonMapping, JsonValue

FIRST_HASH = "0" * 64


def iso_instant(value: datetime) -> str:
    """Return an instant in UTC with six digits and `Z`.

    >>> iso_instant(datetime(2026, 3, 10, 10, 0, tzinfo=UTC))
    '2026-03-10T10:00:00.000000Z'
    """
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def sha256(value: JsonValue) -> str:
    """Return the hex SHA-256 of the RFC 8785 form of a JSON value."""
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


def event_hash(event: JsonMapping) -> str:
    """Return the hash of an event, over all its members except `hash`."""
    return sha256({name: value for name, value in event.items() if name != "hash"})
