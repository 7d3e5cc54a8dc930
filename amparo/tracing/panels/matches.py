"""Rows of the panel of the family search.

Reports that may be of the child, and those assessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from amparo.cases.file import CaseFile
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.registry.comparison import probability_words
from amparo.tracing.matches.statements import assessed_reports, match_status
from amparo.tracing.selectors.matches import ComparedReport, compared_reports, undecided_reports

if TYPE_CHECKING:
    from amparo.cases.models import Case

MATCH_STATUS_TAGS = {
    "open": (t("Nadie los ha comparado todavía", "Nobody has compared them yet"), "neutral"),
    "proposed": (t("Una persona dice que es la misma: falta otra",
                   "One person says it is the same child: another is needed"), "time"),
    "confirmed": (t("Confirmado por dos personas", "Confirmed by two people"), "done"),
    "not_same": (t("No es la misma", "Not the same child"), "neutral"),
    "cannot_tell": (t("No se puede saber", "It cannot be told"), "neutral"),
}  # fmt: skip


def report_match_rows(case: Case, file: CaseFile, by: Actor) -> list[JsonObject]:
    """Return one row for each report: undecided ones first, the likeliest first.

    Two or three queries.
    """
    waiting = undecided_reports(case.id, by=by)
    shown = {report.id for report, _ in waiting}
    others = [report for report in assessed_reports(file) if report not in shown]
    assessed = compared_reports((case.id, report) for report in others).values() if others else ()
    return [
        *(_row(case, file, report) | {"share": probability_words(match.probability)} for report, match in waiting),
        *(_row(case, file, report) for report in assessed),
    ]


def _row(case: Case, file: CaseFile, report: ComparedReport) -> JsonObject:
    status = match_status(file, report.id)
    words, tone = MATCH_STATUS_TAGS[status]
    return {
        "number": report.number,
        "name": sought_name(report),
        "standing": {} if status == "open" else {"words": words, "tone": tone},
        "href": reverse("report_match", args=[case.id, report.id]),
    }


def sought_name(report: ComparedReport) -> str:
    """Return the name of the child sought, as compared; a report that ended has none."""
    return " ".join(report.known.names.values()) or str(t("Sin nombre conocido", "No name known"))
