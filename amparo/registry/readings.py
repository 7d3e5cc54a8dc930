"""Parts of a case that the registry shows by themselves."""

from amparo.cases.readings import declare_part
from amparo.ledger.text import t

declare_part("files", t("Archivos", "Files"))
declare_part("comparison", t("Comparación", "Comparison"))
