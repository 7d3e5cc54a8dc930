"""Reads of the best interests of a child, from a file as its reader may see it. No queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile, Entry
from amparo.ledger.days import local_day
from amparo.protection import assessments, determinations
from amparo.protection.assessments import Assessment
from amparo.protection.determinations import Proceeding

_NOT_OPEN = frozenset({"done", "not_possible"})


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """Where the assessment stands: the one in force or last completed, the one being written, all, oldest first."""

    state: str
    current: Assessment | None
    draft: Assessment | None
    history: tuple[Assessment, ...]


@dataclass(frozen=True, slots=True)
class RemedyPage:
    """The remedy of the latest decision, with its steps and the end of its time."""

    state: str
    ends_at: datetime | None
    steps: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class DeterminationPage:
    """Where the determination stands: the latest proceeding, the earlier ones, the remedy, what changed since."""

    state: str
    current: Proceeding | None
    earlier: tuple[Proceeding, ...]
    remedy: RemedyPage
    new_information: str


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """One measure of the restitution plan as it was written, and whether its day has passed."""

    written: dict[str, Any]
    is_late: bool


@dataclass(frozen=True, slots=True)
class RestitutionPage:
    """The plan in force, and the earlier ones, oldest first."""

    written: Entry | None
    measures: tuple[PlannedMeasure, ...]
    earlier: tuple[Entry, ...]


def assessment_page(file: CaseFile, question: FactQuery) -> AssessmentPage:
    """The assessment of a case."""
    return AssessmentPage(
        state=assessments.state(file, question),
        current=assessments.last_completed(file),
        draft=assessments.under_way(file),
        history=tuple(assessments.assessments(file)),
    )


def determination_page(file: CaseFile, question: FactQuery) -> DeterminationPage:
    """The determination of a case."""
    found = determinations.proceedings(file)
    return DeterminationPage(
        state=determinations.state(file),
        current=found[-1] if found else None,
        earlier=tuple(found[:-1]),
        remedy=_remedy_page(file, question),
        new_information=determinations.new_information(file),
    )


def _remedy_page(file: CaseFile, question: FactQuery) -> RemedyPage:
    decided = determinations.latest_decision(file)
    return RemedyPage(
        state=determinations.remedy(file, question),
        ends_at=determinations.remedy_ends_at(file, decided) if decided else None,
        steps=tuple(determinations.remedy_steps(file, decided)) if decided else (),
    )


def restitution_page(file: CaseFile, question: FactQuery) -> RestitutionPage:
    """The restitution plan of a case."""
    plans = list(file.all("record_restitution_plan"))
    if not plans:
        return RestitutionPage(None, (), ())
    today = local_day(question.at)
    measures = tuple(PlannedMeasure(one, _is_late(one, today)) for one in plans[-1]["measures"])
    return RestitutionPage(plans[-1], measures, tuple(plans[:-1]))


def _is_late(measure: dict[str, Any], today: date) -> bool:
    due_on, is_open = measure.get("due_on"), measure.get("state") not in _NOT_OPEN
    return is_open and due_on is not None and date.fromisoformat(due_on) < today


def decision_paper(file: CaseFile, question: FactQuery) -> dict[str, Any] | None:
    """What the paper of the latest decided determination says; None while there is none."""
    decided = next((one for one in reversed(determinations.proceedings(file)) if one.decision), None)
    if decided is None or decided.decision is None:
        return None
    decision = decided.decision
    return {
        "entry": decision,
        "decided_at": decision.occurred_at,
        "solution": decision["solution"],
        "reason_codes": decision.get("reason_codes", []),
        "why": decision.get("reasons", ""),
        "separates_family": "separates_family" in decision.get("placement_conditions", []),
        "follow_up": decision.get("follow_up", ""),
        "members": decided.members,
        "options": decided.options,
        "child_words": decided.child_words,
        "reasons": decided.reasons,
        "dissent": decided.dissent,
        "signatures": decided.signatures,
        "remedy": _remedy_page(file, question),
    }
