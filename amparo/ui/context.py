"""What every page shows around its content."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from amparo.accounts.roles import ROLES
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ui.menu import menu_for


def shared_context(request: HttpRequest) -> JsonObject:
    """Return who is signed in, where they can go, whether this is a demo."""
    by: Actor | None = getattr(request, "actor", None)
    shared: JsonObject = {"demo": settings.DEMO, "language_url": reverse("set_language")}
    if by is None:
        return shared
    return shared | {
        "signed_in": {
            "name": by.name,
            "agency": by.agency_name or ROLES[by.role].label,
            "account_href": reverse("account"),
            "sign_out_href": reverse("account_logout"),
        },
        "navigation": menu_for(by, request.path),
    }
