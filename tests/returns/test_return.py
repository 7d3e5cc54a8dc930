"""A whole return, from the plan to the first follow-up, and what refuses it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from amparo.cases.act import ACTS, parse_input
from amparo.cases.file import CaseFile
from amparo.cases.judgement import judge
from amparo.cases.param_providers import DecisionContext
from amparo.cases.selectors import visible_case, whole_file
from amparo.ledger import clock
from tests.factories import Team, do, reading_as, team
from tests.protection.determined import days
from tests.protection.helpers import facts
from tests.returns.ways import CONFIRMED, followed_up, morning, ready_to_leave, received


def test_whole_return_from_plan_to_followup() -> None:
    us = team()
    case = ready_to_leave(us, morning(1))
    known = facts(case, us.officer)
    assert (known.return_plan, known.origin_reception, known.receiver_kind) == ("approved", "confirmed", "caregiver")
    assert (known.travel_document, known.fit_to_travel, known.escort) == ("issued", "yes", "assigned")
    do("execute_return", case.id, us.officer, **CONFIRMED)
    do("record_travel_stage", case.id, us.officer, stage="handed_over", receiver="Lic. Ana Sis", place="Tecún Umán")
    received(us, case)
    do("receive_return", case.id, us.officer, confirmations=["receiver_accepted"], release_to_caregiver=True)
    known = facts(case, us.officer)
    assert (known.custody, known.return_plan) == ("family", "none")
    assert known.arrival_at is not None
    with days(6):
        followed_up(us, case, 7)
        assert facts(case, us.officer).followups_done == {7}


@given(data=st.data())
def test_departure_needs_a_determination_whatever_else_is_on_file(data: st.DataObject) -> None:
    us, file = _leaving()
    entries = tuple(
        entry for entry in file.entries if data.draw(st.sampled_from([True] * 9 + [False]), label=entry.act)
    )
    kept = {entry.act for entry in entries}
    context = DecisionContext(
        "execute_return",
        replace(file, entries=entries),
        parse_input(ACTS["execute_return"], CONFIRMED),
        us.officer,
        clock.now(),
    )
    with reading_as(us.officer):
        allowed = judge(context).decision.allowed
    assert not allowed or kept >= NEEDED


NEEDED = {
    "decide_bid", "record_bid", "record_bid_notified", "record_remedy", "screen", "complete_screening", "record_views",
    "record_circumstances_checked", "record_stay_check", "record_return_plan", "approve_return_plan", "record_escort",
    "record_reception_accepted", "record_travel_document", "record_fitness_to_travel", "share_with_origin",
    "record_reintegration_plan", "appoint_guardian", "record_information_given", "record_origin_risk",
}  # fmt: skip


@cache
def _leaving() -> tuple[Team, CaseFile]:
    us = team()
    case = ready_to_leave(us, morning(1))
    with reading_as(us.officer):
        return us, whole_file(visible_case(case.id, by=us.officer))


def test_departure_is_allowed_with_everything_on_file() -> None:
    us, file = _leaving()
    confirmed = parse_input(ACTS["execute_return"], CONFIRMED)
    with reading_as(us.officer):
        context = DecisionContext("execute_return", file, confirmed, us.officer, clock.now())
        assert judge(context).decision.allowed
