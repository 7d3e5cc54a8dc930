"""Places of the menu that every node has."""

from amparo.ledger.text import t
from amparo.ui.menu import MenuEntry, add_to_menu

add_to_menu(MenuEntry("help", t("Ayuda", "Help"), 90, lambda by: True))
