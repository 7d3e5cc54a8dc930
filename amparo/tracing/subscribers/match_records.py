"""The match record of a report, kept as long as the search goes on."""

from __future__ import annotations

from amparo.cases.kinds import REPORT
from amparo.cases.perform import ActPerformed, subscribe
from amparo.registry.match_records import forget_match_record, keep_match_record
from amparo.tracing.reports.known import state_of
from amparo.tracing.reports.match_record import record_of_report


@subscribe(to=REPORT)
def keep_what_is_sought(happened: ActPerformed) -> None:
    """Compare while the search goes on; a report that is withdrawn or closed finds nobody any more."""
    if state_of(happened.file) == "open":
        keep_match_record(happened.case, REPORT, record_of_report(happened.file))
    else:
        forget_match_record(happened.case)
