"""Writes that acts which move a child share, inside their transaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F

from amparo.accounts.selectors import org_kind_of
from amparo.cases.file import CaseFile
from amparo.cases.involvement import end_involvement
from amparo.cases.perform import ActStated, before_event
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection.models import Provider
from amparo.protection.placements import current_placement, ends_placement

if TYPE_CHECKING:
    from amparo.cases.models import Case

_CUSTODY_OF_ORG_KIND = {"migration": "migration", "police": "police", "health": "health"}


def occupy_place(provider_id: UUID) -> Provider:
    """Take a free place of a provider. Raises `BadInput` when it is full."""
    with_a_place = Provider.objects.filter(id=provider_id, places_taken__lt=F("places"))
    if not with_a_place.update(places_taken=F("places_taken") + 1):
        message = t("Se ocupó el último lugar: elija otro.", "The last place was just taken: choose another.")
        raise BadInput(FieldError("provider", message))
    return Provider.objects.get(id=provider_id)


def free_place(provider_id: UUID) -> None:
    """Free a place of a provider that a child leaves."""
    Provider.objects.filter(id=provider_id, places_taken__gt=0).update(places_taken=F("places_taken") - 1)


def list_provider_rows_to_lock(file: CaseFile, *chosen: UUID) -> list[tuple[type[Provider], UUID]]:
    """Return the chosen providers, and that of the present placement."""
    placement = current_placement(file)
    former = placement.get("provider") if placement else None
    return [(Provider, row_id) for row_id in (*chosen, *([UUID(former)] if former else []))]


def end_registering_custody(case: Case, file: CaseFile, custody: str, *, at: datetime) -> None:
    """Leave the registering agency its own entries once it loses custody."""
    registration = file.last("register")
    if registration is None or registration.agency is None:
        return
    own_custody = _CUSTODY_OF_ORG_KIND.get(org_kind_of(registration.agency) or "")
    if own_custody and own_custody != custody:
        end_involvement(case, "registered", at=at, keep_own=True)


def end_placement(case: Case, file: CaseFile, *, at: datetime) -> None:
    """Free the place where the child lived; its carers keep only their own entries."""
    placement = current_placement(file)
    if placement is not None and placement.get("provider"):
        free_place(placement["provider"])
    end_involvement(case, "care", at=at, keep_own=True)


@before_event()
def end_placement_after_act(stated: ActStated) -> None:
    """End the placement after any act that moves the child out of care."""
    if ends_placement(stated.entry):
        end_placement(stated.case, stated.context.file, at=stated.context.at)


@before_event()
def end_custody_after_act(stated: ActStated) -> None:
    """End the custody of the registering agency after a reception or reunification."""
    if stated.act.code in {"receive_return", "reunify"}:
        end_registering_custody(stated.case, stated.context.file, stated.entry["custody"], at=stated.context.at)
