"""What of a report the matcher compares with the other files of this node."""

from __future__ import annotations

from amparo.cases.file import CaseFile
from amparo.cases.kinds import REPORT
from amparo.matching.record import Record
from amparo.registry.match_records import build_match_record, reads_match_record, split_place
from amparo.tracing.reports.answers import latest_answer, sought_birth, sought_names


@reads_match_record(REPORT)
def report_match_record(file: CaseFile) -> Record:
    """Return the match record of the child as the searcher remembers them. No query."""
    nationalities, languages = latest_answer(file, "nationalities", []), latest_answer(file, "languages", [])
    return build_match_record(
        sought_names(file),
        sought_birth(file),
        latest_answer(file, "sex", ""),
        place=split_place(latest_answer(file, "birth_place", "")),
        mother=_name_of_relative(file, "mother"),
        father=_name_of_relative(file, "father"),
        language=languages[0] if languages else "",
        nationality=nationalities[0] if nationalities else "",
        documents=tuple(paper["number"] for paper in latest_answer(file, "documents", [])),
    )


def _name_of_relative(file: CaseFile, relation: str) -> str:
    named = [one["name"] for one in latest_answer(file, "relatives", []) if one.get("relation") == relation]
    if not named and latest_answer(file, "relation") == relation:
        named = [file.latest("searcher_name", "report_missing", default="")]
    return str(named[0]) if named else ""
