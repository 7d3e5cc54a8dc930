"""The steps towards each durable solution that a panel can choose.

In order, with how far a case has come.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from amparo.cases.act import ACTS
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile
from amparo.law.sets import RETURN
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.returns import followups

REUNIFICATION = frozenset({"family_reunification_country", "family_reunification_third"})
ABROAD = frozenset({"resettlement", "humanitarian_transfer"})
LEADS_ABROAD = ABROAD | {"family_reunification_third"}
LEAVING_STEPS = frozenset({"travelled", "arrived"})
LOCAL = frozenset({
    "local_integration_family", "local_integration_residence", "local_integration_independent",
    "adoption_domestic_last",
})  # fmt: skip
BEGUN_BY_RECORD = ABROAD | LOCAL
"""Solutions that begin with `record_local_solution_started`; the others have an action of the law."""

_RETURN_ACTS = (
    "record_reintegration_plan", "record_return_plan", "approve_return_plan", "record_reception_accepted",
    "record_travel_document", "record_fitness_to_travel", "record_escort", "execute_return", "record_handover",
    "record_reception", "receive_return",
)  # fmt: skip
_REUNIFICATION_ACTS = ("record_relationship_check", "record_home_assessment", "record_stay_check", "reunify")
_INTERIM_ACTS = ("place_in_care", "record_placement_review", "record_bid")
_VALID_BEFORE_DECISION = frozenset({
    "record_reintegration_plan", "record_relationship_check", "record_home_assessment", "place_in_care",
})  # fmt: skip
_COMPLETING_ANSWERS = {
    "record_reintegration_plan": ("state", frozenset({"agreed_with_child", "active", "completed"})),
    "record_reception_accepted": ("origin_reception", frozenset({"confirmed"})),
    "record_travel_document": ("step", frozenset({"issued", "not_needed"})),
    "record_fitness_to_travel": ("fit_to_travel", frozenset({"yes"})),
    "record_relationship_check": ("relationship_verified", frozenset({"yes"})),
    "record_home_assessment": ("home_assessment", frozenset({"positive", "conditional"})),
    "record_stay_check": ("stay_order", frozenset({"no"})),
}
"""For records that can also be negative: the question, and its latest answers with which the step is done."""
_REQUEST_STEPS = ("requested", "accepted", "documents_ready")
_TRAVEL_STEPS = ("travel_arranged", "travelled", "arrived")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a track: title, act, and state (`done`, `next` or `open`)."""

    title: str
    act: str
    state: str


@dataclass(frozen=True, slots=True)
class Track:
    """The steps towards the decided solution; `solution` is None before the decision."""

    solution: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _PlannedStep:
    """A step of any case; `is_done` reads from a file whether it was done."""

    title: str
    act: str
    is_done: Callable[[CaseFile], bool]


def decided_solution(file: CaseFile, query: FactQuery) -> str | None:
    """Return the solution of the determination in force; None without one."""
    if compute_fact("bid", file, query) != "decided":
        return None
    solution: str | None = compute_fact("bid_solution", file, query)
    return solution


def has_begun(file: CaseFile) -> bool:
    """Return whether the start of life in the last decided solution is on file."""
    decision, start = file.last("decide_bid"), file.last("record_local_solution_started")
    return start is not None and (decision is None or start.seq > decision.seq)


def build_track(file: CaseFile, query: FactQuery) -> Track:
    """Return the steps towards the decided solution, done, next and open."""
    solution = decided_solution(file, query)
    if solution is None:
        return Track(None, ())
    past_file, steps, is_first_open = file.until(query.at), [], True
    for planned in _plan_steps(solution):
        is_done = planned.is_done(past_file)
        steps.append(Step(planned.title, planned.act, "done" if is_done else "next" if is_first_open else "open"))
        is_first_open = is_first_open and is_done
    return Track(solution, tuple(steps))


def _plan_steps(solution: str) -> tuple[_PlannedStep, ...]:
    """Return the steps of one solution, in order."""
    if solution in RETURN:
        return (*_plan_acts(*_RETURN_ACTS), *_plan_followups())
    if solution in REUNIFICATION:
        is_abroad = solution == "family_reunification_third"
        requests = _plan_requests(solution, *_REQUEST_STEPS, *_TRAVEL_STEPS[:1]) if is_abroad else ()
        return (*requests, *_plan_acts(*_REUNIFICATION_ACTS), *_plan_followups())
    if solution in BEGUN_BY_RECORD:
        travel_steps = _TRAVEL_STEPS if solution in ABROAD else ()
        requests = _plan_requests(solution, *_REQUEST_STEPS, *travel_steps)
        return (*requests, *_plan_acts("record_local_solution_started"), *_plan_followups())
    return _plan_acts(*_INTERIM_ACTS)


def _plan_acts(*codes: str) -> tuple[_PlannedStep, ...]:
    return tuple(_PlannedStep(ACTS[code].title, code, _build_act_check(code)) for code in codes)


def _build_act_check(code: str) -> Callable[[CaseFile], bool]:
    def is_done(file: CaseFile) -> bool:
        """Return whether the act was done, where needed after the decision, with success."""
        decision = file.last("decide_bid")
        last_seq_before = 0 if decision is None or code in _VALID_BEFORE_DECISION else decision.seq
        question, answers = _COMPLETING_ANSWERS.get(code, ("", None))
        entry = file.last_with(question, code) if question else file.last(code)
        return entry is not None and entry.seq > last_seq_before and (answers is None or entry[question] in answers)

    return is_done


def _plan_requests(solution: str, *steps: str) -> tuple[_PlannedStep, ...]:
    return tuple(
        _PlannedStep(label("solution_step", step), "record_solution_step", _build_request_check(solution, step))
        for step in steps
    )


def _build_request_check(solution: str, step: str) -> Callable[[CaseFile], bool]:
    def is_done(file: CaseFile) -> bool:
        """Return whether the step was reached since the last refusal or withdrawal."""
        reached: set[str] = set()
        for entry in file.all("record_solution_step"):
            if entry.get("solution") == solution:
                reached = set() if entry.get("step") in {"refused", "withdrawn"} else reached | {entry.get("step")}
        return step in reached

    return is_done


def _plan_followups() -> tuple[_PlannedStep, ...]:
    return tuple(
        _PlannedStep(_format_followup_title(day), "record_followup", _build_followup_check(day))
        for day in followups.followup_days()
    )


def _format_followup_title(day: int) -> str:
    return t("Seguimiento a {n} días", "Follow-up at {n} days", n=day)


def _build_followup_check(day: int) -> Callable[[CaseFile], bool]:
    return lambda file: day in followups.completed_followups(file)
