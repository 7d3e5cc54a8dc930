"""The end of a case: coming of age, closing, reopening, a missing child."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amparo.cases.alarms import alarm_kind
from amparo.cases.models import Case, Task
from amparo.cases.selectors import file_for, visible_case
from amparo.protection.selectors.incidents import open_alerts
from amparo.registry.age import years_before
from tests.cases.test_clocks import open_deadlines
from tests.factories import Team, child, do, reading_as, refused, team, today
from tests.protection.determined import days, represented, screened, signed
from tests.protection.helpers import facts, wrong

DUPLICATE = {"closure_reason": "duplicate"}
EVIDENCE = {"kind": "other_case", "evidence": "Es el mismo que MEX-…"}


def young_person(us: Team, *, turns_18_in: int) -> Case:
    """Return a person who comes of age in so many days."""
    born = years_before(today() + timedelta(days=turns_18_in), 18)
    return screened(us, age_or_birth={"birth_date": born.isoformat(), "precision": "day"})


def transition(us: Team, case: Case, state: str, **given: Any) -> None:
    do("record_transition_plan", case.id, us.officer, state=state, **given)


def came_of_age_and_closed(us: Team) -> Case:
    """Return the closed case of a person who turned 18 and consented to the transfer."""
    case = young_person(us, turns_18_in=5)
    represented(us, case)
    do("record_international_protection", case.id, us.officer, asylum="informed_no_claim")
    transition(us, case, "agreed", own_words="Quiero ser enfermera")
    asked_on = today()
    transition(us, case, "agreed", adult_consent="yes", consent_on=asked_on.isoformat())
    assert refused("transfer_to_adult_services", case.id, us.officer) == {"still_a_child", "consent_missing"}
    with days(6):
        assert refused("transfer_to_adult_services", case.id, us.officer) == {"consent_missing"}
        agreed_on = (asked_on + timedelta(days=6)).isoformat()
        transition(us, case, "handed_over", documents_given="Acta", adult_consent="yes", consent_on=agreed_on)
        do("transfer_to_adult_services", case.id, us.officer, note="Sigue con su trabajadora social")
        assert facts(case, us.officer).transition_plan == "handed_over"
        given = {"closure_reason": "adult_transition"}
        do("record_closure_evidence", case.id, us.officer, **given, kind="other", evidence="Acta de entrega")
        signed("close_case", case, us, **given, confirmations=["child_informed"])
    return case


class TestComingOfAge:
    def test_plan_is_due_from_seventeen_until_agreed(self) -> None:
        us = team()
        case = young_person(us, turns_18_in=100)
        assert "transition_plan" in open_deadlines(case)
        transition(us, case, "draft", goals=[{"area": "study", "goal": "Terminar el bachillerato"}])
        assert "transition_plan" in open_deadlines(case)
        transition(us, case, "agreed", own_words="Quiero ser enfermera")
        assert "transition_plan" not in open_deadlines(case)

    @pytest.mark.parametrize(
        ("given", "path"),
        [
            ({"state": "agreed"}, "own_words"),
            ({"state": "handed_over"}, "documents_given"),
            ({"state": "draft", "adult_consent": "yes"}, "consent_on"),
        ],
    )
    def test_incomplete_input_is_refused(self, given: dict[str, str], path: str) -> None:
        us = team()
        assert wrong("record_transition_plan", child(us).id, us.officer, **given) == {path}

    def test_goal_with_due_date_leaves_a_task(self) -> None:
        us = team()
        case = child(us)
        goal = {"area": "housing", "goal": "Un cuarto propio", "due_on": "2030-01-01"}
        for _ in range(2):
            transition(us, case, "draft", goals=[goal])
        with reading_as(us.officer):
            assert Task.objects.filter(case=case, code="transition_goal").count() == 1

    @pytest.mark.usefixtures("every_hour")
    def test_only_an_adult_may_consent(self) -> None:
        came_of_age_and_closed(team())

    @pytest.mark.usefixtures("every_hour")
    def test_withdrawn_consent_does_not_count(self) -> None:
        us = team()
        case = young_person(us, turns_18_in=-3)
        transition(us, case, "draft", adult_consent="yes", consent_on=today().isoformat())
        assert "consent_missing" not in refused("transfer_to_adult_services", case.id, us.officer)
        transition(us, case, "draft", adult_consent="no")
        assert "consent_missing" in refused("transfer_to_adult_services", case.id, us.officer)

    @pytest.mark.usefixtures("every_hour")
    def test_consent_in_the_future_does_not_count(self) -> None:
        us = team()
        case = young_person(us, turns_18_in=-3)
        tomorrow = today() + timedelta(days=1)
        transition(us, case, "draft", adult_consent="yes", consent_on=tomorrow.isoformat())
        assert "consent_missing" in refused("transfer_to_adult_services", case.id, us.officer)

    def test_transfer_into_detention_is_refused(self) -> None:
        us = team()
        given = {"to_custody": "migration"}
        blocks = refused("transfer_to_adult_services", screened(us).id, us.officer, **given)
        assert {"still_a_child", "transition_plan_missing", "detention_on_birthday", "consent_missing"} <= blocks


class TestClosing:
    def test_closing_needs_evidence_for_its_reason(self) -> None:
        us = team()
        case = screened(us)
        missing = {"second_approver_missing", "closure_reason_unsupported"}
        assert refused("close_case", case.id, us.officer, **DUPLICATE) == missing
        do("record_closure_evidence", case.id, us.officer, closure_reason="death", **EVIDENCE)
        assert refused("close_case", case.id, us.officer, **DUPLICATE) == missing
        do("record_closure_evidence", case.id, us.officer, **DUPLICATE, **EVIDENCE)
        signed("close_case", case, us, **DUPLICATE)
        assert facts(case, us.officer).case_status == "closed"
        assert "case_closed" in refused("complete_bia", case.id, us.officer)

    def test_reopened_case_needs_new_evidence(self) -> None:
        us = team()
        case = screened(us)
        given = {"reason": "new_risk", "text": "Llamó: la buscan"}
        assert wrong("record_reopening", case.id, us.officer, **given) == {"reason"}
        do("record_closure_evidence", case.id, us.officer, **DUPLICATE, **EVIDENCE)
        signed("close_case", case, us, **DUPLICATE)
        assert wrong("record_reopening", case.id, us.officer, reason="new_risk") == {"text"}
        do("record_reopening", case.id, us.officer, **given)
        assert facts(case, us.officer).case_status == "open"
        with reading_as(us.officer):
            assert Task.objects.filter(case=case, code="reopened_case", done_at=None).exists()
        assert "closure_reason_unsupported" in refused("close_case", case.id, us.officer, **DUPLICATE)
        do("record_closure_evidence", case.id, us.officer, **DUPLICATE, **EVIDENCE)
        signed("close_case", case, us, **DUPLICATE)

    def test_closed_case_still_accepts_an_alert(self) -> None:
        us = team()
        case = screened(us)
        do("record_closure_evidence", case.id, us.officer, **DUPLICATE, **EVIDENCE)
        signed("close_case", case, us, **DUPLICATE)
        do("record_alert", case.id, us.officer, kind="threat", text="La amenazan")
        assert facts(case, us.officer).open_safety_alerts == 1


class TestMissing:
    def test_search_counts_from_the_oldest_open_alarm(self) -> None:
        us = team()
        case = screened(us)
        do("record_international_protection", case.id, us.officer, asylum="informed_no_claim")
        given = {"closure_reason": "missing_referred"}
        do("record_closure_evidence", case.id, us.officer, **given, kind="authority_report", evidence="Oficio")
        do("record_alert", case.id, us.officer, kind="threat", text="La buscan")
        do("record_travel_stage", case.id, us.officer, stage="child_absent")
        with days(40):
            do("record_alert", case.id, us.officer, kind="absconded", text="Sigue sin aparecer")
        with days(89.9):
            assert refused("close_case", case.id, us.officer, **given) == {
                "missing_child_protocol", "open_alerts", "second_approver_missing",
            }  # fmt: skip
        with days(90.1):
            self._search_goes_on(us, case)
            signed("close_case", case, us, **given)
            do("record_reopening", case.id, us.officer, reason="found", text="Llamó a su tía")
            assert "missing_child_protocol" in refused("close_case", case.id, us.officer, **given)

    def _search_goes_on(self, us: Team, case: Case) -> None:
        """Close every alarm; those of a missing child with a search that goes on."""
        with reading_as(us.officer):
            found = open_alerts(file_for(visible_case(case.id, by=us.officer), by=us.officer))
        for entry in found:
            is_missing = alarm_kind(entry) == "absconded"
            resolution = {"resolution": "search_goes_on" if is_missing else "unfounded", "text": "Según el protocolo"}
            if not is_missing:
                wrongly = resolution | {"entry": str(entry.id), "resolution": "search_goes_on"}
                assert wrong("record_alert_closed", case.id, us.officer, **wrongly) == {"resolution"}
            do("record_alert_closed", case.id, us.officer, entry=str(entry.id), **resolution)

    def test_child_who_was_reached_is_not_missing(self) -> None:
        us = team()
        case = screened(us)
        do("record_alert", case.id, us.officer, kind="absconded", text="No volvió")
        do("record_contact_attempt", case.id, us.officer, channel="family", reached=True)
        with days(100):
            given = {"closure_reason": "missing_referred"}
            assert "missing_child_protocol" in refused("close_case", case.id, us.officer, **given)

    def test_child_who_was_found_is_not_missing(self) -> None:
        us = team()
        case = screened(us)
        done = do("record_alert", case.id, us.officer, kind="absconded", text="No volvió")
        assert done.entry is not None
        with days(100):
            found = {"resolution": "danger_over", "text": "Volvió"}
            do("record_alert_closed", case.id, us.officer, entry=str(done.entry.id), **found)
            given = {"closure_reason": "missing_referred"}
            assert "missing_child_protocol" in refused("close_case", case.id, us.officer, **given)
