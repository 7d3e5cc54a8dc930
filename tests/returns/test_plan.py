"""The return plan: written over days, approved by two, void by a change, over after the journey."""

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
from amparo.registry.selectors import sibling_cards
from amparo.returns.plan import Plan, arrival_at_destination, latest_plan
from amparo.ui.choices import list_options
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


def test_latest_list_replaces_the_earlier() -> None:
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
    assert [row["name"] for row in plan.answers["receivers"]] == ["Marta Paz"]
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
        pytest.param({"step": "submitted", "mode": "assisted_voluntary"}, {"stages", "arrives_at", "receivers"},
                     id="not whole"),
        pytest.param({"mode": "air"}, {"mode"}, id="by air is no mode"),
        pytest.param({"arrives_at": "2026-05-04T10:00:00"}, {"arrives_at"}, id="no offset"),
    ],
)  # fmt: skip
def test_invalid_inputs_are_refused(given: dict[str, Any], paths: set[str]) -> None:
    us = team()
    assert wrong("record_return_plan", screened(us).id, us.officer, **given) == paths


def test_stages_must_be_in_order() -> None:
    us, noon = team(), morning(3, hour=12)
    first = {"from_place": "A", "to_place": "B", "departs_at": noon.isoformat()}
    early = {"from_place": "B", "to_place": "C", "departs_at": (noon - timedelta(hours=1)).isoformat()}
    case = screened(us)
    assert wrong("record_return_plan", case.id, us.officer, stages=[first, early]) == {"stages.1.departs_at"}


def test_stopped_plan_keeps_its_answers() -> None:
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
    def test_approval_expires_after_thirty_days(self) -> None:
        us = team()
        case = approved(us, morning(20))
        known = facts(case, us.officer)
        assert known.return_plan == "approved"
        assert known.return_plan_approved_at is not None
        with days(30.5):
            assert state(us, case) == "expired"
        with clock.at(known.return_plan_approved_at + timedelta(hours=720)):
            assert state(us, case) == "approved"

    def test_change_of_the_journey_voids_the_approval(self) -> None:
        us = team()
        case = approved(us, morning(3))
        for change in CHANGES:
            write(us, case, **change)
            known = facts(case, us.officer)
            assert (known.return_plan, known.return_plan_approved_at) == ("draft", None), change
            signed("approve_return_plan", case, us, **GROUNDS)
            assert state(us, case) == "approved"

    def test_other_changes_keep_the_approval(self) -> None:
        us = team()
        case = approved(us, morning(3))
        write(us, case, luggage="Una mochila más", mode="assisted_voluntary")
        assert state(us, case) == "approved"

    def test_backdated_change_voids_the_approval(self) -> None:
        us = team()
        with clock.at(clock.now() - timedelta(hours=3)):
            case = approved(us, morning(3))
        before = (clock.now() - timedelta(hours=2)).isoformat()
        write(us, case, receivers=[{"role": "other", "name": "Alguien"}], occurred_at=before)
        assert state(us, case) == "draft"

    def test_approval_needs_signature_mode_and_open_plan(self) -> None:
        us = team()
        case = approvable(us, morning(3))
        assert refused("approve_return_plan", case.id, us.officer, **GROUNDS) == {"second_approver_missing"}
        write(us, case, step="cancelled", step_reason="Ya no quiere")
        assert "forced_return_not_supported" in refused("approve_return_plan", case.id, us.officer, **GROUNDS)
        write(us, case, mode="forced_not_supported")
        assert "forced_return_not_supported" in refused("approve_return_plan", case.id, us.officer, **GROUNDS)

    def test_approval_of_an_empty_file_is_refused(self) -> None:
        us = team()
        blocks = refused("approve_return_plan", screened(us).id, us.officer, **GROUNDS)
        assert {"bid_required", "forced_return_not_supported", "reintegration_plan_missing"} <= blocks


class TestDeparture:
    def test_late_objection_of_the_child_blocks_departure(self) -> None:
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

    def test_child_on_the_way_cannot_depart_again(self) -> None:
        us = team()
        case = ready_to_leave(us, morning(1))
        do("execute_return", case.id, us.officer, **CONFIRMED)
        assert wrong("execute_return", case.id, us.officer, **CONFIRMED) == {"confirmations"}
        assert wrong("record_return_plan", case.id, us.officer, luggage="?") == {"step"}
        assert state(us, case) == "approved"

    def test_child_who_turned_back_needs_a_new_plan(self) -> None:
        us = team()
        case = ready_to_leave(us, morning(1))
        do("execute_return", case.id, us.officer, **CONFIRMED)
        do("record_travel_stage", case.id, us.officer, stage="turned_back", note="Cerraron el paso")
        assert state(us, case) == "none"
        nothing_changed(us, case)
        assert "plan_not_approved" in refused("execute_return", case.id, us.officer, **CONFIRMED)
        planned(us, case, morning(2))
        assert state(us, case) == "draft"

    def test_reception_ends_the_plan(self) -> None:
        us = team()
        case = ready_to_leave(us, morning(1))
        do("execute_return", case.id, us.officer, **CONFIRMED)
        received(us, case)
        do("receive_return", case.id, us.officer, confirmations=["receiver_accepted"])
        assert state(us, case) == "none"


def test_arrival_is_in_the_time_zone_of_the_destination() -> None:
    us = team()
    case = approvable(us, morning(2))
    for hour, is_late in ((16, False), (18, True), (6, True)):
        elsewhere = morning(2, hour=hour).astimezone(clock.now().tzinfo)
        do("record_return_plan", case.id, us.officer, stages=[], arrives_at=elsewhere.isoformat())
        assert ("arrival_out_of_hours" in refused("execute_return", case.id, us.officer, **CONFIRMED)) is is_late


@pytest.mark.parametrize(("zone", "hour"), [("mex_northwest", "08:30"), ("mex_southeast", "11:30"), (None, "10:30")])
def test_plan_names_the_zone_in_a_country_with_several(zone: str | None, hour: str) -> None:
    plan = Plan(answers={"arrives_at": "2026-01-12T10:30:00-06:00"} | ({"arrival_zone": zone} if zone else {}))
    found = arrival_at_destination(plan, "MEX")
    assert found is not None
    assert f"{found:%H:%M}" == hour


def test_companions_must_be_visible_to_the_actor() -> None:
    us, others = team(), team()
    hidden = str(child(others).id)
    assert wrong("record_return_plan", child(us).id, us.officer, travels_with=[hidden]) == {"travels_with"}


def test_companions_must_be_siblings() -> None:
    us = team()
    sister, friend = child(us), child(us)
    case = child(us, siblings=[str(sister.id)], companions=[str(friend.id)])
    assert wrong("record_return_plan", case.id, us.officer, travels_with=[str(friend.id)]) == {"travels_with"}
    do("record_return_plan", case.id, us.officer, travels_with=[str(sister.id)])
    with reading_as(us.officer):
        assert [option.id for option in list_options("sibling", us.officer, case.id)] == [sister.id]
        assert [option.id for option in list_options("sibling", us.officer, sister.id)] == [case.id], (
            "from the other file too"
        )
        entry = file_for(case, by=us.officer).last("record_return_plan")
        assert entry is not None
        [answer] = (
            row for row in answer_rows(ACTS[entry.act], entry.body, us.officer) if row["name"] == "travels_with"
        )
        [known] = sibling_cards(case, by=us.officer)
        assert known.name in str(answer["value"]), "by name, not by number"


class TestSiblings:
    def _two(self, us: Team, at: datetime) -> tuple[Case, Case]:
        brother = child(us)
        return approvable(us, at, siblings=[str(brother.id)]), brother

    def test_together_with_same_place_and_day(self) -> None:
        us, at = team(), morning(5)
        case, brother = self._two(us, at)
        together = GROUNDS | {"siblings_plan": "together"}
        both = {"siblings_separated", "second_approver_missing"}
        assert refused("approve_return_plan", case.id, us.officer, **together) == both
        planned(us, brother, at + timedelta(days=1))
        assert refused("approve_return_plan", case.id, us.officer, **together) == both
        planned(us, brother, at.replace(hour=15), destination="JUTIAPA, El Centro")
        signed("approve_return_plan", case, us, **together)

    def test_separation_needs_reasons(self) -> None:
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
    """Return the facts of return that nobody has stated."""
    return {known.return_plan, known.origin_reception, known.travel_document, known.escort, known.reintegration_plan}


def test_nothing_is_presumed() -> None:
    us = team()
    known = facts(child(us), us.officer)
    assert unknown(known) == {"none"}
    assert (known.receiver_kind, known.receiver_vetted, known.fit_to_travel) == (None, "unknown", "unknown")
    assert (known.followups_done, known.arrival_at, known.transition_plan) == (frozenset(), None, "none")
