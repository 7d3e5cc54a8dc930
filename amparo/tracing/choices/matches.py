"""Which reports can be chosen when a child is compared with one."""

from __future__ import annotations

from uuid import UUID

from amparo.cases.selectors import file_for, visible_case
from amparo.ledger.actor import Actor
from amparo.tracing.matches.verdicts import reports_of
from amparo.tracing.selectors.matches import Compared, candidates_of, compared_reports
from amparo.ui.choices import Option, choice_source


@choice_source("report_match")
def report_matches(by: Actor, case_id: UUID | None) -> list[Option]:
    """Reports that may be of this child, the likeliest first, and those of which something was said."""
    if case_id is None:
        return []
    waiting = [report for report, _ in candidates_of(case_id, by=by)]
    said = reports_of(file_for(visible_case(case_id, by=by), by=by))
    shown = {report.id for report in waiting}
    known = compared_reports((case_id, report) for report in said if report not in shown)
    return [_option(one) for one in [*waiting, *known.values()]]


def _option(report: Compared) -> Option:
    return Option(report.id, report.number, " ".join(report.known.names.values()))
