"""What the home shows of the directory.

Its registers, and for those who change them the administration.
"""

from collections.abc import Iterable

from django.urls import reverse

from amparo.accounts.roles import ROLES
from amparo.directory.editors import edits_registers
from amparo.directory.pages.index import directory_links
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.home import HomeSection, declare_home_part


def _build_sections(by: Actor) -> Iterable[HomeSection]:
    if ROLES[by.role].sees_cases:
        return
    yield HomeSection("directory", t("Directorio", "Directory"), 40, links=directory_links(by))
    if edits_registers(by):
        links: list[JsonObject] = [
            {"href": reverse("administration"), "label": t("Registros que usted lleva", "Registers that you keep")}
        ]
        yield HomeSection("administration", t("Administración", "Administration"), 50, links=links)


declare_home_part("directory", _build_sections)
