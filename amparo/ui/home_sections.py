"""What the home shows on every node: one's account, and the guide."""

from django.urls import reverse

from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.home import HomeSection, add_to_home


def _links(by: Actor) -> list[JsonObject]:
    return [
        {"href": reverse("account"), "label": t("Su cuenta", "Your account")},
        {"href": reverse("downloads"), "label": t("Mis descargas", "My downloads")},
        {"href": reverse("help"), "label": t("Guía", "Guide")},
    ]


add_to_home(HomeSection("yours", t("Lo suyo", "Yours"), 90, _links))
