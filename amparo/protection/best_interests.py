"""Reads of the best interests of a child, from a file as its reader sees it.

No queries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile, Entry
from amparo.ledger.days import local_day
from amparo.ledger.json import JsonObject
from amparo.protection import assessments, determinations, remedies
from amparo.protection.assessments import Assessment
from amparo.protection.determinations import Proceeding

_CLOSED_STATES = frozenset({"done", "not_possible"})


@dataclass(frozen=True, slots=True)
class AssessmentOverview:
    """The assessments of a case.

    `current`: the last completed one; `draft`: the one being written; `history`: all, oldest first.
    """

    state: str
    current: Assessment | None
    draft: Assessment | None
    history: tuple[Assessment, ...]


@dataclass(frozen=True, slots=True)
class RemedyOverview:
    """The remedy against the latest decision, its steps oldest first."""

    state: str
    expires_at: datetime | None
    steps: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class DeterminationOverview:
    """The determinations of a case: the latest, the earlier ones, and the remedy."""

    state: str
    current: Proceeding | None
    earlier: tuple[Proceeding, ...]
    remedy: RemedyOverview
    new_information: str


@dataclass(frozen=True, slots=True)
class DecidedDetermination:
    """A determination that was decided: its proceeding, its decision, and the remedy."""

    proceeding: Proceeding
    decision: Entry
    remedy: RemedyOverview


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """One measure of the restitution plan as written, and whether it is overdue."""

    answers: JsonObject
    is_late: bool


@dataclass(frozen=True, slots=True)
class RestitutionOverview:
    """The restitution plan in force, and the earlier plans, oldest first."""

    plan: Entry | None
    measures: tuple[PlannedMeasure, ...]
    earlier: tuple[Entry, ...]


def assessment_overview(file: CaseFile, query: FactQuery) -> AssessmentOverview:
    """Return the assessments of a case."""
    return AssessmentOverview(
        state=assessments.assessment_state(file, query),
        current=assessments.last_completed_assessment(file),
        draft=assessments.assessment_under_way(file),
        history=tuple(assessments.list_assessments(file)),
    )


def determination_overview(file: CaseFile, query: FactQuery) -> DeterminationOverview:
    """Return the determinations of a case."""
    proceedings = determinations.list_proceedings(file)
    return DeterminationOverview(
        state=determinations.determination_state(file),
        current=proceedings[-1] if proceedings else None,
        earlier=tuple(proceedings[:-1]),
        remedy=remedy_overview(file, query),
        new_information=determinations.new_information_state(file),
    )


def remedy_overview(file: CaseFile, query: FactQuery) -> RemedyOverview:
    """Return the remedy against the latest decision of a case."""
    decision = remedies.latest_decision(file)
    return RemedyOverview(
        state=remedies.remedy_state(file, query),
        expires_at=remedies.remedy_expiry(file, decision) if decision else None,
        steps=tuple(remedies.remedy_steps(file, decision)) if decision else (),
    )


def restitution_overview(file: CaseFile, query: FactQuery) -> RestitutionOverview:
    """Return the restitution plans of a case."""
    plans = list(file.all("record_restitution_plan"))
    if not plans:
        return RestitutionOverview(None, (), ())
    today = local_day(query.at)
    measures = tuple(PlannedMeasure(answers, _is_late(answers, today)) for answers in plans[-1]["measures"])
    return RestitutionOverview(plans[-1], measures, tuple(plans[:-1]))


def _is_late(measure: JsonObject, today: date) -> bool:
    due_on, is_open = measure.get("due_on"), measure.get("state") not in _CLOSED_STATES
    return is_open and due_on is not None and date.fromisoformat(due_on) < today


def last_decided_determination(file: CaseFile, query: FactQuery) -> DecidedDetermination | None:
    """Return the latest determination that was decided; None without one."""
    for proceeding in reversed(determinations.list_proceedings(file)):
        if proceeding.decision:
            return DecidedDetermination(proceeding, proceeding.decision, remedy_overview(file, query))
    return None
