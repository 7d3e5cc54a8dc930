"""Rules for filing an upload on a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.cases.compartments import GENERAL
from amparo.cases.kinds import REPORT
from amparo.ledger.text import t
from amparo.registry.filing import FILING, FilingRules, Statement
from amparo.tracing.acts.reports.files import REPORT_FILE_KINDS

if TYPE_CHECKING:
    from amparo.registry.models import StoredFile


def _report_file_statement(stored: StoredFile, remark: str) -> Statement:
    shows = {"shows": remark} if remark else {}
    return "record_report_file", {"file": str(stored.id), "kind": stored.kind, **shows}


FILING.add(
    REPORT,
    FilingRules(
        kinds=lambda: REPORT_FILE_KINDS,
        remark="shows",
        remark_label=t("Qué muestra y de cuándo es", "What it shows, and from when"),
        act="record_report_file",
        button=t("Añadir al reporte", "Add to the report"),
        statement=_report_file_statement,
        compartment=GENERAL,
    ),
)
