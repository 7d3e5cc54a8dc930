"""What of a report the matcher compares with the other files of this node."""

from __future__ import annotations

from amparo.cases.file import CaseFile
from amparo.cases.kinds import REPORT
from amparo.matching.record import Record
from amparo.registry.match_records import parts_of_place, reads, record
from amparo.tracing.reports.known import born_of, known, names_of


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
