"""Words that several registers of the directory say."""

from typing import Final

from amparo.ledger.text import t

DIRECTORY: Final = "directory/list.html"
"""The template of the registers that stand in the directory."""

NAME, KIND, COUNTRY, PLACE = t("Nombre", "Name"), t("Tipo", "Kind"), t("País", "Country"), t("Lugar", "Place")
PHONE, HOURS, LANGUAGES = t("Teléfono", "Telephone"), t("Horario", "Hours"), t("Idiomas", "Languages")
ACTIVE, FROM, UNTIL = t("En servicio", "In service"), t("Desde", "From"), t("Hasta", "Until")
OFFICE_HERE, SECTOR = t("Oficina en este nodo", "Office on this node"), t("Sector", "Sector")
