"""Reunification and the checks before it: what is refused, and what changes."""

from __future__ import annotations

from typing import Any

import pytest

from amparo.cases.models import Case, GeneralStatement
from amparo.ledger.actor import Actor
from tests.factories import Team, actor, child, do, reading_as, refused, team
from tests.protection.determined import (
    FAMILY,
    STAY,
    assessed,
    days,
    decided,
    heard,
    nothing_changed,
    notified,
    panel_wrote,
    screened,
    signed,
)
from tests.protection.helpers import facts, provider, wrong

HOME = {"home_assessment": "positive", "home_country": "MEX", "caregiver": "Marta Paz", "caregiver_willing_able": "yes"}


def checked(us: Team, case: Case, **home: Any) -> None:
    """Record kinship, home, courts and family risk as reunification needs them."""
    do("record_relationship_check", case.id, us.officer, relationship_verified="yes", method=["civil_record"])
    do("record_home_assessment", case.id, us.officer, **HOME | home)
    do("record_family_risk", case.id, us.officer, family_implicated="no", evidence="Se evaluó")
    signed("record_stay_check", case, us, stay_order="no", where_checked="Juzgados de distrito")


def ready_to_reunify(us: Team, solution: dict[str, str] = FAMILY, by: Actor | None = None, **home: Any) -> Case:
    """Return a child whose reunification is final and lawful."""
    case = decided(us, solution, by=by) if solution in (FAMILY, STAY) else _decided_for(us, solution)
    notified(us, case)
    do("record_remedy", case.id, us.officer, remedy="waived_with_counsel")
    checked(us, case, **home)
    heard(us, case, "reunify")
    nothing_changed(us, case)
    return case


def _decided_for(us: Team, solution: dict[str, str]) -> Case:
    case = assessed(us)
    panel_wrote(us, case, STAY, solution)
    do("decide_bid", case.id, us.officer, solution=solution["solution"], reason_codes=["family_unity"])
    return case


class TestReunify:
    def test_child_leaves_care_for_the_family(self) -> None:
        us = team()
        place = provider()
        case = ready_to_reunify(us)
        do("record_care_options", case.id, us.officer, **_no_family_care())
        do("record_measure_request", case.id, us.officer, requested_of="Procuraduría", measure="Acogida")
        do("place_in_care", case.id, us.officer, provider=str(place.id))
        nothing_changed(us, case)
        place.refresh_from_db()
        assert place.places_taken == 1
        do("reunify", case.id, us.officer, confirmations=["preference_reasoned"])
        known = facts(case, us.officer)
        assert (known.custody, known.placement_since) == ("family", None)
        assert known.custody_since == known.arrival_at
        assert known.arrival_at is not None
        place.refresh_from_db()
        assert place.places_taken == 0
        with reading_as(us.officer):
            assert Case.objects.get(id=case.id).country == "MEX"

    def test_registering_agency_keeps_its_own_entries_alone(self) -> None:
        us, border = team(), actor("border_officer")
        case = ready_to_reunify(us, by=border)
        with reading_as(border):
            assert GeneralStatement.objects.filter(case=case, act="decide_bid").exists()
        do("reunify", case.id, us.officer)
        with reading_as(border):
            assert set(GeneralStatement.objects.filter(case=case).values_list("by", flat=True)) == {border.id}

    @pytest.mark.parametrize(
        ("act", "given", "code"),
        [
            ("record_relationship_check", {"relationship_verified": "unknown"}, "relationship_not_verified"),
            ("record_home_assessment", {"home_assessment": "negative"}, "home_not_assessed"),
            ("record_home_assessment", HOME | {"caregiver_willing_able": "unknown"}, "home_not_assessed"),
            ("record_family_risk", {"family_implicated": "unknown", "evidence": "Falta"}, "family_implicated"),
            ("record_stay_check", {"stay_order": "yes", "court": "Juzgado 1"}, "stay_order"),
            ("record_new_information", {"kind": "family", "text": "Llamó el padre"}, "changed_circumstances"),
            ("record_individual_decision", {"collective_measure": "unknown"}, "collective_decision"),
        ],
    )
    def test_refused_for_what_is_on_file(self, act: str, given: dict[str, Any], code: str) -> None:
        us = team()
        case = ready_to_reunify(us)
        do(act, case.id, us.officer, **given)
        blocks = refused("reunify", case.id, us.officer)
        assert code in blocks
        assert blocks - {code} <= {"changed_circumstances"}

    def test_remedy_must_have_expired(self) -> None:
        us = team()
        case = decided(us, FAMILY)
        checked(us, case)
        heard(us, case, "reunify")
        nothing_changed(us, case)
        assert refused("reunify", case.id, us.officer) == {"bid_required"}
        notified(us, case)
        assert refused("reunify", case.id, us.officer) == {"bid_required"}
        with days(29):
            do("reunify", case.id, us.officer)

    def test_refused_if_another_solution_was_decided(self) -> None:
        us = team()
        assert refused("reunify", ready_to_reunify(us, STAY).id, us.officer) == {"bid_required"}

    def test_country_of_the_home_must_be_on_file(self) -> None:
        us = team()
        assert wrong("reunify", screened(us).id, us.officer) == {"recipient_country"}

    def test_country_abroad_must_be_safe_and_not_feared(self) -> None:
        us = team()
        third = {"solution": "family_reunification_third", "reasons": "Su madre vive ahí"}
        case = ready_to_reunify(us, third, home_country="CAN")
        do("record_identity", case.id, us.officer, country_origin="GTM")
        do("record_international_protection", case.id, us.officer, asylum="informed_no_claim")
        nothing_changed(us, case)
        assert refused("reunify", case.id, us.officer) == {"reunification_risk"}
        sources = [{"name": "ACNUR"}, {"name": "Cónsul"}]
        safe = HOME | {"home_country": "CAN", "destination_safe": "yes"}
        single_source = {"destination_sources": sources[:1] * 2}
        assert wrong("record_home_assessment", case.id, us.officer, **safe, **single_source) == {"destination_sources"}
        do("record_home_assessment", case.id, us.officer, **safe, destination_sources=sources)
        nothing_changed(us, case)
        do("reunify", case.id, us.officer)
        with reading_as(us.officer):
            assert Case.objects.get(id=case.id).country == "CAN"

    def test_siblings_need_one_home_or_reasons(self) -> None:
        us = team()
        case = ready_to_reunify(us)
        brother = child(us, siblings=[str(case.id)])
        nothing_changed(us, case)
        assert refused("reunify", case.id, us.officer) == {"siblings_separated"}
        assert refused("reunify", case.id, us.officer, siblings_plan="together") == {"siblings_separated"}
        alone = {"siblings_plan": "separated_reasoned"}
        assert refused("reunify", case.id, us.officer, **alone) == {"siblings_separated"}
        do("record_home_assessment", brother.id, us.officer, **HOME | {"caregiver": "MARTA  PAZ"})
        do("reunify", case.id, us.officer, siblings_plan="together")
        do("record_home_assessment", case.id, us.officer, **HOME | {"caregiver": "Otra"})
        nothing_changed(us, case)
        assert refused("reunify", case.id, us.officer, siblings_plan="together") == {"siblings_separated"}
        do("reunify", case.id, us.officer, **alone, siblings_reason="El hermano ya vive con su padre")


def _no_family_care() -> dict[str, Any]:
    return {"options": [{"option": "foster_family", "why_not": "none_free", "reason": "Se llamó a tres familias"}]}


class TestChecks:
    def test_absence_of_a_stay_needs_place_and_signature(self) -> None:
        us = team()
        case = screened(us)
        none = {"stay_order": "no"}
        assert wrong("record_stay_check", case.id, us.officer, **none) == {"where_checked"}
        assert wrong("record_stay_check", case.id, us.officer, **none, where_checked="Juzgados") == {"signature"}
        assert facts(case, us.officer).stay_order == "unknown"
        do("record_stay_check", case.id, us.officer, stay_order="yes", court="Juzgado 1")
        assert facts(case, us.officer).stay_order == "yes"

    def test_origin_risk_counts_distinct_sources_of_the_last_assessment(self) -> None:
        us = team()
        case = screened(us)
        place = {"origin_risk": "safe", "origin_risk_scope": "municipality"}
        assert wrong("record_origin_risk", case.id, us.officer, **place) == {"municipality"}
        sources = [{"name": "Junta"}, {"name": "JUNTA "}, {"name": "Defensoría", "says": "Sin maras"}]
        do("record_origin_risk", case.id, us.officer, **place, municipality="Jutiapa", sources=sources)
        known = facts(case, us.officer)
        assert (known.origin_risk, known.origin_risk_scope, known.origin_risk_sources) == ("safe", "municipality", 2)
        assert known.origin_risk_at is not None
        do("record_origin_risk", case.id, us.officer, origin_risk="unsafe", origin_risk_scope="region")
        known = facts(case, us.officer)
        assert (known.origin_risk, known.origin_risk_sources) == ("unsafe", 0)

    @pytest.mark.parametrize(
        ("code", "given", "path"),
        [
            ("record_home_assessment", {"home_assessment": "positive"}, "home_country"),
            ("record_home_assessment", {"home_assessment": "conditional", "home_country": "GTM"}, "conditions"),
            ("record_origin_care", {"origin_care": "confirmed"}, "authority"),
        ],
    )
    def test_invalid_inputs_are_refused(self, code: str, given: dict[str, str], path: str) -> None:
        us = team()
        assert wrong(code, screened(us).id, us.officer, **given) == {path}

    def test_care_in_origin(self) -> None:
        us = team()
        case = screened(us)
        do("record_origin_care", case.id, us.officer, origin_care="confirmed", authority="PGN", told_by="Enlace")
        assert facts(case, us.officer).origin_care == "confirmed"

    def test_home_outside_the_conference_can_be_assessed(self) -> None:
        us = team()
        case = screened(us)
        do("record_home_assessment", case.id, us.officer, **HOME | {"home_country": "COL"})
        assert facts(case, us.officer).home_assessment == "positive"
