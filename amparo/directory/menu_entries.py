"""Places of the menu of the directory."""

from amparo.directory.keepers import KEEPERS
from amparo.ledger.text import t
from amparo.ui.menu import MenuEntry, add_to_menu

add_to_menu(MenuEntry("directory", t("Directorio", "Directory"), 40, lambda by: True))
add_to_menu(MenuEntry("administration", t("Administración", "Administration"), 50, lambda by: by.role in KEEPERS))
