"""Reads of what is known for a return, a reunification and what follows, from a file as its reader may see it. No queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.file import CaseFile, Entry
from amparo.law import Request
from amparo.law.limits import DAY, FIT_TO_TRAVEL_HOURS, STAY_CHECK_HOURS, TRANSITION_PLAN_FROM
from amparo.law.predicates import age_years
from amparo.ledger.codes import code_list
from amparo.ledger.days import local_time
from amparo.returns import followups
from amparo.returns.plan import APPROVED_FOR, Plan, arrival_at_destination
from amparo.returns.preparation import fitness

_REINTEGRATION, _TRANSITION = "record_reintegration_plan", "record_transition_plan"
_SETTLED = frozenset({"done", "not_possible"})


def stages_there(plan: Plan, country: str) -> list[dict[str, Any]]:
    """The stages as planned, their instants in the hour of the place where the child arrives."""
    arrival = arrival_at_destination(plan, country)
    zone = arrival.tzinfo if arrival else None

    def there(said: str | None) -> datetime | None:
        return datetime.fromisoformat(said).astimezone(zone) if said and zone else None

    names = ("departs_at", "arrives_at")
    return [stage | {name: there(stage.get(name)) for name in names} for stage in plan.said.get("stages", [])]


def approved_until(plan: Plan) -> datetime | None:
    """Until when the approval holds; None without one."""
    return plan.approval.occurred_at + APPROVED_FOR if plan.approval else None


def fit_until(file: CaseFile) -> datetime | None:
    """Until when the last examination holds, if the child was found fit."""
    found = fitness(file)
    is_fit = found.get("fit_to_travel") == "yes"
    return found["fit_to_travel_at"] + timedelta(hours=FIT_TO_TRAVEL_HOURS) if is_fit else None


def stay_checked_until(file: CaseFile) -> datetime | None:
    """Until when the last answer of the courts is good for a departure."""
    asked = [entry for entry in file.all("record_stay_check") if entry["stay_order"] != "unknown"]
    return asked[-1].occurred_at + timedelta(hours=STAY_CHECK_HOURS) if asked else None


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of reintegration: its goals, and what came of it so far."""

    code: str
    goals: tuple[dict[str, Any], ...]
    result: dict[str, Any] | None


def axes(file: CaseFile) -> list[Axis]:
    """The axes on which the plan has goals or results, in the order of the list, as last written."""
    goals = file.latest("goals", _REINTEGRATION, default=[])
    results = {one["axis"]: one for one in file.latest("results", _REINTEGRATION, default=[])}
    found = [
        Axis(code, tuple(goal for goal in goals if goal["axis"] == code), results.get(code))
        for code in code_list("reintegration_axis")
    ]
    return [axis for axis in found if axis.goals or axis.result]


def transition_goals(file: CaseFile) -> list[dict[str, Any]]:
    """Goals for adult life as last written."""
    goals: list[dict[str, Any]] = file.latest("goals", _TRANSITION, default=[])
    return goals


def is_late(goal: dict[str, Any], on: str) -> bool:
    """Whether the day of a goal has passed (`on`: the day, ISO) while it is still to be reached."""
    return bool(goal.get("due_on")) and goal["due_on"] < on and goal.get("state") not in _SETTLED


def prepares_adult_life(file: CaseFile, question: FactQuery) -> bool:
    """Whether a plan for adult life is due: from 17 on, and wherever one was begun."""
    facts = compute_facts(file, question)
    request = Request(id="age", action="close_case", as_of=local_time(question.at), country=file.country, facts=facts)
    age = age_years(request)
    return file.last(_TRANSITION) is not None or (age is not None and age >= TRANSITION_PLAN_FROM)


@dataclass(frozen=True, slots=True)
class Planned:
    """One follow-up of the first year: `done`, `late`, `open` (it may be held now) or `ahead`; what was written of it."""

    day: int
    due_at: datetime
    state: str
    entries: tuple[Entry, ...] = field(default=())


def first_year(file: CaseFile, at: datetime) -> list[Planned]:
    """The follow-ups since the last arrival, in order; none before there is one."""
    arrival = followups.arrived_at(file)
    if arrival is None:
        return []
    done = followups.done(file)
    written = [entry for entry in file.all("record_followup") if entry.occurred_at >= arrival]
    return [_planned(day, arrival, at, day in done, written) for day in followups.days()]


def _planned(day: int, arrival: datetime, at: datetime, is_done: bool, written: list[Entry]) -> Planned:
    due_at = arrival + timedelta(hours=day * DAY)
    of_day = tuple(entry for entry in written if entry["day"] == str(day))
    may_be_held = at >= followups.earliest(arrival, day)
    state = "done" if is_done else "late" if at > due_at else "open" if may_be_held else "ahead"
    return Planned(day, due_at, state, of_day)
