"""What a case's file says of the assessment of the child's best interests (BIA).

An assessment is written over days: each `record_bia` adds to it or corrects it, factor by factor, until `complete_bia`
ends it. What is recorded after that begins the next one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from amparo.cases.compartments import HEALTH, PROTECTION, TRAFFICKING, Compartment
from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile, Entry
from amparo.cases.proceedings import over_days
from amparo.law.limits import ASSESSMENT_HOURS

FACTOR_COMPARTMENT = {"health": HEALTH, "trafficking": TRAFFICKING}
_ACTS = ("record_bia", "complete_bia")
PLANNED_WITH = ("action", "responsible", "due_on")


def kept_by_factor(name: str, rows: Iterable[dict[str, Any]]) -> dict[Compartment, dict[str, Any]]:
    """Rows that each speak of one factor, by the compartment of that factor; the name says which."""
    parts: dict[Compartment, dict[str, Any]] = {}
    for row in rows:
        where = compartment_of_factor(row["factor"])
        parts.setdefault(where, {}).setdefault(_key(name, where), []).append(row)
    return parts


def rows_by_factor(entry: Entry, name: str) -> list[dict[str, Any]]:
    """The rows that `kept_by_factor` split, as far as they were read."""
    return [row for where in Compartment for row in entry.get(_key(name, where), [])]


def compartment_of_factor(factor: str) -> Compartment:
    """Where what is said of a factor is kept."""
    return FACTOR_COMPARTMENT.get(factor, PROTECTION)


def _key(name: str, where: Compartment) -> str:
    return name if where == PROTECTION else f"{name}_{where}"


@dataclass(slots=True)
class Assessment:
    """One assessment: its factors as last rated, what it recommends, and the act that completed it."""

    entries: list[Entry] = field(default_factory=list)
    factors: dict[str, dict[str, Any]] = field(default_factory=dict)
    recommends_determination: bool | None = None
    immediate_plan: str = ""
    completed: Entry | None = None

    @property
    def unplanned_high_risks(self) -> int:
        """Factors of high risk without an action, somebody responsible and a day."""
        high = [rated for rated in self.factors.values() if rated["risk_level"] == "high"]
        return sum(1 for rated in high if not all(rated.get(part) for part in PLANNED_WITH))

    @property
    def is_over(self) -> bool:
        """Whether it was completed."""
        return self.completed is not None

    def add(self, entry: Entry) -> None:
        """Take in one record, or the act that completes it."""
        if entry.act == "complete_bia":
            self.completed = entry
            return
        self.entries.append(entry)
        self.factors |= {rated["factor"]: rated for rated in rows_by_factor(entry, "factors")}
        self.recommends_determination = entry.get("recommends_determination", self.recommends_determination)
        self.immediate_plan = entry.get("immediate_plan", self.immediate_plan)


def assessments(file: CaseFile) -> list[Assessment]:
    """Every assessment, oldest first; only the last may be under way."""
    return over_days(Assessment, file.all(*_ACTS), begun_by=_ACTS)


def under_way(file: CaseFile) -> Assessment | None:
    """The assessment that is being written, if one is."""
    found = assessments(file)
    return found[-1] if found and not found[-1].is_over else None


def last_completed(file: CaseFile) -> Assessment | None:
    """The latest assessment that was completed."""
    return next((one for one in reversed(assessments(file)) if one.completed), None)


def state(file: CaseFile, question: FactQuery) -> str:
    """`none`, `in_progress`, `complete` or `outdated`: after 180 days, or by new information."""
    done = last_completed(file)
    if done is None or done.completed is None:
        return "in_progress" if under_way(file) else "none"
    is_old = question.at - done.completed.occurred_at > timedelta(hours=ASSESSMENT_HOURS)
    news = any(is_later(entry, done.completed) for entry in file.all("record_new_information"))
    return "outdated" if is_old or news else "complete"


def is_later(entry: Entry, than: Entry) -> bool:
    """Whether an entry was written, or tells of something, after another: then the other could not know of it."""
    return entry.seq > than.seq or entry.occurred_at > than.occurred_at
