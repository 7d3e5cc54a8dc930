"""The journey and the reception: stages, a child of whom nobody hears, what they say in private, with whom they go."""

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
from tests.core.test_clocks import as_worker
from tests.factories import LONG_AGO, Team, do, reading_as, refused, team
from tests.protection.determined import screened
from tests.protection.helpers import facts, wrong
from tests.returns.ways import CONFIRMED, handed_over, morning, ready_to_leave, received

ACCEPTED = {"confirmations": ["receiver_accepted"]}
RELEASED = ACCEPTED | {"release_to_caregiver": True}


def left(us: Team) -> Case:
    """A child on the way."""
    case = ready_to_leave(us, morning(1))
    do("execute_return", case.id, us.officer, **CONFIRMED)
    return case


def stage(us: Team, case: Case, code: str, **given: Any) -> None:
    do("record_travel_stage", case.id, us.officer, stage=code, **given)


def open_tasks(us: Team, case: Case, code: str) -> list[Task]:
    with reading_as(us.supervisor):
        return list(Task.objects.filter(case=case, code=code, done_at=None))


class TestStages:
    def test_signed_with_a_finger_by_both(self) -> None:
        us = team()
        case = left(us)
        strokes = {"giver_signature": "M0 0 L12.5 7,9 L3 3", "receiver_signature": "M1 1L2 2"}
        stage(us, case, "handed_over", receiver="Lic. Ana Sis", credential="PGN 77", **strokes)
        assert open_tasks(us, case, "confirm_arrival") == []
        with reading_as(us.officer):
            body = ProtectionStatement.objects.get(case=case, act="record_travel_stage").body
        told = {row["key"]: row["value"] for row in answer_rows(ACTS["record_travel_stage"], body, us.officer)}
        assert told["Firma de quien recibe"] == "Firmado"
        assert {shape.name for shape in shapes_of(ACTS["record_travel_stage"].Input) if shape.kind == "drawn"} == set(
            strokes
        )

    @pytest.mark.parametrize("strokes", ["<svg/onload=1>", "M0 0 C1 1 2 2 3 3", "L0 0", "", "M" + "1" * 20_000])
    def test_a_signature_is_strokes_and_nothing_else(self, strokes: str) -> None:
        us = team()
        case = screened(us)
        given = {"stage": "handed_over", "receiver": "Ana", "giver_signature": strokes}
        assert wrong("record_travel_stage", case.id, us.officer, **given) == {"giver_signature"}

    def test_what_a_stage_must_say(self) -> None:
        us = team()
        case = left(us)
        for code, path in (("handed_over", "receiver"), ("incident", "note"), ("turned_back", "note")):
            assert wrong("record_travel_stage", case.id, us.officer, stage=code) == {path}

    def test_only_on_a_journey(self) -> None:
        us = team()
        assert wrong("record_travel_stage", screened(us).id, us.officer, stage="arrived") == {"stage"}

    def test_a_child_who_is_not_there_is_an_alarm_and_a_search(self) -> None:
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


class TestNobodyHears:
    pytestmark = pytest.mark.xdist_group("worker")

    @pytest.fixture(autouse=True)
    def _long_ago(self) -> Iterator[None]:
        """Children of other tests who are on their way are not looked for here."""
        with clock.at(LONG_AGO):
            yield

    def _asked(self, at: Any) -> None:
        with as_worker(), clock.at(at):
            raise_missing_arrival_alarms()

    def test_supervisors_learn_it_once_three_hours_later(self) -> None:
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

    def test_a_delay_moves_the_hour(self) -> None:
        us, at = team(), morning(1)
        case = ready_to_leave(us, at)
        do("execute_return", case.id, us.officer, **CONFIRMED)
        stage(us, case, "delayed", expected_at=(at + timedelta(hours=5)).isoformat())
        self._asked(at + timedelta(hours=4))
        assert open_tasks(us, case, "child_not_arrived") == []
        self._asked(at + timedelta(hours=9))
        assert len(open_tasks(us, case, "child_not_arrived")) == 1

    def test_not_when_somebody_wrote_how_it_ended(self) -> None:
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
    def test_what_it_must_say(self, given: dict[str, Any], path: str) -> None:
        us = team()
        assert wrong("record_reception", screened(us).id, us.officer, **given) == {path}

    def test_fear_at_the_reception_opens_protection(self) -> None:
        us = team()
        case = left(us)
        received(us, case, fear_of_return="yes")
        assert facts(case, us.officer).fear_of_return == "yes"
        assert refused("receive_return", case.id, us.officer, **RELEASED) == {"fear_at_reception"}
        do("receive_return", case.id, us.officer, **ACCEPTED)
        assert facts(case, us.officer).custody == "protection_authority"

    def test_what_is_said_in_company_excludes_nothing(self) -> None:
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

    def test_a_no_takes_no_fear_back(self) -> None:
        us = team()
        case = screened(us)
        do("screen", case.id, us.officer, fear_of_return="yes")
        do("record_reception", case.id, us.officer, fear_of_return="no", in_private=True, interviewed_by="Ana Sis")
        assert facts(case, us.officer).fear_of_return == "yes"

    def test_who_comes_in_place_of_the_vetted_person_takes_no_child(self) -> None:
        us = team()
        case = left(us)
        received(us, case, claimant_is_receiver="no", claimed_by="Un tío, sin documento")
        assert wrong("receive_return", case.id, us.officer, **RELEASED) == {"release_to_caregiver"}
        do("receive_return", case.id, us.officer, **ACCEPTED)

    def test_another_child_is_not_received(self) -> None:
        us = team()
        case = left(us)
        received(us, case)
        do("record_reception", case.id, us.officer, identity_matched="no")
        assert refused("receive_return", case.id, us.officer, **ACCEPTED) == {"identity_mismatch"}

    def test_of_the_journey_at_hand_alone(self) -> None:
        us = team()
        case = screened(us)
        do("record_identity", case.id, us.officer, country_origin="GTM")
        received(us, case)
        do("receive_return", case.id, us.officer, **ACCEPTED)
        handed_over(us, case)
        blocks = refused("receive_return", case.id, us.officer, **ACCEPTED)
        assert {"identity_mismatch", "reception_interview_missing"} == blocks

    @pytest.mark.parametrize("breach", ["turned_back", "returned_without_determination", "expelled"])
    def test_who_was_returned_outside_the_program_is_received_all_the_same(self, breach: str) -> None:
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

    def test_nothing_is_received_unseen(self) -> None:
        us = team()
        blocks = refused("receive_return", screened(us).id, us.officer, **RELEASED)
        assert {"identity_mismatch", "reception_interview_missing", "caregiver_not_vetted"} <= blocks
        assert wrong("execute_return", screened(us).id, us.officer, confirmations=["file_transferred"]) == {
            "confirmations.0"
        }
