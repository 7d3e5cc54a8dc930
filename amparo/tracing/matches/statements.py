"""What people said of a child and a report: two must find that it is the same child, and any of it can be taken back."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from amparo.cases.file import CaseFile, Entry
from amparo.registry.candidates import reads_decisions

RECORD_MATCH = "record_report_match"
NOTE_MATCH = "note_report_match"
type MatchStatus = Literal["open", "proposed", "confirmed", "not_same", "cannot_tell"]


def match_statements(file: CaseFile, report: UUID) -> list[Entry]:
    """What was said on a child's file of this report, the oldest first."""
    return [entry for entry in file.all(RECORD_MATCH) if entry["report"] == str(report)]


def match_status(file: CaseFile, report: UUID) -> MatchStatus:
    """How it stands: `proposed` by one person, `confirmed` by a second; the last word counts if it is another."""
    found = match_statements(file, report)
    if not found:
        return "open"
    if found[-1]["verdict"] != "same":
        return "not_same" if found[-1]["verdict"] == "not_same" else "cannot_tell"
    return "confirmed" if len(confirming_people(file, report)) > 1 else "proposed"


def confirming_people(file: CaseFile, report: UUID) -> set[UUID]:
    """Who found it to be the same child since anybody last said otherwise."""
    people: set[UUID] = set()
    for entry in match_statements(file, report):
        people = people | {entry.by} if entry["verdict"] == "same" else set()
    return people


@reads_decisions
def assessed_reports(file: CaseFile) -> list[UUID]:
    """The reports of which something was said on a child's file."""
    return list(dict.fromkeys(UUID(entry["report"]) for entry in file.all(RECORD_MATCH)))


def confirmed_children(file: CaseFile) -> list[UUID]:
    """On the file of a report: the cases of which two people confirmed that they are of the child sought."""
    last: dict[str, str] = {entry["child"]: entry["standing"] for entry in file.all(NOTE_MATCH)}
    return [UUID(child) for child, how in last.items() if how == "confirmed"]
