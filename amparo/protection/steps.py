"""Writes that acts moving a child share, inside their transaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F

from amparo.accounts.models import Agency
from amparo.cases.file import CaseFile
from amparo.cases.involvement import end_involvement
from amparo.cases.perform import ActPerformed, subscribe
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection.models import Provider
from amparo.protection.placements import ENDS_PLACEMENT, placement_of

if TYPE_CHECKING:
    from amparo.cases.models import Case

_CUSTODY_OF = {"migration": "migration", "police": "police", "health": "health"}


def take_place(provider_id: UUID) -> Provider:
    """Take a free place of a provider, whose row the act has locked. Raises `BadInput` when full."""
    provider = Provider.objects.get(id=provider_id)
    if not provider.free:
        words = t("Se ocupó el último lugar: elija otro.", "The last place was just taken: choose another.")
        raise BadInput(FieldError("provider", words))
    Provider.objects.filter(id=provider_id).update(places_taken=F("places_taken") + 1)
    return provider


def free_place(provider_id: UUID) -> None:
    """Give back a place that a child leaves."""
    Provider.objects.filter(id=provider_id, places_taken__gt=0).update(places_taken=F("places_taken") - 1)


def placement_rows(file: CaseFile, *more: UUID) -> list[tuple[type[Provider], UUID]]:
    """Return the providers whose places a placement changes: the one where the child lives, and these."""
    placement = placement_of(file)
    former = placement.get("provider") if placement else None
    return [(Provider, row) for row in (*more, *([UUID(former)] if former else []))]


def leave_custody(case: Case, file: CaseFile, to: str, *, at: datetime) -> None:
    """Once custody leaves the agency that registered the child, it reads its own entries alone."""
    opened = file.last("register")
    if opened is None or opened.agency is None:
        return
    kind = Agency.objects.values_list("org_kind", flat=True).get(id=opened.agency)
    if kind in _CUSTODY_OF and _CUSTODY_OF[kind] != to:
        end_involvement(case, "registered", at=at, keep_own=True)


def leave_placement(case: Case, file: CaseFile, *, at: datetime) -> None:
    """Give back the place where the child lived; who cared for them there keeps their own entries."""
    placement = placement_of(file)
    if placement is not None and placement.get("provider"):
        free_place(placement["provider"])
    end_involvement(case, "care", at=at, keep_own=True)


@subscribe()
def end_placement(happened: ActPerformed) -> None:
    """Acts that end a placement, whichever app does them, free its place."""
    if happened.act.code in ENDS_PLACEMENT:
        leave_placement(happened.case, happened.context.file, at=happened.context.at)


@subscribe()
def end_custody(happened: ActPerformed) -> None:
    """Acts of return and reunification take custody from whoever had the child, as a transfer does."""
    if happened.act.code in {"receive_return", "reunify"}:
        leave_custody(happened.case, happened.context.file, happened.entry["custody"], at=happened.context.at)
