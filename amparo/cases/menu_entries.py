"""What the frame of cases adds to the menu and to the page of administration."""

from amparo.cases.emergency import may_open_in_emergency
from amparo.directory.administration import AdministrationLink, add_to_administration
from amparo.ledger.text import t
from amparo.ui.menu import MenuEntry, declare_menu_entry

add_to_administration(
    AdministrationLink("break_glass", t("Consultas de emergencia", "Emergency looks"), may_open_in_emergency)
)
declare_menu_entry(MenuEntry("norms", t("Normas", "Norms"), 60, lambda by: True))
