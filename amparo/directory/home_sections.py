"""What the home shows of the directory.

Its registers, and for those who change them the administration.
"""

from collections.abc import Iterable

from django.urls import reverse

from amparo.accounts.roles import ADMINISTRATOR, ROLES
from amparo.accounts.selectors import count_accounts
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
    if by.role == ADMINISTRATOR:
        yield _accounts_section()
    if edits_registers(by):
        links: list[JsonObject] = [
            {"href": reverse("administration"), "label": t("Registros que usted lleva", "Registers that you keep")}
        ]
        yield HomeSection("administration", t("Administración", "Administration"), 50, links=links)


def _accounts_section() -> HomeSection:
    """Return how many accounts ask for attention, each number with its list."""
    counts, people = count_accounts(), reverse("resource_list", args=["people"])
    links: list[JsonObject] = [
        {
            "href": f"{people}?never_entered=1",
            "label": t("Nunca han entrado", "Have never signed in"),
            "count": counts.never_entered,
        },
        {
            "href": f"{people}?without_second_factor=1",
            "label": t("Sin segundo factor", "Without a second factor"),
            "count": counts.without_second_factor,
        },
    ]
    button: JsonObject = {
        "href": reverse("resource_new", args=["people"]),
        "label": t("Añadir a alguien", "Add somebody"),
    }
    title = t("Cuentas de quienes entran", "Accounts of those who sign in")
    return HomeSection("accounts", title, 30, links=links, count=counts.active, href=people, button=button)


declare_home_part("directory", _build_sections)
