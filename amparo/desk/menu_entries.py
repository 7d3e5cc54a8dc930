"""The place of the menu of one's own work."""

from amparo.accounts.roles import ROLES
from amparo.ledger.text import t
from amparo.ui.menu import MenuEntry, add_to_menu

add_to_menu(
    MenuEntry("home", t("Mi trabajo", "My work"), 10, lambda by: ROLES[by.role].sees_cases, frozenset({"sign"}))
)
