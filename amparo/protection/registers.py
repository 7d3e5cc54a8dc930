"""Reads of the registers of protection: places of care, guardians and lawyers."""

from uuid import UUID

from django.db.models import QuerySet

from amparo.directory.selectors import find_active
from amparo.protection.models import Provider, RollEntry


def providers() -> QuerySet[Provider]:
    """Return the places of care, in service or not."""
    return Provider.objects.all()


def roll() -> QuerySet[RollEntry]:
    """Return the rolls of guardians and lawyers, in service or not."""
    return RollEntry.objects.all()


def find_provider(row_id: UUID, *, path: str = "provider") -> Provider:
    """Return an active place of care. Raises `BadInput` at `path`. One query."""
    return find_active(Provider, row_id, path)


def find_roll_entry(row_id: UUID, *, path: str) -> RollEntry:
    """Return an active guardian or lawyer. Raises `BadInput` at `path`. One query."""
    return find_active(RollEntry, row_id, path)
