"""Read from a case's file: the assessment of the child's best interests (BIA).

An assessment is written over days: each `record_bia` adds to it or corrects it, factor by factor, until `complete_bia`
ends it. What is recorded after that begins the next assessment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from amparo.cases.compartments import HEALTH, PROTECTION, TRAFFICKING, Compartment
from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile, Entry
from amparo.cases.proceedings import successive_proceedings
from amparo.law.limits import ASSESSMENT_HOURS
from amparo.ledger.json import JsonObject

_COMPARTMENT_OF_FACTOR = {"health": HEALTH, "trafficking": TRAFFICKING}
_ACTS = ("record_bia", "complete_bia")
_PLAN_ANSWERS = ("action", "responsible", "due_on")


def split_by_factor(name: str, rows: Iterable[JsonObject]) -> dict[Compartment, JsonObject]:
    """Return rows on one factor each, by the compartment in which each is kept.

    They are the member `name` of the part; outside protection, `<name>_<compartment>`.
    """
    parts: dict[Compartment, JsonObject] = {}
    for row in rows:
        compartment = compartment_of_factor(row["factor"])
        parts.setdefault(compartment, {}).setdefault(_build_member_name(name, compartment), []).append(row)
    return parts


def rows_by_factor(entry: Entry, name: str) -> list[JsonObject]:
    """Return the rows that `split_by_factor` split, where they were read."""
    return [row for compartment in Compartment for row in entry.get(_build_member_name(name, compartment), [])]


def compartment_of_factor(factor: str) -> Compartment:
    """Return the compartment in which answers on a factor are kept."""
    return _COMPARTMENT_OF_FACTOR.get(factor, PROTECTION)


def _build_member_name(name: str, compartment: Compartment) -> str:
    return name if compartment == PROTECTION else f"{name}_{compartment}"


@dataclass(slots=True)
class Assessment:
    """One assessment.

    `factors`: the latest rating of each; `completion`: the act that completed it.
    """

    entries: list[Entry] = field(default_factory=list)
    factors: dict[str, JsonObject] = field(default_factory=dict)
    recommends_determination: bool | None = None
    immediate_plan: str = ""
    completion: Entry | None = None

    @property
    def unplanned_high_risks(self) -> int:
        """Return how many factors of high risk lack a complete plan."""
        high_risks = [rating for rating in self.factors.values() if rating["risk_level"] == "high"]
        return sum(1 for rating in high_risks if not all(rating.get(name) for name in _PLAN_ANSWERS))

    @property
    def is_over(self) -> bool:
        """Return whether the assessment was completed."""
        return self.completion is not None

    def add(self, entry: Entry) -> None:
        """Apply one record, or the act that completes the assessment."""
        if entry.act == "complete_bia":
            self.completion = entry
            return
        self.entries.append(entry)
        self.factors |= {rating["factor"]: rating for rating in rows_by_factor(entry, "factors")}
        self.recommends_determination = entry.get("recommends_determination", self.recommends_determination)
        self.immediate_plan = entry.get("immediate_plan", self.immediate_plan)


def list_assessments(file: CaseFile) -> list[Assessment]:
    """Return every assessment, oldest first; only the last may be incomplete."""
    return successive_proceedings(Assessment, file.all(*_ACTS), begun_by=_ACTS)


def assessment_under_way(file: CaseFile) -> Assessment | None:
    """Return the assessment that is being written; None without one."""
    assessments = list_assessments(file)
    return assessments[-1] if assessments and not assessments[-1].is_over else None


def last_completed_assessment(file: CaseFile) -> Assessment | None:
    """Return the latest assessment that was completed; None without one."""
    return next((assessment for assessment in reversed(list_assessments(file)) if assessment.completion), None)


def assessment_state(file: CaseFile, query: FactQuery) -> str:
    """Return `none`, `in_progress`, `complete` or `outdated`.

    It is outdated after 180 days, or by new information.
    """
    completed = last_completed_assessment(file)
    if completed is None or completed.completion is None:
        return "in_progress" if assessment_under_way(file) else "none"
    completion = completed.completion
    is_old = query.at - completion.occurred_at > timedelta(hours=ASSESSMENT_HOURS)
    has_news = any(is_later(entry, completion) for entry in file.all("record_new_information"))
    return "outdated" if is_old or has_news else "complete"


def is_later(entry: Entry, other: Entry) -> bool:
    """Return whether an entry was written, or occurred, after another."""
    return entry.seq > other.seq or entry.occurred_at > other.occurred_at
