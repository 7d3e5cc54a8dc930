"""The match record of a report, kept as long as the search goes on."""

from __future__ import annotations

from amparo.cases.kinds import REPORT
from amparo.cases.perform import ActPerformed, subscribe
from amparo.registry.match_records import delete_match_record, save_match_record
from amparo.tracing.reports.answers import report_state
from amparo.tracing.reports.match_record import report_match_record


@subscribe(to=REPORT)
def update_match_record(happened: ActPerformed) -> None:
    """Save the match record while the search goes on; delete it when the report ends."""
    if report_state(happened.file) == "open":
        save_match_record(happened.case, REPORT, report_match_record(happened.file))
    else:
        delete_match_record(happened.case)
