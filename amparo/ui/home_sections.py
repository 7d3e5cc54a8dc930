"""The section of the home page that every node has: account, downloads, guide."""

from django.urls import reverse

from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.home import HomeSection, declare_home_section


def _list_links(by: Actor) -> list[JsonObject]:
    return [
        {"href": reverse("account"), "label": t("Su cuenta", "Your account")},
        {"href": reverse("downloads"), "label": t("Mis descargas", "My downloads")},
        {"href": reverse("help"), "label": t("Guía", "Guide")},
    ]


declare_home_section(HomeSection("yours", t("Lo suyo", "Yours"), 90, _list_links))
