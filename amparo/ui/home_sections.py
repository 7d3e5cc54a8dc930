"""The section of the home that everybody has: account, downloads, guide."""

from collections.abc import Iterable

from django.urls import reverse

from amparo.accounts.roles import ADMINISTRATOR
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.home import HomeSection, declare_home_part
from amparo.ui.node_state import NODE_CHECKS


def _build_sections(by: Actor) -> Iterable[HomeSection]:
    if by.role == ADMINISTRATOR:
        yield _node_section()
    links: list[JsonObject] = [
        {"href": reverse("account"), "label": t("Su cuenta", "Your account")},
        {"href": reverse("downloads"), "label": t("Mis descargas", "My downloads")},
        {"href": reverse("help"), "label": t("Guía", "Guide")},
    ]
    yield HomeSection("yours", t("Lo suyo", "Yours"), 90, links=links)


def _node_section() -> HomeSection:
    """Return what the node lacks, part by part."""
    fine = t("Bien", "Fine")
    rows = [[check.title, check.find() or fine] for check in NODE_CHECKS]
    columns = [{"label": t("Parte", "Part")}, {"label": t("Cómo está", "How it is")}]
    return HomeSection("node", t("Estado del nodo", "State of the node"), 20, table={"columns": columns, "rows": rows})


declare_home_part("ui", _build_sections)
