"""The preparations of a departure, each from its own record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amparo.accounts.models import Person
from amparo.cases.act import ACTS, parse_input
from amparo.cases.approvals import give_approval
from amparo.cases.judgement import judge
from amparo.cases.models import Case, GeneralStatement, ProtectionStatement
from amparo.cases.param_providers import DecisionContext
from amparo.cases.selectors import visible_case, whole_file
from amparo.law.messages_es import MESSAGES as SPANISH
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.reader import acting_as
from tests.factories import Team, actor, agency, do, reading_as, refused, team
from tests.protection.determined import days, nothing_changed, screened, signed
from tests.protection.helpers import facts, wrong
from tests.protection.test_sharing import consents, partner
from tests.returns.ways import (
    CONFIRMED,
    GROUNDS,
    approvable,
    approved,
    document_issued,
    escorted,
    file_sent,
    found_fit,
    morning,
    planned,
    ready_to_leave,
    reception_agreed,
)


def blocks(us: Team, case: Case, **given: Any) -> set[str]:
    nothing_changed(us, case)
    return refused("execute_return", case.id, us.officer, **CONFIRMED | given)


def test_each_missing_record_is_named_until_it_is_on_file() -> None:
    us, at = team(), morning(1)
    case = approved(us, at)
    missing = {"reception_not_confirmed", "receiver_not_vetted", "document_missing", "not_fit_to_travel",
               "escort_missing",
               "file_not_transferred"}  # fmt: skip
    assert blocks(us, case) == missing
    for write, solved in (
        (lambda: reception_agreed(us, case, at), {"reception_not_confirmed", "receiver_not_vetted"}),
        (lambda: document_issued(us, case), {"document_missing"}),
        (lambda: escorted(us, case), {"escort_missing"}),
        (lambda: file_sent(us, case), {"file_not_transferred"}),
        (lambda: found_fit(us, case), {"not_fit_to_travel"}),
    ):
        write()
        missing -= solved
        if missing:
            assert blocks(us, case) == missing
    nothing_changed(us, case)
    do("execute_return", case.id, us.officer, **CONFIRMED)


class TestReception:
    @pytest.mark.parametrize(
        ("given", "paths"),
        [
            ({"origin_reception": "confirmed"}, {"authority", "officer", "place", "received_at"}),
            ({"origin_reception": "refused"}, {"authority"}),
            ({"receiver": "Marta"}, {"receiver_kind"}),
            ({"receiver_kind": "caregiver", "receiver_vetted": "yes"}, {"receiver", "vetted_by"}),
            ({"out_of_hours_accepted": True}, {"out_of_hours_writing", "received_at"}),
            ({"admission_guaranteed": True}, {"admission_document"}),
        ],
    )
    def test_incomplete_input_is_refused(self, given: dict[str, Any], paths: set[str]) -> None:
        us = team()
        assert wrong("record_reception_accepted", screened(us).id, us.officer, **given) == paths

    def test_new_receiver_must_be_vetted_anew(self) -> None:
        us = team()
        case = screened(us)
        reception_agreed(us, case, morning(1))
        do("record_reception_accepted", case.id, us.officer, origin_reception="requested")
        known = facts(case, us.officer)
        assert (known.origin_reception, known.receiver_vetted) == ("requested", "yes")
        do("record_reception_accepted", case.id, us.officer, receiver_kind="authority_care", receiver="Casa 1")
        known = facts(case, us.officer)
        assert (known.receiver_kind, known.receiver_vetted) == ("authority_care", "unknown")

    def test_agreement_for_another_day_is_not_confirmed(self) -> None:
        us, at = team(), morning(1)
        case = approved(us, at)
        reception_agreed(us, case, at + timedelta(days=1))
        assert facts(case, us.officer).origin_reception == "requested"
        reception_agreed(us, case, at + timedelta(hours=3))
        assert facts(case, us.officer).origin_reception == "confirmed"
        planned(us, case, at + timedelta(days=2))
        assert facts(case, us.officer).origin_reception == "requested", "the journey was put off"

    def test_agreement_does_not_hold_for_the_next_journey(self) -> None:
        us, at = team(), morning(1)
        case = ready_to_leave(us, at)
        do("execute_return", case.id, us.officer, **CONFIRMED)
        assert facts(case, us.officer).origin_reception == "confirmed"
        do("record_travel_stage", case.id, us.officer, stage="turned_back", note="Cerraron el paso")
        known = facts(case, us.officer)
        assert (known.origin_reception, known.receiver_vetted, known.escort) == ("none", "unknown", "none")
        planned(us, case, at)
        signed("approve_return_plan", case, us, **GROUNDS)
        assert {"reception_not_confirmed", "receiver_not_vetted", "escort_missing"} <= blocks(us, case)

    def test_liaison_records_it_and_names_are_restricted(self) -> None:
        us = team()
        case = screened(us)
        reception_agreed(us, case, morning(1))
        with reading_as(us.officer):
            general = GeneralStatement.objects.get(case=case, act="record_reception_accepted").body
            kept = ProtectionStatement.objects.get(case=case, act="record_reception_accepted").body
        assert {"origin_reception", "receiver_kind", "receiver_vetted"} <= general.keys()
        assert {"officer", "place", "receiver"} == kept.keys()


class TestOutOfHours:
    def _late(self, us: Team) -> Case:
        case = approved(us, morning(1, hour=20))
        assert "arrival_out_of_hours" in blocks(us, case)
        return case

    def test_hour_must_be_accepted_in_writing(self) -> None:
        us = team()
        case = self._late(us)
        writing = {"out_of_hours_accepted": True, "out_of_hours_writing": "Oficio 12 de la PGN, de ayer"}
        do("record_reception_accepted", case.id, us.officer, **writing, received_at=morning(1, hour=10).isoformat())
        assert "arrival_out_of_hours" in blocks(us, case)
        do("record_reception_accepted", case.id, us.officer, **writing, received_at=morning(1, hour=20).isoformat())
        assert "arrival_out_of_hours" not in blocks(us, case)
        do("record_reception_accepted", case.id, us.officer, out_of_hours_accepted=False)
        assert "arrival_out_of_hours" in blocks(us, case)


class TestAdmission:
    def test_child_without_nationality_needs_a_guarantee(self) -> None:
        us = team()
        case = approvable(us, morning(1))
        do("record_identity", case.id, us.officer, statelessness="unknown")
        given = GROUNDS | {"reasons": "Quiere volver con su abuela"}
        assert "admission_not_guaranteed" in refused("approve_return_plan", case.id, us.officer, **given)
        document = {"admission_guaranteed": True, "admission_document": "Nota 5 de la cancillería"}
        do("record_reception_accepted", case.id, us.officer, **document)
        signed("approve_return_plan", case, us, **given)


class TestFitness:
    def test_fitness_counts_from_the_examination(self) -> None:
        us = team()
        case = screened(us)
        then = (clock.now() - timedelta(hours=20)).replace(microsecond=0)
        exam = {"examined_by": "Dra. Can, 12345", "examined_at": then.isoformat()}
        do("record_fitness_to_travel", case.id, nurse_of(us, case), fit_to_travel="yes", **exam)
        known = facts(case, us.officer)
        assert (known.fit_to_travel, known.fit_to_travel_at) == ("yes", then)

    @pytest.mark.parametrize(
        ("given", "paths"),
        [
            ({}, {"fit_to_travel"}),
            ({"fit_to_travel": "yes"}, {"examined_by", "examined_at"}),
            ({"opinion": "travel"}, {"specialist"}),
        ],
    )
    def test_incomplete_input_is_refused(self, given: dict[str, Any], paths: set[str]) -> None:
        us = team()
        assert wrong("record_fitness_to_travel", screened(us).id, us.officer, **given) == paths

    def test_examination_in_the_future_is_refused(self) -> None:
        us = team()
        exam = {"examined_by": "Dra. Can", "examined_at": (clock.now() + timedelta(days=1)).isoformat()}
        assert wrong("record_fitness_to_travel", screened(us).id, us.officer, fit_to_travel="yes", **exam) == {
            "examined_at"
        }

    def test_fitness_expires_after_72_hours(self) -> None:
        us = team()
        case = ready_to_leave(us, morning(4))
        with days(3.1):
            signed("record_stay_check", case, us, stay_order="no", where_checked="Juzgados")
            assert blocks(us, case) == {"not_fit_to_travel"}

    def test_serious_condition_needs_a_favourable_opinion(self) -> None:
        us = team()
        case = approvable(us, morning(2))
        do("screen", case.id, us.officer, profiles=[{"profile": "pregnant", "reason": "Lo dijo ella"}])
        assert "medical_opinion_missing" in refused("approve_return_plan", case.id, us.officer, **GROUNDS)
        do("record_fitness_to_travel", case.id, us.officer, opinion="not_travel", specialist="Dr. Poz, obstetricia")
        assert "medical_opinion_missing" in refused("approve_return_plan", case.id, us.officer, **GROUNDS)
        do("record_fitness_to_travel", case.id, us.officer, opinion="travel", specialist="Dr. Poz, obstetricia")
        signed("approve_return_plan", case, us, **GROUNDS)


def nurse_of(us: Team, case: Case) -> Actor:
    """Return a health worker of a hospital to which the child was referred."""
    hospital = agency("health")
    consents(us, case, "agency")
    given = {"purpose": "service_referral", "fields": ["identity", "health"], "service": "medical"}
    do("share_with_agency", case.id, us.officer, institution=partner(agency=hospital), **given)
    return actor("health_worker", hospital)


class TestEscort:
    @pytest.mark.parametrize(
        ("given", "paths"),
        [
            ({"escort": "assigned"}, {"people"}),
            ({"escort": "assigned_same_sex", "people": [{"name": "Rosa"}]}, {"people"}),
            ({"escort": "not_needed"}, {"reason"}),
        ],
    )
    def test_incomplete_input_is_refused(self, given: dict[str, Any], paths: set[str]) -> None:
        us = team()
        assert wrong("record_escort", screened(us).id, us.officer, **given) == paths

    def test_no_escort_only_from_sixteen_with_a_supervisor(self) -> None:
        us, at = team(), morning(1)
        case = ready_to_leave(us, at, age_or_birth={"age_years": 16})
        do("record_escort", case.id, us.officer, escort="not_needed", reason="Viaja con su hermano adulto")
        assert blocks(us, case) == {"escort_waived"}
        with acting_as(us.supervisor.id):
            given = parse_input(ACTS["execute_return"], CONFIRMED)
            reason = "Su hermano adulto va en el mismo autobús"
            lifted = give_approval(case, "execute_return", given, kind="override", reason=reason, by=us.supervisor)
        do("execute_return", case.id, us.officer, **CONFIRMED, override=str(lifted.id))

    def test_escort_can_be_withdrawn(self) -> None:
        us = team()
        case = screened(us)
        escorted(us, case)
        assert facts(case, us.officer).escort == "assigned"
        do("record_escort", case.id, us.officer, escort="none")
        assert facts(case, us.officer).escort == "none"


class TestFileTransfer:
    def test_share_counts_only_since_the_plan_began(self) -> None:
        us, at = team(), morning(1)
        case = approved(us, at)
        file_sent(us, case)
        assert "file_not_transferred" not in blocks(us, case)

    def test_share_for_an_earlier_plan_does_not_count(self) -> None:
        us, at = team(), morning(1)
        case = ready_to_leave(us, at)
        do("execute_return", case.id, us.officer, **CONFIRMED)
        do("record_travel_stage", case.id, us.officer, stage="turned_back", note="Cerraron el paso")
        planned(us, case, at)
        signed("approve_return_plan", case, us, **GROUNDS)
        reception_agreed(us, case, at)
        escorted(us, case)
        assert blocks(us, case) == {"file_not_transferred"}

    @pytest.mark.parametrize(
        "given",
        [{"purpose": "documentation", "fields": ["identity"]}, {"fields": []}],
        ids=["purpose", "nothing in it"],
    )
    def test_share_needs_data_for_the_return(self, given: dict[str, Any]) -> None:
        us, at = team(), morning(1)
        case = approved(us, at)
        file_sent(us, case, **given)
        assert "file_not_transferred" in blocks(us, case)

    def test_share_must_go_to_the_present_country_of_origin(self) -> None:
        us, at = team(), morning(1)
        case = approved(us, at)
        file_sent(us, case)
        do("record_identity", case.id, us.officer, country_origin="HND")
        assert "file_not_transferred" in blocks(us, case)


def test_the_page_names_the_record_that_is_missing(settings: Any) -> None:
    settings.DEMO = True  # elsewhere a second factor comes first
    us, at = team(), morning(1)
    case = approved(us, at)
    client = Client()
    client.force_login(Person.objects.get(id=us.officer.id))
    missing = SPANISH["file_not_transferred"].text
    assert missing in client.get(reverse("case", args=[case.id])).content.decode()
    file_sent(us, case)
    assert missing not in client.get(reverse("case", args=[case.id])).content.decode()


class TestIndependentDecision:
    def test_finding_needs_two_people(self) -> None:
        us = team()
        case = screened(us)
        given = {"can_decide": "yes", "assessed_by": "Lic. Smith", "how": "Con intérprete, a solas"}
        assert wrong("record_independent_decision", case.id, us.officer, **given) == {"signature"}
        signed("record_independent_decision", case, us, **given)

    def test_finding_does_not_apply_elsewhere(self) -> None:
        us = team()
        case = approvable(us, morning(1))
        do("record_return_plan", case.id, us.officer, mode="contiguous_withdrawal")
        signed("record_independent_decision", case, us, can_decide="yes", assessed_by="Lic. Smith", how="A solas")
        assert "contiguous_not_determined" in refused("approve_return_plan", case.id, us.officer, **GROUNDS)

    def test_from_the_united_states_to_a_contiguous_country(self) -> None:
        us = team()
        case = approvable(us, morning(1))
        do("record_return_plan", case.id, us.officer, mode="contiguous_withdrawal")
        assert "contiguous_not_determined" in self._if_it_were_the_united_states(us, case)
        signed("record_independent_decision", case, us, can_decide="yes", assessed_by="Lic. Smith", how="A solas")
        assert self._if_it_were_the_united_states(us, case) == {"second_approver_missing"}

    def _if_it_were_the_united_states(self, us: Team, case: Case) -> set[str]:
        """Return why the approval would be refused for a child of Mexico in the United States."""
        with reading_as(us.officer):
            file = whole_file(visible_case(case.id, by=us.officer))
            from_mexico = tuple(
                replace(e, body=e.body | {"country_origin": "MEX"}) if "country_origin" in e.body else e
                for e in file.entries
            )
            there = replace(file, country="USA", entries=from_mexico)
            given = parse_input(ACTS["approve_return_plan"], GROUNDS)
            context = DecisionContext("approve_return_plan", there, given, us.officer, clock.now())
            return {block.code for block in judge(context).decision.blocks}
