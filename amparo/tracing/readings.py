"""Parts of a report whose reading is logged separately."""

from amparo.cases.readings import declare_part
from amparo.ledger.text import t

declare_part("report", t("Reporte", "Report"))
declare_part("search", t("Búsqueda", "Search"))
