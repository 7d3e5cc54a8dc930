"""Parts of a case whose reading is logged separately."""

from amparo.cases.readings import declare_part
from amparo.ledger.text import t

declare_part("files", t("Archivos", "Files"))
declare_part("comparison", t("Comparación", "Comparison"))
