"""The menu entries that every node has."""

from amparo.accounts.roles import ROLES
from amparo.ledger.actor import Actor
from amparo.ledger.text import t
from amparo.ui.menu import MenuEntry, declare_menu_entry


def _works_on_no_case(by: Actor) -> bool:
    return not ROLES[by.role].sees_cases


declare_menu_entry(MenuEntry("start", t("Inicio", "Home"), 10, _works_on_no_case, page="home"))
declare_menu_entry(MenuEntry("help", t("Ayuda", "Help"), 90, lambda by: True))
