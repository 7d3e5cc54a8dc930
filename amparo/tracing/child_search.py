"""A search for one child among the files of this node.

How it is prefilled, and what it compares.
"""

from __future__ import annotations

from amparo.cases.file import CaseFile, Entry
from amparo.ledger.days import local_day
from amparo.ledger.json import JsonObject
from amparo.matching.record import Record
from amparo.registry.age import birth_range
from amparo.registry.match_records import build_match_record, split_place
from amparo.tracing.reports.answers import latest_answer, sought_names
from amparo.tracing.reports.match_record import report_match_record

RECORD_SEARCH = "record_search"
"""The code of the act that records such a search."""


def search_prefill(report: CaseFile) -> JsonObject:
    """Return the answers with which a search on a report begins. No query."""
    sought = report_match_record(report)
    answers = {
        "names": sought_names(report),
        "sex": latest_answer(report, "sex"),
        "age_or_birth": latest_answer(report, "age_or_birth"),
        "place": ", ".join(sought.place),
        "mother": sought.mother,
        "father": sought.father,
        "nationality": sought.nationality,
        "document": next(iter(sought.documents), ""),
    }
    return {name: value for name, value in answers.items() if value}


def search_record(entry: Entry) -> Record:
    """Return the record that a search compares with the files of this node."""
    answer = entry.get("age_or_birth")
    nationality, document = entry.get("nationality", ""), entry.get("document")
    return build_match_record(
        {part: value for part, value in entry["names"].items() if part != "unknown"},
        birth_range(answer or {"unknown": True}, local_day(entry.occurred_at)),
        entry.get("sex", ""),
        place=split_place(entry.get("place", "")),
        mother=entry.get("mother", ""),
        father=entry.get("father", ""),
        nationality=nationality,
        documents=(document,) if document else (),
    )
