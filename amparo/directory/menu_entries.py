"""Places of the menu of the directory."""

from amparo.directory.editors import edits_registers
from amparo.ledger.text import t
from amparo.ui.menu import MenuEntry, declare_menu_entry

declare_menu_entry(MenuEntry("directory", t("Directorio", "Directory"), 40, lambda by: True))
declare_menu_entry(MenuEntry("administration", t("Administración", "Administration"), 50, edits_registers))
