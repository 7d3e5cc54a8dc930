"""The menu entry of children's cases."""

from amparo.accounts.roles import ROLES
from amparo.ledger.text import t
from amparo.ui.menu import MenuEntry, declare_menu_entry

declare_menu_entry(
    MenuEntry(
        "cases",
        t("Casos", "Cases"),
        20,
        lambda by: ROLES[by.role].sees_cases,
        frozenset({"duplicates", "downloads", "break-glass"}),
    )
)
