"""Guardians and lawyers: from the roll, without conflict, on a documented legal basis."""

import pytest

from amparo.accounts.selectors import actor_of
from amparo.cases.models import Task
from amparo.protection.models import RollEntry
from tests.factories import child, do, person, reading_as, refused, team
from tests.protection.helpers import facts, roll, sees, wrong

STATUTE = {"legal_basis": "statute", "legal_basis_reason": "Representación en suplencia"}


def appointing(entry: RollEntry, **given: object) -> dict[str, object]:
    """Return the input of an interim appointment by statute."""
    return {"guardian": str(entry.id), "guardian_kind": "interim", **STATUTE} | given


class TestAppoint:
    def test_interim_guardian_by_statute(self) -> None:
        us = team()
        case, guardian = child(us), person("guardian")
        do("appoint_guardian", case.id, us.officer, **appointing(roll("guardian", guardian)))
        found = facts(case, us.officer)
        assert (found.guardian, found.guardian_conflict) == ("interim", "no")
        assert sees(guardian, case)

    def test_new_guardian_replaces_the_former(self) -> None:
        us = team()
        case, first, second = child(us), person("guardian"), person("guardian")
        for guardian in (first, second):
            do("appoint_guardian", case.id, us.officer, **appointing(roll("guardian", guardian)))
        assert [sees(guardian, case) for guardian in (first, second)] == [False, True]

    @pytest.mark.parametrize("conflict", ["yes", "unknown"])
    def test_conflict_must_be_excluded(self, conflict: str) -> None:
        us = team()
        case = child(us)
        given = appointing(roll("guardian", conflict=conflict))
        assert refused("appoint_guardian", case.id, us.officer, **given) == {"guardian_conflict"}

    def test_unvetted_guardian_leaves_a_task(self) -> None:
        us = team()
        case = child(us)
        do("appoint_guardian", case.id, us.officer, **appointing(roll("guardian", suitable="unknown")))
        with reading_as(us.officer):
            assert Task.objects.filter(case=case, detail__code="guardian_not_vetted").exists()

    def test_basis_without_reason_or_document_does_not_count(self) -> None:
        us = team()
        case, entry = child(us), roll("guardian")
        missing = {"guardian_basis_missing"}
        no_reason = appointing(entry) | {"legal_basis_reason": None}
        assert refused("appoint_guardian", case.id, us.officer, **no_reason) == missing
        by_measure = appointing(entry, legal_basis="protection_measure")
        assert refused("appoint_guardian", case.id, us.officer, **by_measure) == missing
        do("record_documents", case.id, us.officer, documents=[{"type": "protection_measure", "seen": "declared"}])
        assert refused("appoint_guardian", case.id, us.officer, **by_measure) == missing
        do("record_documents", case.id, us.officer, documents=[{"type": "protection_measure", "seen": "original"}])
        do("appoint_guardian", case.id, us.officer, **by_measure)

    def test_formal_guardianship_needs_a_court_where_required(self) -> None:
        us = team()
        case, entry = child(us, country="PAN"), roll("guardian")
        formal = appointing(entry, guardian_kind="formal")
        assert refused("appoint_guardian", case.id, us.officer, **formal) == {"guardian_basis_missing"}
        do("record_documents", case.id, us.officer, documents=[{"type": "guardianship_order", "seen": "copy"}])
        do("appoint_guardian", case.id, us.officer, **formal | {"legal_basis": "court_order"})
        assert facts(case, us.officer).guardian == "appointed"

    def test_no_guardian_needed_with_verified_and_safe_family(self) -> None:
        us = team()
        case = child(us, with_whom="accompanied")
        do("record_family", case.id, us.officer, companion_link_verified="yes", companion_risk="no")
        given = appointing(roll("guardian"))
        assert refused("appoint_guardian", case.id, us.officer, **given) == {"guardian_not_needed"}

    def test_person_must_be_on_the_roll_of_guardians(self) -> None:
        us = team()
        case = child(us)
        assert wrong("appoint_guardian", case.id, us.officer, **appointing(roll("lawyer"))) == {"guardian"}

    def test_suitability_is_not_accepted_as_input(self) -> None:
        us = team()
        case = child(us)
        given = appointing(roll("guardian"), candidate_conflict="no")
        assert wrong("appoint_guardian", case.id, us.officer, **given) == {"candidate_conflict"}


class TestGuardianship:
    def test_request_conflict_and_end(self) -> None:
        us = team()
        case, guardian = child(us), person("guardian")
        do("record_guardianship", case.id, us.officer, step="requested", requested_of="Juzgado familiar")
        assert facts(case, us.officer).guardian == "requested"
        do("appoint_guardian", case.id, us.officer, **appointing(roll("guardian", guardian)))
        do("record_guardianship", case.id, us.officer, step="requested")
        assert facts(case, us.officer).guardian == "interim"
        do("record_guardianship", case.id, us.officer, step="conflict_found", reason="Dirige el albergue")
        assert facts(case, us.officer).guardian_conflict == "yes"
        assert not sees(guardian, case)
        do("record_guardianship", case.id, us.officer, step="conflict_excluded", reason="Ya no lo dirige")
        assert facts(case, us.officer).guardian_conflict == "no"
        assert sees(guardian, case)
        do("record_guardianship", case.id, us.officer, step="ended", reason="Por el conflicto")
        assert facts(case, us.officer).guardian == "ended"
        assert not sees(guardian, case)

    def test_changes_need_a_reason(self) -> None:
        us = team()
        assert wrong("record_guardianship", child(us).id, us.officer, step="ended") == {"reason"}


class TestLegalRepresentation:
    def test_request_and_appointment(self) -> None:
        us = team()
        case, lawyer = child(us), person("legal_representative")
        do("record_legal_representation", case.id, us.officer, step="requested")
        assert facts(case, us.officer).legal_rep == "requested"
        do("record_legal_representation", case.id, us.officer, step="appointed", lawyer=str(roll("lawyer", lawyer).id))
        assert facts(case, us.officer).legal_rep == "appointed"
        assert sees(lawyer, case)
        do("record_legal_representation", case.id, actor_of(lawyer), step="none", reason="Se retira")
        assert facts(case, us.officer).legal_rep == "none"

    def test_appointment_names_a_lawyer_and_waiver_a_reason(self) -> None:
        us = team()
        case = child(us)
        assert wrong("record_legal_representation", case.id, us.officer, step="appointed") == {"lawyer"}
        assert wrong("record_legal_representation", case.id, us.officer, step="waived_by_guardian") == {"reason"}
        guardian = str(roll("guardian").id)
        assert wrong("record_legal_representation", case.id, us.officer, step="appointed", lawyer=guardian) == {
            "lawyer"
        }
