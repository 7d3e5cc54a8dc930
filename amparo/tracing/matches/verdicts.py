"""What people said of a child and a report: two must find that it is the same child, and any of it can be taken back."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from amparo.cases.file import CaseFile, Entry
from amparo.registry.candidates import tells

SAID = "record_report_match"
NOTED = "note_report_match"
type Standing = Literal["open", "proposed", "confirmed", "not_same", "cannot_tell"]


def said_of(file: CaseFile, report: UUID) -> list[Entry]:
    """What was said on a child's file of this report, the oldest first."""
    return [entry for entry in file.all(SAID) if entry["report"] == str(report)]


def standing(file: CaseFile, report: UUID) -> Standing:
    """How it stands: `proposed` by one person, `confirmed` by a second; the last word counts if it is another."""
    found = said_of(file, report)
    if not found:
        return "open"
    if found[-1]["verdict"] != "same":
        return "not_same" if found[-1]["verdict"] == "not_same" else "cannot_tell"
    return "confirmed" if len(proposers(file, report)) > 1 else "proposed"


def proposers(file: CaseFile, report: UUID) -> set[UUID]:
    """Who found it to be the same child since anybody last said otherwise."""
    people: set[UUID] = set()
    for entry in said_of(file, report):
        people = people | {entry.by} if entry["verdict"] == "same" else set()
    return people


@tells
def reports_of(file: CaseFile) -> list[UUID]:
    """The reports of which something was said on a child's file."""
    return list(dict.fromkeys(UUID(entry["report"]) for entry in file.all(SAID)))


def confirmed_children(file: CaseFile) -> list[UUID]:
    """On the file of a report: the cases of which two people confirmed that they are of the child sought."""
    last: dict[str, str] = {entry["child"]: entry["standing"] for entry in file.all(NOTED)}
    return [UUID(child) for child, how in last.items() if how == "confirmed"]
