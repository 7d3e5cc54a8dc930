"""What of a report is compared with the children who are here, kept beside it as long as the search goes on."""

from __future__ import annotations

from amparo.cases.file import CaseFile
from amparo.cases.kinds import REPORT
from amparo.cases.perform import ActPerformed, subscribe
from amparo.matching.record import Record
from amparo.registry.match_records import forget_match_record, keep_match_record, parts_of_place, reads, record
from amparo.tracing.reports.known import born_of, known, names_of, state_of


@reads(REPORT)
def record_of_report(file: CaseFile) -> Record:
    """The child as the searcher remembers them. No query."""
    nationalities, languages = known(file, "nationalities", []), known(file, "languages", [])
    return record(
        names_of(file),
        born_of(file),
        known(file, "sex", ""),
        place=parts_of_place(known(file, "birth_place", "")),
        mother=_relative(file, "mother"),
        father=_relative(file, "father"),
        language=languages[0] if languages else "",
        nationality=nationalities[0] if nationalities else "",
        documents=tuple(paper["number"] for paper in known(file, "documents", [])),
    )


def _relative(file: CaseFile, relation: str) -> str:
    named = [one["name"] for one in known(file, "relatives", []) if one.get("relation") == relation]
    if not named and known(file, "relation") == relation:
        named = [file.latest("searcher_name", "report_missing", default="")]
    return str(named[0]) if named else ""


@subscribe(to=REPORT)
def keep_what_is_sought(happened: ActPerformed) -> None:
    """Compare while the search goes on; a report that is withdrawn or closed finds nobody any more."""
    if state_of(happened.file) == "open":
        keep_match_record(happened.case, REPORT, record_of_report(happened.file))
    else:
        forget_match_record(happened.case)
