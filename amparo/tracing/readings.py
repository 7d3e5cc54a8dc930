"""Parts of a report that are read by themselves."""

from amparo.cases.readings import declare_part
from amparo.ledger.text import t

declare_part("report", t("Reporte", "Report"))
declare_part("search", t("Búsqueda", "Search"))
