"""What every page shows around its content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from amparo.accounts.roles import ROLES
from amparo.core.actor import Actor
from amparo.core.acts import ACTS
from amparo.core.text import t

ADMINISTERS = frozenset({"administrator", "protection_supervisor"})


_WITHIN = {
    "": "my_work", "sign": "my_work", "duplicates": "cases", "downloads": "cases", "break-glass": "cases",
    "matches": "reports", "searches": "reports", "tracing": "reports", "bulletins": "reports",
}  # fmt: skip
"""Pages that are no places of the menu, by how their address begins: where they are reached from."""


def page(request: HttpRequest) -> dict[str, Any]:
    """Who is signed in, where they can go, whether this is a demo."""
    by: Actor | None = getattr(request, "actor", None)
    shared: dict[str, Any] = {"demo": settings.DEMO, "language_url": reverse("set_language")}
    if by is None:
        return shared
    return shared | {
        "signed_in": {
            "name": by.name,
            "agency": by.agency_name or ROLES[by.role].label,
            "account_href": reverse("account"),
            "sign_out_href": reverse("account_logout"),
        },
        "navigation": navigation(by, request.path),
    }


def navigation(by: Actor, path: str) -> list[dict[str, Any]]:
    """The places of this role."""
    places = []
    if ROLES[by.role].sees_cases:
        places += [("my_work", t("Mi trabajo", "My work")), ("cases", t("Casos", "Cases"))]
        reports = ROLES[by.role].may(ACTS["report_missing"])
        places += [("reports", t("Búsqueda", "Search"))] if reports else []
        places += [("bulletins", t("Boletines", "Bulletins"))] if by.agency and not reports else []
    places += [("directory", t("Directorio", "Directory"))]
    if by.role in ADMINISTERS:
        places += [("administration", t("Administración", "Administration"))]
    places += [("help", t("Ayuda", "Help"))]
    first = path.split("/")[1]
    here = {first, _WITHIN.get(first)}
    return [{"href": reverse(name), "label": label, "current": name in here} for name, label in places]
