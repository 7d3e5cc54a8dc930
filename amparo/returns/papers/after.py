"""Papers of what follows the journey: a follow-up, the end of the case."""

from __future__ import annotations

from amparo.cases.papers.entries import sections_of
from amparo.cases.papers.shape import Reading, Section


def build_followup_sections(reading: Reading) -> list[Section]:
    """Return one follow-up as it was written."""
    return sections_of(reading.entry, reading.by)


def build_closure_sections(reading: Reading) -> list[Section]:
    """Return why the case was closed, and the last evidence for that reason."""
    reason = reading.entry.get("closure_reason")
    records = [
        entry for entry in reading.file_before.all("record_closure_evidence") if entry.get("closure_reason") == reason
    ]
    evidence = sections_of(records[-1], reading.by, but=frozenset({"closure_reason"})) if records else []
    return sections_of(reading.entry, reading.by) + evidence
