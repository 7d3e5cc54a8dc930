"""The place of the menu of one's own work."""

from amparo.accounts.roles import ROLES
from amparo.ledger.text import t
from amparo.ui.menu import MenuEntry, declare_menu_entry

declare_menu_entry(
    MenuEntry("home", t("Mi trabajo", "My work"), 10, lambda by: ROLES[by.role].sees_cases, frozenset({"sign"}))
)
