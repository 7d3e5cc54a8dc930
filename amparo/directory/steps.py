"""Writes to the directory that acts on a case share, inside their transaction."""

from uuid import UUID

from django.db.models import F

from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.directory.models import Provider


def take_place(provider_id: UUID) -> Provider:
    """Take a free place of a provider, whose row stays locked until the act is done. Raises `BadInput` when full."""
    provider = Provider.objects.select_for_update().get(id=provider_id)
    if not provider.free:
        words = t("Se ocupó el último lugar: elija otro.", "The last place was just taken: choose another.")
        raise BadInput(FieldError("provider", words))
    Provider.objects.filter(id=provider_id).update(places_taken=F("places_taken") + 1)
    return provider


def free_place(provider_id: UUID) -> None:
    """Give back a place that a child leaves."""
    Provider.objects.filter(id=provider_id, places_taken__gt=0).update(places_taken=F("places_taken") - 1)
