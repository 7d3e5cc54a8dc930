"""The section of the home that everybody has: account, downloads, guide."""

from collections.abc import Iterable

from django.urls import reverse

from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.home import HomeSection, declare_home_part


def _build_sections(by: Actor) -> Iterable[HomeSection]:
    links: list[JsonObject] = [
        {"href": reverse("account"), "label": t("Su cuenta", "Your account")},
        {"href": reverse("downloads"), "label": t("Mis descargas", "My downloads")},
        {"href": reverse("help"), "label": t("Guía", "Guide")},
    ]
    yield HomeSection("yours", t("Lo suyo", "Yours"), 90, links=links)


declare_home_part("ui", _build_sections)
