"""Papers of life afterwards: a follow-up, the end of the case."""

from __future__ import annotations

from amparo.cases.papers.entries import sections_of
from amparo.cases.papers.shape import Reading, Section


def followup(reading: Reading) -> list[Section]:
    """One follow-up as it was written."""
    return sections_of(reading.entry, reading.by)


def closure(reading: Reading) -> list[Section]:
    """Why the case was closed, and what shows it."""
    reason = reading.entry.get("closure_reason")
    shown = [e for e in reading.before.all("record_closure_evidence") if e.get("closure_reason") == reason]
    evidence = sections_of(shown[-1], reading.by, but=frozenset({"closure_reason"})) if shown else []
    return sections_of(reading.entry, reading.by) + evidence
