"""Statements on a match of a child and a report.

Two people must confirm it, and any statement can be taken back.
"""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from amparo.cases.file import CaseFile, Entry
from amparo.registry.candidates import reads_decisions

RECORD_MATCH = "record_report_match"
NOTE_MATCH = "note_report_match"
type MatchStatus = Literal["open", "proposed", "confirmed", "not_same", "cannot_tell"]


def match_statements(file: CaseFile, report: UUID) -> list[Entry]:
    """Return the statements on a child's file about this report, the oldest first."""
    return [entry for entry in file.all(RECORD_MATCH) if entry["report"] == str(report)]


def match_status(file: CaseFile, report: UUID) -> MatchStatus:
    """Return the status of a match: `proposed` by one person, `confirmed` by a second.

    A later statement to the contrary wins.
    """
    found = match_statements(file, report)
    if not found:
        return "open"
    if found[-1]["verdict"] != "same":
        return "not_same" if found[-1]["verdict"] == "not_same" else "cannot_tell"
    return "confirmed" if len(confirming_people(file, report)) > 1 else "proposed"


def confirming_people(file: CaseFile, report: UUID) -> set[UUID]:
    """Return who confirmed the match since the last statement to the contrary."""
    people: set[UUID] = set()
    for entry in match_statements(file, report):
        people = people | {entry.by} if entry["verdict"] == "same" else set()
    return people


@reads_decisions
def assessed_reports(file: CaseFile) -> list[UUID]:
    """Return the reports about which there are statements on a child's file."""
    return list(dict.fromkeys(UUID(entry["report"]) for entry in file.all(RECORD_MATCH)))


def confirmed_children(file: CaseFile) -> list[UUID]:
    """Return the cases that two people confirmed to be of the child sought.

    `file`: of a report.
    """
    statuses: dict[str, str] = {entry["child"]: entry["standing"] for entry in file.all(NOTE_MATCH)}
    return [UUID(child) for child, status in statuses.items() if status == "confirmed"]
