"""Files of a case that its reader may read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from amparo.cases.compartments import GENERAL
from amparo.ledger.actor import Actor
from amparo.registry.models import StoredFile

if TYPE_CHECKING:
    from amparo.cases.models import Case


def identity_photograph(case: Case, *, by: Actor) -> StoredFile | None:
    """Return the latest photograph that shows who the child is. One query.

    Never one of injuries.
    """
    readable = readable_files(case, by=by)
    return next(
        (
            stored
            for stored in readable
            if (stored.kind, stored.compartment_name) == ("photograph", GENERAL) and stored.entry
        ),
        None,
    )


def readable_files(case: Case, *, by: Actor) -> list[StoredFile]:
    """Return the files that this person may read, the latest first. One query.

    Their own uploads too.
    """
    mine_or_readable = Q(by=by.id) | Q(entry__isnull=False, compartment_name__in=sorted(by.compartments))
    return list(StoredFile.objects.filter(mine_or_readable, case=case).order_by("-at", "-id"))


def file_on_case(file_id: UUID, case_id: UUID) -> StoredFile | None:
    """Return a file of this case, if the database shows it to its reader. One query."""
    return StoredFile.objects.filter(id=file_id, case=case_id).first()


def photographs_on_file(case_id: UUID) -> QuerySet[StoredFile]:
    """Return the photographs on record on this file, the latest first. One query."""
    found = StoredFile.objects.filter(case=case_id, kind="photograph", media_type="image/jpeg", entry__isnull=False)
    return found.order_by("-at", "-id")
