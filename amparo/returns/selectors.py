"""Reads of returns, reunifications and what follows.

From a file as its reader may see it. No queries.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.file import CaseFile, Entry
from amparo.law import Request
from amparo.law.limits import DAY, FIT_TO_TRAVEL_HOURS, STAY_CHECK_HOURS, TRANSITION_PLAN_FROM
from amparo.law.predicates import age_years
from amparo.ledger.codes import code_list
from amparo.ledger.days import local_time
from amparo.ledger.json import JsonObject
from amparo.returns import followups
from amparo.returns.plan import APPROVAL_VALIDITY, Plan, arrival_at_destination
from amparo.returns.preparation import last_examination

_REINTEGRATION, _TRANSITION = "record_reintegration_plan", "record_transition_plan"
_CLOSED_STATES = frozenset({"done", "not_possible"})


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """One stage of a planned journey, its instants in the zone of the destination."""

    from_place: str
    to_place: str
    transport: str | None
    departs_at: datetime | None
    arrives_at: datetime | None


def planned_stages(plan: Plan, country: str) -> list[PlannedStage]:
    """Return the stages of a plan in order, in the time zone of the destination."""
    arrival = arrival_at_destination(plan, country)
    zone = arrival.tzinfo if arrival else None

    def convert(instant: str | None) -> datetime | None:
        return datetime.fromisoformat(instant).astimezone(zone) if instant and zone else None

    return [
        PlannedStage(
            stage["from_place"],
            stage["to_place"],
            stage.get("transport"),
            convert(stage.get("departs_at")),
            convert(stage.get("arrives_at")),
        )
        for stage in plan.answers.get("stages", [])
    ]


def approval_expiry(plan: Plan) -> datetime | None:
    """Return until when the approval of a plan is valid; None without one."""
    return plan.approval.occurred_at + APPROVAL_VALIDITY if plan.approval else None


def fitness_expiry(file: CaseFile) -> datetime | None:
    """Return until when the examination is valid; None unless the child is fit."""
    examination = last_examination(file)
    if examination is None or examination.result != "yes":
        return None
    return examination.examined_at + timedelta(hours=FIT_TO_TRAVEL_HOURS)


def stay_check_expiry(file: CaseFile) -> datetime | None:
    """Return until when the last check for stays is valid; None without an answer."""
    checks = [entry for entry in file.all("record_stay_check") if entry["stay_order"] != "unknown"]
    return checks[-1].occurred_at + timedelta(hours=STAY_CHECK_HOURS) if checks else None


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of reintegration: its goals and its result so far, as written."""

    code: str
    goals: tuple[JsonObject, ...]
    result: JsonObject | None


def reintegration_axes(file: CaseFile) -> list[Axis]:
    """Return the axes with goals or results, in the order of the code list."""
    goals = file.latest("goals", _REINTEGRATION, default=[])
    results = {result["axis"]: result for result in file.latest("results", _REINTEGRATION, default=[])}
    axes = [
        Axis(code, tuple(goal for goal in goals if goal["axis"] == code), results.get(code))
        for code in code_list("reintegration_axis")
    ]
    return [axis for axis in axes if axis.goals or axis.result]


def transition_goals(file: CaseFile) -> list[JsonObject]:
    """Return the goals for adult life as last written."""
    goals: list[JsonObject] = file.latest("goals", _TRANSITION, default=[])
    return goals


def is_late(goal: JsonObject, on: str) -> bool:
    """Return whether an open goal was due before a day (`on`, ISO)."""
    return bool(goal.get("due_on")) and goal["due_on"] < on and goal.get("state") not in _CLOSED_STATES


def needs_transition_plan(file: CaseFile, query: FactQuery) -> bool:
    """Return whether a plan for adult life is due: from 17, or once begun."""
    facts = compute_facts(file, query)
    request = Request(id="age", action="close_case", as_of=local_time(query.at), country=file.country, facts=facts)
    age = age_years(request)
    return file.last(_TRANSITION) is not None or (age is not None and age >= TRANSITION_PLAN_FROM)


@dataclass(frozen=True, slots=True)
class ScheduledFollowup:
    """One follow-up of the first year.

    `state`: `done`, `late`, `open` (it may be held now) or `ahead`.
    """

    day: int
    due_at: datetime
    state: str
    entries: tuple[Entry, ...] = field(default=())


def first_year_followups(file: CaseFile, at: datetime) -> list[ScheduledFollowup]:
    """Return the follow-ups of the year after the last arrival, in order."""
    arrived_at = followups.arrival_instant(file)
    if arrived_at is None:
        return []
    completed = followups.completed_followups(file)
    records = [entry for entry in file.all("record_followup") if entry.occurred_at >= arrived_at]
    return [_schedule_followup(day, arrived_at, at, day in completed, records) for day in followups.followup_days()]


def _schedule_followup(
    day: int, arrived_at: datetime, at: datetime, is_completed: bool, records: list[Entry]
) -> ScheduledFollowup:
    due_at = arrived_at + timedelta(hours=day * DAY)
    may_be_held = at >= followups.earliest_followup(arrived_at, day)
    state = "done" if is_completed else "late" if at > due_at else "open" if may_be_held else "ahead"
    return ScheduledFollowup(day, due_at, state, tuple(entry for entry in records if entry["day"] == str(day)))
