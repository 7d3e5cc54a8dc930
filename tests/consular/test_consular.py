"""Consular protection: notice with the child's will, never where there may be fear."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amparo.cases.models import Case, ProtectionStatement
from amparo.ledger import clock
from tests.factories import Team, actor, agency, do, reading_as, refused, team
from tests.protection.determined import screened
from tests.protection.helpers import facts, institution, wrong


def willing(us: Team) -> Case:
    """Return a child of Guatemala, without fear, who consents to the notice."""
    case = screened(us)
    do("record_identity", case.id, us.officer, nationalities=["GTM"], statelessness="none", country_origin="GTM")
    do("record_international_protection", case.id, us.officer, asylum="informed_no_claim")
    consent = {"purposes": ["consular"], "decision": "granted", "given_by": "child", "own_words": "Sí, llámenlos"}
    do("record_consent", case.id, us.officer, **consent)
    return case


def consulate(country: str = "GTM", **columns: Any) -> str:
    return str(institution("consulate", country, **columns).id)


def test_notice_and_answer() -> None:
    us = team()
    case = willing(us)
    office = agency("consulate", country="GTM")
    do("notify_consulate", case.id, us.officer, institution=consulate(agency=office), fields=["identity"])
    known = facts(case, us.officer)
    assert known.consular == "notified"
    assert known.consular_notified_at is not None
    with reading_as(actor("consul", office)):
        assert not Case.objects.filter(id=case.id).exists()
    do("record_consular_step", case.id, us.officer, consular="acknowledged", told_by="Cónsul López, hoy")
    do("record_consular_step", case.id, us.officer, consular_act="nationality_check", text="Confirmada")
    assert facts(case, us.officer).consular == "acknowledged"
    with reading_as(us.officer):
        assert ProtectionStatement.objects.filter(case=case, act="notify_consulate").exists()


@pytest.mark.parametrize(
    ("before", "code"),
    [
        pytest.param(("screen", {"fear_of_return": "yes"}), "protection_blocks_consulate", id="fear"),
        pytest.param(("screen", {"persecution_agent": "state"}), "agent_may_be_state", id="the state"),
        pytest.param(
            ("record_international_protection", {"asylum": "pending"}), "protection_blocks_consulate", id="claim"
        ),
        pytest.param(("record_identity", {"nationalities": ["XXX"]}), "nationality_not_established", id="nationality"),
        pytest.param(("record_identity", {"statelessness": "unknown"}), "stateless_no_consulate", id="stateless"),
        pytest.param(
            ("record_consent", {"purposes": ["consular"], "decision": "withdrawn", "given_by": "child"}),
            "consular_consent_missing",
            id="withdrawn",
        ),
    ],
)
def test_notice_without_a_condition_is_refused(before: tuple[str, dict[str, Any]], code: str) -> None:
    us = team()
    case = willing(us)
    act, given = before
    do(act, case.id, us.officer, **given)
    assert refused("notify_consulate", case.id, us.officer, institution=consulate()) == {code}


def test_consulate_of_a_feared_or_other_country_is_refused() -> None:
    us = team()
    case = willing(us)
    assert refused("notify_consulate", case.id, us.officer, institution=consulate("HND")) == {
        "nationality_not_established"
    }
    do("screen", case.id, us.officer, feared_countries=["GTM"])
    assert refused("notify_consulate", case.id, us.officer, institution=consulate()) == {"feared_country"}


def test_notice_is_limited_to_assistance_data() -> None:
    us = team()
    given = {"institution": consulate(), "fields": ["identity", "asylum"]}
    assert refused("notify_consulate", willing(us).id, us.officer, **given) == {"excess_data_to_consulate"}


def test_recipient_must_be_a_consulate() -> None:
    us = team()
    to = str(institution("protection", "GTM").id)
    assert wrong("notify_consulate", willing(us).id, us.officer, institution=to) == {"institution"}


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({}, "consular"),
        ({"consular": "acknowledged", "told_by": "X"}, "consular"),
        ({"consular": "withheld_protection"}, "text"),
        ({"consular": "notified"}, "consular"),
    ],
)
def test_invalid_steps_are_refused(given: dict[str, str], path: str) -> None:
    us = team()
    assert wrong("record_consular_step", willing(us).id, us.officer, **given) == {path}


def test_due_and_withheld_are_stated() -> None:
    us = team()
    case = willing(us)
    assert facts(case, us.officer).consular == "not_due"
    do("record_consular_step", case.id, us.officer, consular="due")
    assert facts(case, us.officer).consular == "due"
    do("record_consular_step", case.id, us.officer, consular="withheld_protection", text="Teme a la policía")
    assert facts(case, us.officer).consular == "withheld_protection"


def test_answer_needs_its_reporter() -> None:
    us = team()
    case = willing(us)
    do("notify_consulate", case.id, us.officer, institution=consulate())
    assert wrong("record_consular_step", case.id, us.officer, consular="interviewed") == {"told_by"}
    do("record_consular_step", case.id, us.officer, consular="no_response")
    assert facts(case, us.officer).consular == "no_response"


class TestTravelDocument:
    def _until(self, days: int) -> str:
        return (clock.now() + timedelta(days=days)).date().isoformat()

    def _state(self, us: Team, case: Case) -> str:
        return facts(case, us.officer).travel_document

    def write(self, us: Team, case: Case, step: str, **given: Any) -> None:
        do("record_travel_document", case.id, us.officer, step=step, **given)

    def test_from_request_to_expiry(self) -> None:
        us = team()
        case = screened(us)
        assert self._state(us, case) == "none"
        self.write(us, case, "requested", kind="safe_conduct")
        assert self._state(us, case) == "requested"
        self.write(us, case, "issued", kind="safe_conduct", expires_on=self._until(10), number="SC-1")
        assert self._state(us, case) == "issued"
        with clock.at(clock.now() + timedelta(days=12)):
            assert self._state(us, case) == "expired"
        with reading_as(us.officer):
            kept = ProtectionStatement.objects.get(case=case, act="record_travel_document").body
        assert kept == {"number": "SC-1"}

    def test_one_valid_document_is_enough(self) -> None:
        us = team()
        case = screened(us)
        self.write(us, case, "issued", kind="passport", expires_on=self._until(90))
        self.write(us, case, "requested", kind="safe_conduct")
        assert self._state(us, case) == "issued"
        self.write(us, case, "lost", kind="passport")
        assert self._state(us, case) == "requested"
        self.write(us, case, "refused", kind="safe_conduct", reason="Falta el acta")
        assert self._state(us, case) == "none"

    def test_document_may_be_unneeded(self) -> None:
        us = team()
        case = screened(us)
        self.write(us, case, "not_needed", reason="Libre tránsito con su cédula")
        assert self._state(us, case) == "not_needed"
        self.write(us, case, "requested", kind="passport")
        assert self._state(us, case) == "requested"

    @pytest.mark.parametrize(
        ("given", "paths"),
        [
            ({"step": "issued", "kind": "passport"}, {"expires_on"}),
            ({"step": "issued", "expires_on": "2030-01-01"}, {"kind"}),
            ({"step": "requested"}, {"kind"}),
            ({"step": "refused", "kind": "passport"}, {"reason"}),
            ({"step": "not_needed"}, {"reason"}),
            ({"step": "issued", "kind": "school_record", "expires_on": "2030-01-01"}, {"kind"}),
        ],
    )
    def test_incomplete_input_is_refused(self, given: dict[str, str], paths: set[str]) -> None:
        us = team()
        assert wrong("record_travel_document", screened(us).id, us.officer, **given) == paths
