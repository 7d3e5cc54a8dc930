"""Places of care on the home of whoever runs them."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from amparo.cases.roles import SUPERVISOR
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.protection.models import Provider
from amparo.ui.home import HomeSection, declare_home_part


def _build_sections(by: Actor) -> Iterable[HomeSection]:
    """Yield the way to assign several cases, and how many places are free.

    One query, of who cares for children.
    """
    if by.role == SUPERVISOR:
        button: JsonObject = {
            "href": reverse("assign_several"),
            "label": t("Asignar varios casos", "Assign several cases"),
        }
        yield HomeSection("assigning", t("Repartir el trabajo", "Share out the work"), 33, button=button)
    if by.role != "care_provider" or by.agency is None:
        return
    found = list(Provider.objects.filter(agency=by.agency, active=True).order_by("search", "id"))
    if not found:
        return
    links: list[JsonObject] = [
        {
            "href": f"{reverse('resource_list', args=['providers'])}{provider.id}/",
            "label": provider.name,
            "hint": t("{free} de {places} lugares libres", "{free} of {places} places free",
                      free=provider.free, places=provider.places),
        }
        for provider in found
    ]  # fmt: skip
    free = sum(place.free for place in found)
    href = f"{reverse('resource_list', args=['providers'])}?agency={by.agency}"
    yield HomeSection("places", t("Lugares libres", "Free places"), 20, links=links, count=free, href=href)


declare_home_part("protection", _build_sections)
