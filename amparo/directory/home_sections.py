"""What the home shows of the directory.

Its registers, and for those who change them the administration.
"""

from django.urls import reverse

from amparo.directory.editors import edits_registers
from amparo.directory.pages.index import directory_links
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.home import HomeSection, declare_home_section


def _list_administration_links(by: Actor) -> list[JsonObject]:
    if not edits_registers(by):
        return []
    return [{"href": reverse("administration"), "label": t("Registros que usted lleva", "Registers that you keep")}]


declare_home_section(HomeSection("directory", t("Directorio", "Directory"), 40, directory_links))
declare_home_section(
    HomeSection("administration", t("Administración", "Administration"), 50, _list_administration_links)
)
