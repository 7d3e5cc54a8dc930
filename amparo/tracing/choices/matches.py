"""Options of forms: the reports with which a child can be compared."""

from __future__ import annotations

from uuid import UUID

from amparo.cases.selectors import file_for, visible_case
from amparo.ledger.actor import Actor
from amparo.tracing.matches.statements import assessed_reports
from amparo.tracing.selectors.matches import ComparedReport, compared_reports, undecided_reports
from amparo.ui.choices import Option, choice_source


@choice_source("report_match")
def report_matches(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return the reports that may be of this child, then those already assessed."""
    if case_id is None:
        return []
    waiting = [report for report, _ in undecided_reports(case_id, by=by)]
    assessed = assessed_reports(file_for(visible_case(case_id, by=by), by=by))
    shown = {report.id for report in waiting}
    decided = compared_reports((case_id, report) for report in assessed if report not in shown)
    return [_option(report) for report in [*waiting, *decided.values()]]


def _option(report: ComparedReport) -> Option:
    return Option(report.id, report.number, " ".join(report.known.names.values()))
