"""The journey and the reception: stages, a missing arrival, the interview, the release."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from amparo.cases.act import ACTS
from amparo.cases.answers import answer_rows
from amparo.cases.models import Case, GeneralStatement, ProtectionStatement, Task
from amparo.ledger import clock
from amparo.returns.jobs import raise_missing_arrival_alarms
from amparo.ui.forms.shape import shapes_of
from tests.cases.test_clocks import as_worker
from tests.factories import LONG_AGO, Team, do, reading_as, refused, team
from tests.protection.determined import screened
from tests.protection.helpers import facts, wrong
from tests.returns.ways import CONFIRMED, handed_over, morning, ready_to_leave, received

ACCEPTED = {"confirmations": ["receiver_accepted"]}
RELEASED = ACCEPTED | {"release_to_caregiver": True}


def left(us: Team) -> Case:
    """Return a child on the way."""
    case = ready_to_leave(us, morning(1))
    do("execute_return", case.id, us.officer, **CONFIRMED)
    return case


def stage(us: Team, case: Case, code: str, **given: Any) -> None:
    do("record_travel_stage", case.id, us.officer, stage=code, **given)


def open_tasks(us: Team, case: Case, code: str) -> list[Task]:
    with reading_as(us.supervisor):
        return list(Task.objects.filter(case=case, code=code, done_at=None))


class TestStages:
    def test_handover_keeps_both_drawn_signatures(self) -> None:
        us = team()
        case = left(us)
        strokes = {"giver_signature": "M0 0 L12.5 7,9 L3 3", "receiver_signature": "M1 1L2 2"}
        stage(us, case, "handed_over", receiver="Lic. Ana Sis", credential="PGN 77", **strokes)
        assert open_tasks(us, case, "confirm_arrival") == []
        with reading_as(us.officer):
            body = ProtectionStatement.objects.get(case=case, act="record_travel_stage").body
        answers = {row["key"]: row["value"] for row in answer_rows(ACTS["record_travel_stage"], body, us.officer)}
        assert answers["Firma de quien recibe"] == "Firmado"
        assert {shape.name for shape in shapes_of(ACTS["record_travel_stage"].Input) if shape.kind == "drawn"} == set(
            strokes
        )

    @pytest.mark.parametrize("strokes", ["<svg/onload=1>", "M0 0 C1 1 2 2 3 3", "L0 0", "", "M" + "1" * 20_000])
    def test_signature_must_be_strokes(self, strokes: str) -> None:
        us = team()
        case = screened(us)
        given = {"stage": "handed_over", "receiver": "Ana", "giver_signature": strokes}
        assert wrong("record_travel_stage", case.id, us.officer, **given) == {"giver_signature"}

    def test_incomplete_stage_is_refused(self) -> None:
        us = team()
        case = left(us)
        for code, path in (("handed_over", "receiver"), ("incident", "note"), ("turned_back", "note")):
            assert wrong("record_travel_stage", case.id, us.officer, stage=code) == {path}

    def test_stage_needs_a_journey(self) -> None:
        us = team()
        assert wrong("record_travel_stage", screened(us).id, us.officer, stage="arrived") == {"stage"}

    def test_missing_child_raises_an_alarm_and_a_search_task(self) -> None:
        us = team()
        case = screened(us)
        stage(us, case, "child_absent", place="El albergue")
        known = facts(case, us.officer)
        assert known.open_safety_alerts == 1
        assert len(open_tasks(us, case, "missing_child_protocol")) == 1
        with reading_as(us.officer):
            alarm = GeneralStatement.objects.get(case=case, act="record_travel_stage")
        assert alarm.body["alarm"] == "absconded"
        given = {"resolution": "danger_over", "text": "Estaba con su tía"}
        do("record_alert_closed", case.id, us.officer, entry=str(alarm.entry), **given)
        assert facts(case, us.officer).open_safety_alerts == 0


class TestMissingArrival:
    pytestmark = pytest.mark.xdist_group("worker")

    @pytest.fixture(autouse=True)
    def _long_ago(self) -> Iterator[None]:
        """Set the clock to the past, so that children of other tests are not overdue."""
        with clock.at(LONG_AGO):
            yield

    def _asked(self, at: Any) -> None:
        with as_worker(), clock.at(at):
            raise_missing_arrival_alarms()

    def test_supervisors_are_alerted_once_after_three_hours(self) -> None:
        us, at = team(), morning(1)
        case = ready_to_leave(us, at)
        do("execute_return", case.id, us.officer, **CONFIRMED)
        assert [task.due_at for task in open_tasks(us, case, "confirm_arrival")] == [at + timedelta(hours=2)]
        self._asked(at + timedelta(hours=2, minutes=59))
        assert open_tasks(us, case, "child_not_arrived") == []
        for _ in range(2):
            self._asked(at + timedelta(hours=3, minutes=1))
        (task,) = open_tasks(us, case, "child_not_arrived")
        assert (task.role, task.agency) == ("protection_supervisor", us.agency.id)

    def test_delay_moves_the_alert(self) -> None:
        us, at = team(), morning(1)
        case = ready_to_leave(us, at)
        do("execute_return", case.id, us.officer, **CONFIRMED)
        stage(us, case, "delayed", expected_at=(at + timedelta(hours=5)).isoformat())
        self._asked(at + timedelta(hours=4))
        assert open_tasks(us, case, "child_not_arrived") == []
        self._asked(at + timedelta(hours=9))
        assert len(open_tasks(us, case, "child_not_arrived")) == 1

    def test_no_alert_once_the_end_is_recorded(self) -> None:
        us, at = team(), morning(1)
        case = ready_to_leave(us, at)
        do("execute_return", case.id, us.officer, **CONFIRMED)
        stage(us, case, "child_absent")
        self._asked(at + timedelta(hours=9))
        assert open_tasks(us, case, "child_not_arrived") == []


class TestReception:
    @pytest.mark.parametrize(
        ("given", "path"),
        [
            ({"identity_matched": "yes"}, "matched_by"),
            ({"in_private": True, "fear_of_return": "no"}, "interviewed_by"),
            ({"in_private": True, "interviewed_by": "Ana Sis"}, "fear_of_return"),
        ],
    )
    def test_incomplete_input_is_refused(self, given: dict[str, Any], path: str) -> None:
        us = team()
        assert wrong("record_reception", screened(us).id, us.officer, **given) == {path}

    def test_fear_at_the_reception_is_a_protection_sign(self) -> None:
        us = team()
        case = left(us)
        received(us, case, fear_of_return="yes")
        assert facts(case, us.officer).fear_of_return == "yes"
        assert refused("receive_return", case.id, us.officer, **RELEASED) == {"fear_at_reception"}
        do("receive_return", case.id, us.officer, **ACCEPTED)
        assert facts(case, us.officer).custody == "protection_authority"

    def test_denial_in_company_does_not_exclude_fear(self) -> None:
        us = team()
        case = screened(us)
        do("record_international_protection", case.id, us.officer, fear_of_return="unknown")
        alone = {"fear_of_return": "no", "in_private": True, "interviewed_by": "Ana Sis"}
        do("record_reception", case.id, us.officer, **alone)
        assert facts(case, us.officer).fear_of_return == "unknown"  # nobody asks there whoever has not come back
        do("record_breach", case.id, us.officer, kind="turned_back", account="Lo contó al llegar")
        do("record_international_protection", case.id, us.officer, fear_of_return="unknown")
        do("record_reception", case.id, us.officer, fear_of_return="no", in_private=False)
        assert facts(case, us.officer).fear_of_return == "unknown"
        do("record_reception", case.id, us.officer, **alone)
        assert facts(case, us.officer).fear_of_return == "no"

    def test_denial_does_not_lower_an_earlier_fear(self) -> None:
        us = team()
        case = screened(us)
        do("screen", case.id, us.officer, fear_of_return="yes")
        do("record_reception", case.id, us.officer, fear_of_return="no", in_private=True, interviewed_by="Ana Sis")
        assert facts(case, us.officer).fear_of_return == "yes"

    def test_child_is_not_released_to_an_unvetted_person(self) -> None:
        us = team()
        case = left(us)
        received(us, case, claimant_is_receiver="no", claimed_by="Un tío, sin documento")
        assert wrong("receive_return", case.id, us.officer, **RELEASED) == {"release_to_caregiver"}
        do("receive_return", case.id, us.officer, **ACCEPTED)

    def test_unmatched_identity_blocks_reception(self) -> None:
        us = team()
        case = left(us)
        received(us, case)
        do("record_reception", case.id, us.officer, identity_matched="no")
        assert refused("receive_return", case.id, us.officer, **ACCEPTED) == {"identity_mismatch"}

    def test_reception_of_an_earlier_journey_does_not_count(self) -> None:
        us = team()
        case = screened(us)
        do("record_identity", case.id, us.officer, country_origin="GTM")
        received(us, case)
        do("receive_return", case.id, us.officer, **ACCEPTED)
        handed_over(us, case)
        blocks = refused("receive_return", case.id, us.officer, **ACCEPTED)
        assert {"identity_mismatch", "reception_interview_missing"} == blocks

    @pytest.mark.parametrize("breach", ["turned_back", "returned_without_determination", "expelled"])
    def test_child_returned_against_the_norm_is_received(self, breach: str) -> None:
        us = team()
        case = screened(us)
        do("record_identity", case.id, us.officer, country_origin="GTM")
        do("record_breach", case.id, us.officer, kind=breach, account="Lo contó al llegar", by_whom="migration")
        received(us, case)
        do("receive_return", case.id, us.officer, **ACCEPTED)
        known = facts(case, us.officer)
        assert (known.custody, known.bid) == ("protection_authority", "none")
        assert known.arrival_at is not None
        with reading_as(us.officer):
            assert Case.objects.get(id=case.id).country == "GTM"

    def test_reception_needs_identity_and_interview(self) -> None:
        us = team()
        blocks = refused("receive_return", screened(us).id, us.officer, **RELEASED)
        assert {"identity_mismatch", "reception_interview_missing", "caregiver_not_vetted"} <= blocks
        assert wrong("execute_return", screened(us).id, us.officer, confirmations=["file_transferred"]) == {
            "confirmations.0"
        }
