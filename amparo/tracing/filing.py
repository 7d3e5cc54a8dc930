"""Putting an upload on a report of a missing child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.cases.compartments import GENERAL
from amparo.cases.kinds import REPORT
from amparo.ledger.text import t
from amparo.registry.filing import FILING, FilingRules, Statement
from amparo.tracing.acts.reports.files import BROUGHT

if TYPE_CHECKING:
    from amparo.registry.models import StoredFile


def _on_the_report(stored: StoredFile, remark: str) -> Statement:
    shows = {"shows": remark} if remark else {}
    return "record_report_file", {"file": str(stored.id), "kind": stored.kind, **shows}


FILING.add(
    REPORT,
    FilingRules(
        kinds=lambda: BROUGHT,
        remark="shows",
        remark_label=t("Qué muestra y de cuándo es", "What it shows, and from when"),
        act="record_report_file",
        button=t("Añadir al reporte", "Add to the report"),
        statement=_on_the_report,
        compartment=GENERAL,
    ),
)
