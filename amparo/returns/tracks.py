"""The way of every solution that a panel can choose, step by step: none of them ends nowhere."""

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
LOCAL = frozenset({
    "local_integration_family", "local_integration_residence", "local_integration_independent", "adoption_domestic_last",
})  # fmt: skip
BEGUN_BY_RECORD = ABROAD | LOCAL
"""Solutions that begin with `record_local_solution_started`; the others have an action of the law."""

_RETURN = (
    "record_reintegration_plan", "record_return_plan", "approve_return_plan", "record_reception_accepted",
    "record_travel_document", "record_fitness_to_travel", "record_escort", "execute_return", "record_handover",
    "record_reception", "receive_return",
)  # fmt: skip
_REUNIFY = ("record_relationship_check", "record_home_assessment", "record_stay_check", "reunify")
_INTERIM = ("place_in_care", "record_placement_review", "record_bid")
_KNOWN_BEFORE = frozenset({
    "record_reintegration_plan", "record_relationship_check", "record_home_assessment", "place_in_care",
})  # fmt: skip
_HAS_TO_SAY = {
    "record_reintegration_plan": ("state", frozenset({"agreed_with_child", "active", "completed"})),
    "record_reception_accepted": ("origin_reception", frozenset({"confirmed"})),
    "record_travel_document": ("step", frozenset({"issued", "not_needed"})),
    "record_fitness_to_travel": ("fit_to_travel", frozenset({"yes"})),
    "record_relationship_check": ("relationship_verified", frozenset({"yes"})),
    "record_home_assessment": ("home_assessment", frozenset({"positive", "conditional"})),
    "record_stay_check": ("stay_order", frozenset({"no"})),
}
"""Records that can also say no: the answer, when last given, with which the step is done."""
_ASKED = ("requested", "accepted", "documents_ready")
_TRAVEL = ("travel_arranged", "travelled", "arrived")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a track: what it is, which act writes it, and whether it is `done`, `next` or `open`."""

    words: str
    act: str
    state: str


@dataclass(frozen=True, slots=True)
class Track:
    """The way of the solution that was decided; `solution` is None before one was."""

    solution: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Planned:
    words: str
    act: str
    is_done: Callable[[CaseFile], bool]


def decided_solution(file: CaseFile, question: FactQuery) -> str | None:
    """The solution of the determination in force; None where there is none, or a remedy overturned it."""
    if compute_fact("bid", file, question) != "decided":
        return None
    solution: str | None = compute_fact("bid_solution", file, question)
    return solution


def has_begun(file: CaseFile) -> bool:
    """Whether life in the solution that was last decided has begun."""
    decision, began = file.last("decide_bid"), file.last("record_local_solution_started")
    return began is not None and (decision is None or began.seq > decision.seq)


def track_of(file: CaseFile, question: FactQuery) -> Track:
    """What was done and what comes next for the solution that was decided."""
    solution = decided_solution(file, question)
    if solution is None:
        return Track(None, ())
    then, steps, waits = file.until(question.at), [], True
    for planned in _planned(solution):
        is_done = planned.is_done(then)
        steps.append(Step(planned.words, planned.act, "done" if is_done else "next" if waits else "open"))
        waits = waits and is_done
    return Track(solution, tuple(steps))


def _planned(solution: str) -> tuple[_Planned, ...]:
    """The steps of one solution, in order."""
    if solution in RETURN:
        return (*_acts(*_RETURN), *_followed_up())
    if solution in REUNIFICATION:
        asked = _asked(solution, *_ASKED, *_TRAVEL[:1]) if solution == "family_reunification_third" else ()
        return (*asked, *_acts(*_REUNIFY), *_followed_up())
    if solution in BEGUN_BY_RECORD:
        asked = _asked(solution, *_ASKED, *(_TRAVEL if solution in ABROAD else ()))
        return (*asked, *_acts("record_local_solution_started"), *_followed_up())
    return _acts(*_INTERIM)


def _acts(*codes: str) -> tuple[_Planned, ...]:
    return tuple(_Planned(ACTS[code].title, code, _since_decision(code)) for code in codes)


def _since_decision(code: str) -> Callable[[CaseFile], bool]:
    def is_done(file: CaseFile) -> bool:
        """Whether it was written since the decision, and did not say no; what is known before deciding counts too."""
        decision = file.last("decide_bid")
        counts_from = 0 if decision is None or code in _KNOWN_BEFORE else decision.seq
        name, answers = _HAS_TO_SAY.get(code, ("", None))
        last = file.last_with(name, code) if name else file.last(code)
        return last is not None and last.seq > counts_from and (answers is None or last[name] in answers)

    return is_done


def _asked(solution: str, *steps: str) -> tuple[_Planned, ...]:
    return tuple(
        _Planned(label("solution_step", step), "record_solution_step", _told(solution, step)) for step in steps
    )


def _told(solution: str, step: str) -> Callable[[CaseFile], bool]:
    def is_done(file: CaseFile) -> bool:
        """Whether this step was reached since the last answer that was a no."""
        reached: set[str] = set()
        for entry in file.all("record_solution_step"):
            if entry.get("solution") == solution:
                reached = set() if entry.get("step") in {"refused", "withdrawn"} else reached | {entry.get("step")}
        return step in reached

    return is_done


def _followed_up() -> tuple[_Planned, ...]:
    return tuple(_Planned(_day(day), "record_followup", _was_followed_up(day)) for day in followups.days())


def _day(day: int) -> str:
    return t("Seguimiento a {n} días", "Follow-up at {n} days", n=day)


def _was_followed_up(day: int) -> Callable[[CaseFile], bool]:
    return lambda file: day in followups.done(file)
