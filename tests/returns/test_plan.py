"""The return plan: written over days, approved by two, void when the journey changes, used up when it is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from amparo.cases.act import ACTS
from amparo.cases.answers import answer_rows
from amparo.cases.models import Case
from amparo.cases.selectors import file_for, visible_case, whole_file
from amparo.law import Facts
from amparo.ledger import clock
from amparo.registry.selectors import siblings_of
from amparo.returns.plan import Plan, arrival_at_destination, latest_plan
from amparo.ui.choices import options
from tests.factories import Team, child, do, reading_as, refused, team
from tests.protection.determined import days, heard, nothing_changed, screened, signed
from tests.protection.helpers import facts, wrong
from tests.returns.ways import (
    CONFIRMED,
    GROUNDS,
    approvable,
    approved,
    handed_over,
    morning,
    planned,
    ready_to_leave,
    received,
)


def plan_of(us: Team, case: Case) -> Plan:
    with reading_as(us.officer):
        found = latest_plan(whole_file(visible_case(case.id, by=us.officer)))
    assert found is not None
    return found


def state(us: Team, case: Case) -> str:
    return facts(case, us.officer).return_plan


def write(us: Team, case: Case, **given: Any) -> None:
    do("record_return_plan", case.id, us.officer, **given)


def test_written_over_days_each_list_as_last_said() -> None:
    us = team()
    case = screened(us)
    assert state(us, case) == "none"
    write(us, case, mode="assisted_voluntary", luggage="Una mochila")
    write(
        us,
        case,
        receivers=[{"role": "caregiver", "name": "Marta"}, {"role": "service", "name": "Casa Nuestras Raíces"}],
    )
    write(us, case, receivers=[{"role": "caregiver", "name": "Marta Paz"}])
    plan = plan_of(us, case)
    assert [one["name"] for one in plan.answers["receivers"]] == ["Marta Paz"]
    assert (plan.answers["mode"], plan.answers["luggage"], state(us, case)) == (
        "assisted_voluntary",
        "Una mochila",
        "draft",
    )


@pytest.mark.parametrize(
    ("given", "paths"),
    [
        pytest.param({}, {"mode"}, id="nothing"),
        pytest.param({"step": "cancelled"}, {"step_reason"}, id="cancelled without reason"),
        pytest.param({"step": "rejected"}, {"step_reason"}, id="rejected without reason"),
        pytest.param({"step": "submitted", "mode": "assisted_voluntary"}, {"stages", "arrives_at", "receivers"}, id="not whole"),
        pytest.param({"mode": "air"}, {"mode"}, id="by air is no mode"),
        pytest.param({"arrives_at": "2026-05-04T10:00:00"}, {"arrives_at"}, id="no offset"),
    ],
)  # fmt: skip
def test_what_cannot_be_written(given: dict[str, Any], paths: set[str]) -> None:
    us = team()
    assert wrong("record_return_plan", screened(us).id, us.officer, **given) == paths


def test_stages_follow_each_other() -> None:
    us, noon = team(), morning(3, hour=12)
    first = {"from_place": "A", "to_place": "B", "departs_at": noon.isoformat()}
    early = {"from_place": "B", "to_place": "C", "departs_at": (noon - timedelta(hours=1)).isoformat()}
    case = screened(us)
    assert wrong("record_return_plan", case.id, us.officer, stages=[first, early]) == {"stages.1.departs_at"}


def test_submitted_rejected_cancelled_and_begun_again_without_loss() -> None:
    us = team()
    case = screened(us)
    planned(us, case, morning(3), step="submitted")
    assert state(us, case) == "submitted"
    write(us, case, step="rejected", step_reason="Falta hablar con la abuela")
    assert state(us, case) == "rejected"
    write(us, case, step="cancelled", step_reason="Prefiere esperar a las clases")
    assert state(us, case) == "rejected"
    write(us, case, luggage="Dos mochilas")
    assert state(us, case) == "draft"
    assert plan_of(us, case).answers["mode"] == "assisted_voluntary"


CHANGES: list[dict[str, Any]] = [
    {"mode": "family_unit_return"},
    {"arrives_at": morning(9).isoformat()},
    {"destination": "Otro municipio"},
    {"stages": [{"from_place": "Tapachula", "to_place": "Quetzaltenango"}]},
    {"receivers": [{"role": "caregiver", "name": "Otra persona"}]},
]


class TestApproval:
    def test_holds_for_thirty_days(self) -> None:
        us = team()
        case = approved(us, morning(20))
        known = facts(case, us.officer)
        assert known.return_plan == "approved"
        assert known.return_plan_approved_at is not None
        with days(30.5):
            assert state(us, case) == "expired"
        with clock.at(known.return_plan_approved_at + timedelta(hours=720)):
            assert state(us, case) == "approved"

    def test_is_void_when_the_journey_changes(self) -> None:
        us = team()
        case = approved(us, morning(3))
        for change in CHANGES:
            write(us, case, **change)
            known = facts(case, us.officer)
            assert (known.return_plan, known.return_plan_approved_at) == ("draft", None), change
            signed("approve_return_plan", case, us, **GROUNDS)
            assert state(us, case) == "approved"

    def test_stays_when_nothing_of_the_journey_changes(self) -> None:
        us = team()
        case = approved(us, morning(3))
        write(us, case, luggage="Una mochila más", mode="assisted_voluntary")
        assert state(us, case) == "approved"

    def test_is_void_for_a_change_that_is_dated_back(self) -> None:
        us = team()
        case = approved(us, morning(3))
        before = (clock.now() - timedelta(hours=2)).isoformat()
        write(us, case, receivers=[{"role": "other", "name": "Alguien"}], occurred_at=before)
        assert state(us, case) == "draft"

    def test_needs_a_second_signature_a_mode_and_a_plan_that_goes_on(self) -> None:
        us = team()
        case = approvable(us, morning(3))
        assert refused("approve_return_plan", case.id, us.officer, **GROUNDS) == {"second_approver_missing"}
        write(us, case, step="cancelled", step_reason="Ya no quiere")
        assert "forced_return_not_supported" in refused("approve_return_plan", case.id, us.officer, **GROUNDS)
        write(us, case, mode="forced_not_supported")
        assert "forced_return_not_supported" in refused("approve_return_plan", case.id, us.officer, **GROUNDS)

    def test_without_anything_on_file(self) -> None:
        us = team()
        blocks = refused("approve_return_plan", screened(us).id, us.officer, **GROUNDS)
        assert {"bid_required", "forced_return_not_supported", "reintegration_plan_missing"} <= blocks


class TestTheDayItself:
    def test_child_changes_their_mind_the_day_before(self) -> None:
        us = team()
        case = ready_to_leave(us, morning(1))
        heard(us, case, "execute_return", child_views="disagrees")
        blocks = refused("execute_return", case.id, us.officer, **CONFIRMED)
        assert "child_disagrees" in blocks
        write(us, case, step="cancelled", step_reason="Dijo que no quiere volver")
        assert "plan_not_approved" in refused("execute_return", case.id, us.officer, **CONFIRMED)
        heard(us, case, "approve_return_plan", "execute_return")
        write(us, case, step="draft")
        signed("approve_return_plan", case, us, **GROUNDS)
        nothing_changed(us, case)
        do("execute_return", case.id, us.officer, **CONFIRMED)

    def test_who_left_does_not_leave_again_nor_is_planned_for(self) -> None:
        us = team()
        case = ready_to_leave(us, morning(1))
        do("execute_return", case.id, us.officer, **CONFIRMED)
        assert wrong("execute_return", case.id, us.officer, **CONFIRMED) == {"confirmations"}
        assert wrong("record_return_plan", case.id, us.officer, luggage="?") == {"step"}
        assert state(us, case) == "approved"

    def test_who_came_back_needs_another_plan(self) -> None:
        us = team()
        case = ready_to_leave(us, morning(1))
        do("execute_return", case.id, us.officer, **CONFIRMED)
        do("record_travel_stage", case.id, us.officer, stage="turned_back", note="Cerraron el paso")
        assert state(us, case) == "none"
        nothing_changed(us, case)
        assert "plan_not_approved" in refused("execute_return", case.id, us.officer, **CONFIRMED)
        planned(us, case, morning(2))
        assert state(us, case) == "draft"

    def test_received_uses_it_up(self) -> None:
        us = team()
        case = ready_to_leave(us, morning(1))
        do("execute_return", case.id, us.officer, **CONFIRMED)
        received(us, case)
        do("receive_return", case.id, us.officer, confirmations=["receiver_accepted"])
        assert state(us, case) == "none"


def test_arrival_is_judged_in_the_hour_of_the_destination() -> None:
    us = team()
    case = approvable(us, morning(2))
    for hour, is_late in ((16, False), (18, True), (6, True)):
        elsewhere = morning(2, hour=hour).astimezone(clock.now().tzinfo)
        do("record_return_plan", case.id, us.officer, stages=[], arrives_at=elsewhere.isoformat())
        assert ("arrival_out_of_hours" in refused("execute_return", case.id, us.officer, **CONFIRMED)) is is_late


@pytest.mark.parametrize(("zone", "hour"), [("mex_northwest", "08:30"), ("mex_southeast", "11:30"), (None, "10:30")])
def test_a_country_of_many_hours_has_the_one_that_the_plan_says(zone: str | None, hour: str) -> None:
    plan = Plan(answers={"arrives_at": "2026-01-12T10:30:00-06:00"} | ({"arrival_zone": zone} if zone else {}))
    found = arrival_at_destination(plan, "MEX")
    assert found is not None
    assert f"{found:%H:%M}" == hour


def test_travels_only_with_those_whom_one_may_see() -> None:
    us, others = team(), team()
    hidden = str(child(others).id)
    assert wrong("record_return_plan", child(us).id, us.officer, travels_with=[hidden]) == {"travels_with"}


def test_travels_only_with_sisters_and_brothers() -> None:
    us = team()
    sister, friend = child(us), child(us)
    case = child(us, siblings=[str(sister.id)], companions=[str(friend.id)])
    assert wrong("record_return_plan", case.id, us.officer, travels_with=[str(friend.id)]) == {"travels_with"}
    do("record_return_plan", case.id, us.officer, travels_with=[str(sister.id)])
    with reading_as(us.officer):
        assert [one.id for one in options("sibling", us.officer, case.id)] == [sister.id]
        assert [one.id for one in options("sibling", us.officer, sister.id)] == [case.id], "told from the other side"
        entry = file_for(case, by=us.officer).last("record_return_plan")
        assert entry is not None
        [told] = (one for one in answer_rows(ACTS[entry.act], entry.body, us.officer) if one["name"] == "travels_with")
        [known] = siblings_of(case, by=us.officer)
        assert known.name in str(told["value"]), "by name, not by number"


class TestSiblings:
    def _two(self, us: Team, at: datetime) -> tuple[Case, Case]:
        brother = child(us)
        return approvable(us, at, siblings=[str(brother.id)]), brother

    def test_together_when_both_plans_lead_to_one_place_on_one_day(self) -> None:
        us, at = team(), morning(5)
        case, brother = self._two(us, at)
        together = GROUNDS | {"siblings_plan": "together"}
        both = {"siblings_separated", "second_approver_missing"}
        assert refused("approve_return_plan", case.id, us.officer, **together) == both
        planned(us, brother, at + timedelta(days=1))
        assert refused("approve_return_plan", case.id, us.officer, **together) == both
        planned(us, brother, at.replace(hour=15), destination="JUTIAPA, El Centro")
        signed("approve_return_plan", case, us, **together)

    def test_apart_only_with_reasons(self) -> None:
        us = team()
        case, _ = self._two(us, morning(5))
        apart = GROUNDS | {"siblings_plan": "separated_reasoned"}
        assert "siblings_separated" in refused("approve_return_plan", case.id, us.officer, **apart)
        signed("approve_return_plan", case, us, **apart, siblings_reason="El hermano ya vive con su padre")


def test_handover_before_departure_does_not_count_for_the_arrival() -> None:
    us = team()
    case = ready_to_leave(us, morning(1))
    handed_over(us, case)
    do("execute_return", case.id, us.officer, **CONFIRMED)
    blocks = refused("receive_return", case.id, us.officer, confirmations=["receiver_accepted"])
    assert blocks == {"handover_record_incomplete", "identity_mismatch", "reception_interview_missing"}


def unknown(known: Facts) -> set[str]:
    """Facts of return that nobody has stated."""
    return {known.return_plan, known.origin_reception, known.travel_document, known.escort, known.reintegration_plan}


def test_nothing_is_presumed() -> None:
    us = team()
    known = facts(child(us), us.officer)
    assert unknown(known) == {"none"}
    assert (known.receiver_kind, known.receiver_vetted, known.fit_to_travel) == (None, "unknown", "unknown")
    assert (known.followups_done, known.arrival_at, known.transition_plan) == (frozenset(), None, "none")
