"""Reads of the registers of protection: places of care, guardians and lawyers."""

from uuid import UUID

from amparo.directory.selectors import find_active
from amparo.protection.models import Provider, RollEntry


def provider(row_id: UUID, *, path: str = "provider") -> Provider:
    """An active place of care. Raises `BadInput` at `path`. One query."""
    return find_active(Provider, row_id, path)


def roll_entry(row_id: UUID, *, path: str) -> RollEntry:
    """Somebody on the roll. Raises `BadInput` at `path`. One query."""
    return find_active(RollEntry, row_id, path)
