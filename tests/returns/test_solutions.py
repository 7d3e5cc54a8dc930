"""Solutions other than return: each has its steps, and none is a way around a return."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile
from amparo.cases.models import Case
from amparo.cases.selectors import visible_case, whole_file
from amparo.ledger import clock
from amparo.ledger.codes import code_list
from amparo.returns.tracks import ABROAD, BEGUN_BY_RECORD, Track, build_track
from tests.factories import Team, do, reading_as, team
from tests.protection.determined import days, screened
from tests.protection.helpers import facts, wrong
from tests.returns.ways import decided_for, followed_up, home_again, morning, reception_agreed, reintegration_agreed

SOLUTIONS = sorted(code_list("durable_solution"))


def track(us: Team, case: Case) -> Track:
    with reading_as(us.officer):
        return build_track(whole_file(visible_case(case.id, by=us.officer)), FactQuery(clock.now()))


def record_step(us: Team, case: Case, solution: str, code: str, **given: str) -> None:
    do("record_solution_step", case.id, us.officer, solution=solution, step=code, authority="ACNUR", **given)


@cache
def _file() -> CaseFile:
    us = team()
    case = decided_for(us, "resettlement")
    with reading_as(us.officer):
        return whole_file(visible_case(case.id, by=us.officer))


def decided_in(solution: str) -> CaseFile:
    """Return a file as if the panel had chosen this solution."""
    chosen = {"solution": solution}
    return replace(
        _file(),
        entries=tuple(replace(e, body=e.body | chosen) if e.act == "decide_bid" else e for e in _file().entries),
    )


@pytest.mark.parametrize("solution", SOLUTIONS)
def test_every_solution_has_a_next_step(solution: str) -> None:
    found = build_track(decided_in(solution), FactQuery(clock.now()))
    assert found.solution == solution
    assert [step.state for step in found.steps].count("next") == 1
    acts = {step.act for step in found.steps}
    begins = (
        {"record_local_solution_started"}
        if solution in BEGUN_BY_RECORD
        else {"receive_return", "reunify", "record_bid"}
    )
    assert acts & begins
    assert ("record_followup" in acts) is (solution != "interim_no_solution")


@pytest.mark.parametrize("solution", ["local_integration_residence", "humanitarian_transfer"])
def test_started_solution_is_followed_up(solution: str) -> None:
    us = team()
    case = decided_for(us, solution)
    abroad = {"country": "CAN"} if solution in ABROAD else {}
    do("record_local_solution_started", case.id, us.officer, solution=solution, **abroad)
    assert facts(case, us.officer).arrival_at is not None
    assert wrong("record_local_solution_started", case.id, us.officer, solution=solution, **abroad) == {"solution"}
    with days(7):
        followed_up(us, case, 7)
        done = [step.title for step in track(us, case).steps if step.state == "done"]
    assert len(done) == 2


class TestRefusedStart:
    def test_start_of_another_solution_is_refused(self) -> None:
        us = team()
        case = decided_for(us, "local_integration_residence")
        given = {"solution": "local_integration_independent"}
        assert wrong("record_local_solution_started", case.id, us.officer, **given) == {"solution"}

    def test_start_without_a_determination_is_refused(self) -> None:
        us = team()
        given = {"solution": "local_integration_family"}
        assert wrong("record_local_solution_started", screened(us).id, us.officer, **given) == {"solution"}

    def test_start_after_an_overturning_remedy_is_refused(self) -> None:
        us = team()
        case = decided_for(us, "local_integration_family")
        do("record_remedy", case.id, us.officer, remedy="overturned")
        given = {"solution": "local_integration_family"}
        assert wrong("record_local_solution_started", case.id, us.officer, **given) == {"solution"}

    @pytest.mark.parametrize(
        "solution", ["voluntary_return_family", "family_reunification_third", "interim_no_solution"]
    )
    def test_solution_with_its_own_action_is_refused(self, solution: str) -> None:
        us = team()
        assert wrong("record_local_solution_started", screened(us).id, us.officer, solution=solution) == {"solution"}

    def test_start_in_the_country_of_origin_is_refused(self) -> None:
        us, solution = team(), "resettlement"
        case = decided_for(us, solution)
        home = {"solution": solution, "country": "GTM"}
        assert wrong("record_local_solution_started", case.id, us.officer, **home) == {"country"}
        assert wrong("record_local_solution_started", case.id, us.officer, solution=solution) == {"country"}
        given = home | {"step": "requested", "authority": "ACNUR"}
        assert wrong("record_solution_step", case.id, us.officer, **given) == {"country"}


class TestSteps:
    def test_states_of_the_steps(self) -> None:
        us = team()
        case = decided_for(us, "resettlement")
        record_step(us, case, "resettlement", "requested", country="CAN")
        assert [step.state for step in track(us, case).steps][:3] == ["done", "next", "open"]

    def test_refusal_resets_the_requests(self) -> None:
        us = team()
        case = decided_for(us, "resettlement")
        record_step(us, case, "resettlement", "requested")
        given = {"solution": "resettlement", "step": "refused", "authority": "ACNUR"}
        assert wrong("record_solution_step", case.id, us.officer, **given) == {"reason"}
        record_step(us, case, "resettlement", "refused", reason="Sin cupo este año")
        assert track(us, case).steps[0].state == "next"

    def test_return_is_no_solution_step(self) -> None:
        us = team()
        case = home_again(us)
        states = {step.act: step.state for step in track(us, case).steps if step.act != "record_followup"}
        assert set(states.values()) == {"done"}
        given = {"solution": "voluntary_return_family", "step": "requested", "authority": "PGN"}
        assert wrong("record_solution_step", case.id, us.officer, **given) == {"solution"}

    def test_plan_agreed_before_the_decision_counts(self) -> None:
        us = team()
        case = decided_for(us, "voluntary_return_family")
        reintegration_agreed(us, case)
        with reading_as(us.officer):
            file = whole_file(visible_case(case.id, by=us.officer))
        later = tuple(replace(e, seq=e.seq + 1000) if e.act == "decide_bid" else e for e in file.entries)
        found = build_track(replace(file, entries=later), FactQuery(clock.now()))
        assert [step.state for step in found.steps if step.act == "record_reintegration_plan"] == ["done"]

    def test_negative_record_does_not_complete_a_step(self) -> None:
        us = team()
        case = decided_for(us, "voluntary_return_family")

        def state() -> str:
            [found] = (step.state for step in track(us, case).steps if step.act == "record_reception_accepted")
            return found

        reception_agreed(us, case, morning(1))
        assert state() == "done"
        reception_agreed(us, case, morning(1), origin_reception="refused")
        assert state() == "open"

    def test_no_track_before_a_determination(self) -> None:
        us = team()
        assert track(us, screened(us)) == Track(None, ())
