"""Life after arrival: the reintegration plan, the follow-ups, the loss of contact."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from amparo.cases.models import Case, GeneralStatement, ProtectionStatement, Task
from amparo.ledger import clock
from amparo.returns.followups import followup_alarm, followup_days
from tests.factories import Team, do, reading_as, refused, team
from tests.protection.determined import days as later
from tests.protection.determined import screened, signed
from tests.protection.helpers import facts, wrong
from tests.returns.ways import GOAL, followed_up, home_again, received


def at_home(us: Team) -> Case:
    """Return a child who arrived without a determination, so that the test is quick; that breach is dealt with."""
    case = screened(us)
    do("record_identity", case.id, us.officer, country_origin="GTM")
    received(us, case)
    breach = do("receive_return", case.id, us.officer, confirmations=["receiver_accepted"]).entry
    assert breach is not None
    given = {"resolution": "measure_taken", "text": "Se dio aviso a la Defensoría"}
    do("record_alert_closed", case.id, us.officer, entry=str(breach.id), **given)
    return case


def tasks(us: Team, case: Case, code: str) -> list[Task]:
    with reading_as(us.supervisor):
        return list(Task.objects.filter(case=case, code=code))


class TestReintegration:
    def test_agreement_needs_the_childs_opinion(self) -> None:
        us = team()
        case = screened(us)
        missing = wrong("record_reintegration_plan", case.id, us.officer, state="agreed_with_child")
        assert missing == {"child_opinion", "goals"}
        given = {"state": "draft", "child_opinion": "Quiero aprender costura"}
        do("record_reintegration_plan", case.id, us.officer, **given)
        assert facts(case, us.officer).reintegration_plan == "draft"
        assert wrong("record_reintegration_plan", case.id, us.officer, state="agreed_with_child") == {"goals"}
        do("record_reintegration_plan", case.id, us.officer, state="agreed_with_child", goals=[GOAL])
        assert facts(case, us.officer).reintegration_plan == "agreed_with_child"
        assert wrong("record_reintegration_plan", case.id, us.officer, state="completed") == {"results"}
        result = {"axis": GOAL["axis"], "result": "partly", "comment": "Terminó un grado"}
        do("record_reintegration_plan", case.id, us.officer, state="completed", results=[result])
        assert facts(case, us.officer).reintegration_plan == "completed"

    def test_goal_with_due_date_leaves_one_task(self) -> None:
        us = team()
        case = screened(us)
        due = (clock.now() + timedelta(days=30)).date().isoformat()
        goals = [GOAL | {"due_on": due}, {"axis": "social_family", "goal": "Mediación"}]
        do("record_reintegration_plan", case.id, us.officer, state="draft", goals=goals)
        do("record_reintegration_plan", case.id, us.officer, state="draft", goals=[*goals, GOAL | {"state": "done"}])
        (task,) = tasks(us, case, "reintegration_goal")
        assert task.detail["text"] == GOAL["goal"]

    def test_goals_are_hidden_without_the_protection_compartment(self) -> None:
        us = team()
        case = screened(us)
        do("record_reintegration_plan", case.id, us.officer, state="draft", goals=[GOAL], liaison="Lic. Sis")
        with reading_as(us.officer):
            general = GeneralStatement.objects.get(case=case, act="record_reintegration_plan").body
            assert ProtectionStatement.objects.get(case=case, act="record_reintegration_plan").body["goals"]
        assert general == {"state": "draft", "liaison": "Lic. Sis"}


class TestFollowups:
    def test_followup_needs_an_arrival(self) -> None:
        us = team()
        given = {"day": "7", "mode": "call", "outcome": "complete"}
        assert wrong("record_followup", screened(us).id, us.officer, **given) == {"day"}

    @pytest.mark.parametrize(("day", "early", "soon_enough"), [(7, 4.9, 5), (30, 22.9, 23), (365, 357.9, 358)])
    def test_followup_is_not_held_early(self, day: int, early: float, soon_enough: float) -> None:
        us = team()
        case = at_home(us)
        given = {"day": str(day), "mode": "call", "outcome": "complete"}
        with later(early):
            assert wrong("record_followup", case.id, us.officer, **given) == {"day"}
        with later(soon_enough):
            do("record_followup", case.id, us.officer, **given)
            assert facts(case, us.officer).followups_done == {day}

    def test_followup_counts_only_when_complete(self) -> None:
        us = team()
        case = at_home(us)
        with later(7):
            for outcome in ("without_child", "unfinished"):
                followed_up(us, case, 7, outcome=outcome)
            assert facts(case, us.officer).followups_done == frozenset()
            followed_up(us, case, 7)
            assert facts(case, us.officer).followups_done == {7}

    def test_followups_restart_with_a_new_arrival(self) -> None:
        us = team()
        case = at_home(us)
        with later(7):
            followed_up(us, case, 7)
        with later(40):
            do("record_breach", case.id, us.officer, kind="expelled", account="Volvió a salir")

            received(us, case)
            do("receive_return", case.id, us.officer, confirmations=["receiver_accepted"])
            assert facts(case, us.officer).followups_done == frozenset()

    @pytest.mark.parametrize(
        ("answers", "alarm"),
        [
            ({}, None),
            ({"lives_with": "planned", "school": "no_place", "wellbeing": "unwell"}, None),
            ({"new_threats": "yes"}, "threat"),
            ({"violence": "yes"}, "return_risk"),
            ({"wants_to_leave": "yes"}, "return_risk"),
            ({"lives_with": "alone"}, "return_risk"),
            ({"lives_with": "left"}, "absconded"),
            ({"warning_signs": ["self_harm", "threats"]}, "self_harm"),
            ({"warning_signs": ["out_of_school"]}, "return_risk"),
            ({"violence": "unknown", "new_threats": "no"}, None),
        ],
    )
    def test_causes_for_concern_raise_an_alarm(self, answers: dict[str, Any], alarm: str | None) -> None:
        assert followup_alarm(answers) == alarm

    def test_threat_reopens_protection_and_keeps_the_schedule(self) -> None:
        us = team()
        case = at_home(us)
        with later(90):
            entry = followed_up(us, case, 90, new_threats="yes", warning_signs=["threats"])
            known = facts(case, us.officer)
            assert (known.open_safety_alerts, known.followups_done) == (1, {90})
            assert len(tasks(us, case, "alert")) == 1
            given = {"closure_reason": "lost_contact"}
            assert "open_alerts" in refused("close_case", case.id, us.officer, **given)
            given = {"entry": str(entry), "resolution": "measure_taken", "text": "Se mudó con su tía"}
            do("record_alert_closed", case.id, us.officer, **given)
            assert facts(case, us.officer).open_safety_alerts == 0
            assert wrong("record_alert_closed", case.id, us.officer, **given) == {"entry"}

    @pytest.mark.usefixtures("every_hour")
    def test_other_entries_raise_no_alarm(self) -> None:
        us = team()
        case = at_home(us)
        with later(7):
            entry: UUID = followed_up(us, case, 7)
            given = {"entry": str(entry), "resolution": "unfounded", "text": "?"}
            assert wrong("record_alert_closed", case.id, us.officer, **given) == {"entry"}


def attempt(us: Team, case: Case, channel: str, *, reached: bool = False) -> None:
    do("record_contact_attempt", case.id, us.officer, channel=channel, reached=reached)


def test_loss_of_contact_needs_three_attempts_by_two_channels() -> None:
    us = team()
    case = at_home(us)
    do("record_international_protection", case.id, us.officer, asylum="informed_no_claim")
    given = {"closure_reason": "lost_contact"}
    do("record_closure_evidence", case.id, us.officer, **given, kind="contact_record", evidence="Tres intentos")
    for channel in ("call", "visit"):
        attempt(us, case, channel)
    attempt(us, case, "call", reached=True)
    for channel in ("call", "call", "message"):
        assert "contact_attempts_missing" in refused("close_case", case.id, us.officer, **given)
        attempt(us, case, channel)
    signed("close_case", case, us, **given)


def test_first_year_is_followed_up_to_its_end() -> None:
    us = team()
    case = home_again(us)
    evidence = {"closure_reason": "reintegration_completed"}
    given = evidence | {"confirmations": ["child_informed"]}
    for day in followup_days():
        with later(day):
            followed_up(us, case, day)
            do("record_closure_evidence", case.id, us.officer, **evidence, kind="followups", evidence="Los seis")
            if day < 365:
                assert "followup_incomplete" in refused("close_case", case.id, us.officer, **given)
    with later(366):
        signed("close_case", case, us, **given)
        assert facts(case, us.officer).case_status == "closed"
