"""The template context that every page shares."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from amparo.accounts.roles import ROLES
from amparo.ledger.json import JsonObject
from amparo.ui.menu import menu_for
from amparo.ui.requests import find_actor


def shared_context(request: HttpRequest) -> JsonObject:
    """Return the signed-in person, the menu, and whether this is a demo."""
    by = find_actor(request)
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
