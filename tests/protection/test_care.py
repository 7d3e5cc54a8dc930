"""Care and custody: licensed, suitable, never detention; siblings together."""

from datetime import timedelta

import pytest

from amparo.accounts.selectors import actor_of
from amparo.cases.access import sees_whole_case
from amparo.cases.models import Case, Deadline, Involvement, Task, WhereaboutsStatement
from amparo.cases.selectors import action_states, deadlines_of_case, file_for, tasks_of_case, visible_case
from amparo.ledger import clock
from amparo.ledger.days import end_of_day
from amparo.protection.models import Provider
from amparo.protection.selectors.care import describe_whereabouts, placement_order
from tests.factories import Team, agency, child, do, person, reading_as, refused, team, today
from tests.protection.helpers import facts, institution, provider, sees, wrong

MEASURE = {"requested_of": "Procuraduría", "measure": "Acogimiento urgente"}
OPTIONS = {"options": [{"option": "foster_family", "why_not": "none_free", "reason": "Ninguna con lugar hoy"}]}


def ready(us: Team, **answers: object) -> Case:
    """Return a child with a requested measure and discarded options of care."""
    case = child(us, **answers)
    do("record_measure_request", case.id, us.officer, **MEASURE)
    do("record_care_options", case.id, us.officer, **OPTIONS)
    return case


def taken(place: Provider) -> int:
    """Return how many places of a provider are taken."""
    return Provider.objects.get(id=place.id).places_taken


class TestPlace:
    def test_placement_changes_custody_and_occupies_a_place(self) -> None:
        us = team()
        ngo = agency("ngo")
        carer = person("care_provider", ngo)
        case, home = ready(us), provider(agency=ngo)
        do("place_in_care", case.id, us.officer, provider=str(home.id), where="Calle 5, portón azul")
        found = facts(case, us.officer)
        assert found.custody == "protection_authority"
        assert found.placement_since is not None
        assert taken(home) == 1
        assert sees(carer, case)
        with reading_as(us.officer):
            file = file_for(visible_case(case.id, by=us.officer), by=us.officer)
            assert describe_whereabouts(file, by=us.officer) == (False, f"{home.name} · Calle 5, portón azul")
            order = placement_order(file)
            assert order is not None
            assert order.provider == home.name
            assert order.discarded[0].reason == "Ninguna con lugar hoy"

    def test_whereabouts_are_restricted(self) -> None:
        us = team()
        partner = person("partner_ngo")
        case = ready(us)
        do("place_in_care", case.id, us.officer, provider=str(provider(agency=partner.agency).id))
        reader = actor_of(partner)
        with reading_as(reader):
            assert not WhereaboutsStatement.objects.filter(case=case).exists()
            assert describe_whereabouts(file_for(case, by=reader), by=reader) == (True, "")
            assert placement_order(file_for(case, by=reader)) is None

    def test_move_frees_the_former_place(self) -> None:
        us = team()
        case, first, second = ready(us), provider(), provider(placement_type="foster_family")
        do("place_in_care", case.id, us.officer, provider=str(first.id))
        do("place_in_care", case.id, us.officer, provider=str(second.id))
        assert (taken(first), taken(second)) == (0, 1)
        do("place_in_care", case.id, us.officer, provider=str(second.id))
        assert taken(second) == 1

    @pytest.mark.parametrize("kind", ["migration_station", "police_cell", "border_holding_room", "closed_facility"])
    def test_detention_is_refused_even_in_danger(self, kind: str) -> None:
        us = team()
        case = ready(us)
        do("record_danger", case.id, us.officer, immediate_danger="yes")
        place = provider(placement_type=kind)
        assert refused("place_in_care", case.id, us.officer, provider=str(place.id)) == {"detention_is_not_care"}

    @pytest.mark.parametrize(
        "columns",
        [
            pytest.param({"licence_until": None}, id="no licence on record"),
            pytest.param({"licence_until": today() - timedelta(days=1)}, id="licence expired"),
            pytest.param({"staff_vetted": False}, id="staff not vetted"),
            pytest.param({"places": 0}, id="full"),
        ],
    )
    def test_unauthorised_provider_is_refused(self, columns: dict[str, object]) -> None:
        us = team()
        case, place = ready(us), provider(**columns)
        assert refused("place_in_care", case.id, us.officer, provider=str(place.id)) == {"placement_not_authorised"}

    @pytest.mark.usefixtures("every_hour")
    def test_licence_is_valid_until_the_end_of_its_last_day(self) -> None:
        us, place = team(), provider(licence_until=today())
        case = ready(us)
        with clock.at(end_of_day(today(), clock.now())):  # in UTC it is tomorrow
            do("place_in_care", case.id, us.officer, provider=str(place.id))

    @pytest.mark.parametrize(
        "columns",
        [
            pytest.param({"sexes": ["male"]}, id="sex"),
            pytest.param({"age_to": 11}, id="age"),
            pytest.param({"languages": ["spa"]}, id="language"),
            pytest.param({"accessible": False}, id="accessible"),
        ],
    )
    def test_unsuitable_provider_needs_a_reason(self, columns: dict[str, object]) -> None:
        us = team()
        case, place = ready(us), provider(**columns)
        do("record_interpreter", case.id, us.officer, best_language="mam")
        do("screen", case.id, us.officer, answers=[{"item": "disability.observed.01", "answer": "present"}])
        given = {"provider": str(place.id)}
        assert refused("place_in_care", case.id, us.officer, **given) == {"placement_unsuitable"}
        do("place_in_care", case.id, us.officer, **given, fit_reason="Hay apoyo propio; ella lo prefiere")

    def test_unknown_age_makes_the_fit_unknown(self) -> None:
        us = team()
        case, place = ready(us, age_or_birth={"unknown": True}), provider(age_from=12)
        assert refused("place_in_care", case.id, us.officer, provider=str(place.id)) == {"placement_unsuitable"}

    def test_child_under_three_needs_family_care(self) -> None:
        us = team()
        case = ready(us, age_or_birth={"age_years": 2})
        assert "under_three_institution" in refused("place_in_care", case.id, us.officer, provider=str(provider().id))
        do("place_in_care", case.id, us.officer, provider=str(provider(placement_type="foster_family").id))

    def test_options_and_measure_must_be_on_file(self) -> None:
        us = team()
        case = child(us)
        assert refused("place_in_care", case.id, us.officer, provider=str(provider().id)) == {
            "not_least_restrictive", "protection_measure_missing",
        }  # fmt: skip
        given = {"provider": str(provider().id), "placement_conditions": ["measure_requested"]}
        assert wrong("place_in_care", case.id, us.officer, **given) == {"placement_conditions"}

    def test_child_is_not_separated_from_verified_family(self) -> None:
        us = team()
        case = ready(us, with_whom="accompanied")
        do("record_family", case.id, us.officer, companion_link_verified="yes", companion_risk="no")
        apart = {"provider": str(provider().id)}
        assert refused("place_in_care", case.id, us.officer, **apart) == {"family_separation_without_basis"}
        do("place_in_care", case.id, us.officer, provider=str(provider(placement_type="open_shelter_family").id))

    def test_possible_victim_needs_a_confidential_address(self) -> None:
        us = team()
        case = ready(us)
        do("screen", case.id, us.officer, trafficking="indicators")
        assert refused("place_in_care", case.id, us.officer, provider=str(provider().id)) == {"unsafe_for_trafficking"}
        do("place_in_care", case.id, us.officer, provider=str(provider(address_confidential=True).id))

    def test_child_in_danger_is_placed_without_delay(self) -> None:
        us = team()
        case = child(us)
        do("record_danger", case.id, us.officer, immediate_danger="yes")
        done = do("place_in_care", case.id, us.officer, provider=str(provider().id))
        assert {w.code for w in done.judgements[-1].decision.warnings} >= {"protection_measure_missing"}
        full = child(us)
        do("record_danger", full.id, us.officer, immediate_danger="yes")
        assert wrong("place_in_care", full.id, us.officer, provider=str(provider(places=0).id)) == {"provider"}


class TestSiblings:
    def test_together_only_with_enough_places(self) -> None:
        us = team()
        first = ready(us)
        second = ready(us, siblings=[str(first.id)])
        narrow, wide = provider(places=1), provider(places=2)
        together = {"siblings_plan": "together"}
        assert "siblings_separated" in refused(
            "place_in_care", first.id, us.officer, provider=str(narrow.id), **together
        )  # fmt: skip
        do("place_in_care", first.id, us.officer, provider=str(wide.id), **together)
        assert "siblings_separated" in refused(
            "place_in_care", second.id, us.officer, provider=str(provider().id), **together
        )  # fmt: skip
        do("place_in_care", second.id, us.officer, provider=str(wide.id), **together)
        assert taken(wide) == 2

    def test_separation_needs_reasons(self) -> None:
        us = team()
        first = ready(us)
        ready(us, siblings=[str(first.id)])
        apart = {"provider": str(provider().id), "siblings_plan": "separated_reasoned"}
        assert refused("place_in_care", first.id, us.officer, **apart) == {"siblings_separated"}
        do("place_in_care", first.id, us.officer, **apart, siblings_reason="Su hermano le hace daño")


class TestTransfer:
    confirmed = {"confirmations": ["receiver_accepted", "child_informed", "safe_transport"]}  # noqa: RUF012

    def handover(self, us: Team, case: Case, **parts: str) -> None:
        """Record a complete hand-over, with `parts` changed."""
        whole = {
            "health_state": "good",
            "belongings": "Mochila",
            "documents": "Acta",
            "handed_over_by": "A",
            "received_by": "B",
        }
        do("record_handover", case.id, us.officer, **whole | parts)

    def test_custody_passes_from_migration_to_protection(self) -> None:
        us = team()
        border = person("border_officer")
        case = child(us, actor_of(border))
        assert facts(case, us.officer).custody == "migration"
        given = {"to_custody": "protection_authority", **self.confirmed}
        assert refused("transfer_custody", case.id, actor_of(border), **given) == {"handover_record_incomplete"}
        self.handover(us, case)
        do("transfer_custody", case.id, actor_of(border), **given)
        assert facts(case, us.officer).custody == "protection_authority"
        with reading_as(actor_of(border)):
            assert not sees_whole_case(actor_of(border), case.id)
            seen = visible_case(case.id, by=actor_of(border))
            assert not deadlines_of_case(seen, by=actor_of(border)).exists()
            assert not tasks_of_case(seen, by=actor_of(border)).exists()
            states = action_states(seen, by=actor_of(border))
            assert {block["code"] for state in states for block in state["blocks"]} == {"restricted"}
            assert [entry.act for entry in file_for(seen, by=actor_of(border)).entries] == [
                "register",
                "transfer_custody",
            ]

    def test_incomplete_or_old_record_does_not_count(self) -> None:
        us = team()
        case = child(us)
        do("record_handover", case.id, us.officer, health_state="good")
        given = {"to_custody": "health", **self.confirmed}
        assert refused("transfer_custody", case.id, us.officer, **given) == {"handover_record_incomplete"}
        self.handover(us, case)
        do("transfer_custody", case.id, us.officer, **given)
        back = given | {"to_custody": "protection_authority"}
        assert refused("transfer_custody", case.id, us.officer, **back) == {"handover_record_incomplete"}

    def test_handover_record_is_not_accepted_as_input(self) -> None:
        us = team()
        given = {"to_custody": "health", "confirmations": ["handover_record"]}
        assert wrong("transfer_custody", child(us).id, us.officer, **given) == {"confirmations.0"}

    @pytest.mark.parametrize("to", ["migration", "police"])
    def test_transfer_to_enforcement_is_refused(self, to: str) -> None:
        us = team()
        case = child(us)
        self.handover(us, case)
        given = {"to_custody": to, **self.confirmed}
        assert refused("transfer_custody", case.id, us.officer, **given) == {"transfer_to_enforcement"}

    def test_transfer_needs_its_confirmations(self) -> None:
        us = team()
        case = child(us)
        assert refused("transfer_custody", case.id, us.officer, to_custody="health") == {
            "receiver_not_confirmed", "handover_record_incomplete", "child_not_told_journey", "unsafe_transport",
        }  # fmt: skip

    def test_cross_border_transfer_is_refused(self) -> None:
        us = team()
        case = child(us)
        self.handover(us, case)
        abroad = institution("protection", "GTM")
        given = {"to_custody": "protection_authority", "to_institution": str(abroad.id), **self.confirmed}
        assert refused("transfer_custody", case.id, us.officer, **given) == {"use_other_gate"}

    def test_family_must_be_verified(self) -> None:
        us = team()
        case = child(us)
        self.handover(us, case)
        given = {"to_custody": "family", **self.confirmed}
        assert refused("transfer_custody", case.id, us.officer, **given) == {"release_not_verified"}

    def test_child_in_danger_passes_to_health_at_once(self) -> None:
        us = team()
        hospital = agency("health")
        nurse = person("health_worker", hospital)
        case, home = ready(us), provider()
        do("place_in_care", case.id, us.officer, provider=str(home.id))
        do("record_danger", case.id, us.officer, immediate_danger="yes")
        done = do(
            "transfer_custody", case.id, us.officer, to_custody="health",
            to_institution=str(institution(agency=hospital).id),
        )  # fmt: skip
        assert done.judgements[-1].decision.allowed
        found = facts(case, us.officer)
        assert (found.custody, found.placement_since) == ("health", None)
        assert taken(home) == 0
        assert sees(nurse, case)

    def test_siblings_in_the_same_custody_count_as_together(self) -> None:
        us = team()
        first = child(us)
        child(us, siblings=[str(first.id)])
        self.handover(us, first)
        given = {"to_custody": "health", **self.confirmed}
        assert refused("transfer_custody", first.id, us.officer, **given) == {"siblings_separated"}
        do("transfer_custody", first.id, us.officer, **given, siblings_plan="together")


class TestRecords:
    def test_review_of_the_present_placement(self) -> None:
        us = team()
        case = ready(us)
        assert wrong("record_placement_review", case.id, us.officer, result="continues") == {"result"}
        do("place_in_care", case.id, us.officer, provider=str(provider().id))
        assert facts(case, us.officer).placement_reviewed_at is None
        do("record_placement_review", case.id, us.officer, result="change_needed", findings="Ruido de noche")
        assert facts(case, us.officer).placement_reviewed_at is not None
        with reading_as(us.officer):
            assert Task.objects.filter(case=case, code="change_placement").exists()

    def test_protection_is_notified_when_it_opens_the_case(self) -> None:
        us = team()
        assert facts(child(us), us.officer).protection_notified_at is not None

    def test_carers_do_not_read_the_childs_account(self) -> None:
        us = team()
        carer = actor_of(person("care_provider"))
        case = ready(us)
        place = provider(agency_id=carer.agency, placement_type="specialised_health")
        do("place_in_care", case.id, us.officer, provider=str(place.id))
        do("record_placement_review", case.id, us.officer, result="change_needed", child_said="Ahí me gritan")
        with reading_as(carer):
            bodies = [entry.body for entry in file_for(case, by=carer).entries]
        assert not any("child_said" in body for body in bodies)
        assert any(body.get("placement_type") == "specialised_health" for body in bodies)

    def test_other_agencies_notify_protection(self) -> None:
        us = team()
        border = actor_of(person("border_officer"))
        case = child(us, border)
        assert facts(case, us.officer).protection_notified_at is None
        do("record_protection_notified", case.id, border, told="Guardia de la Procuraduría", how="Teléfono")
        assert facts(case, us.officer).protection_notified_at is not None

    def test_assignment_moves_deadlines_and_tasks(self) -> None:
        us = team()
        case = child(us)
        do("record_danger", case.id, us.officer, immediate_danger="yes")
        do("record_assignment", case.id, us.supervisor, officer=str(us.officer.id))
        with reading_as(us.supervisor):
            assert Involvement.objects.get(case=case, ground="responsible", ended_at=None).officer_id == us.officer.id
            assert set(Deadline.objects.filter(case=case, closed_at=None).values_list("person", flat=True)) == {
                us.officer.id
            }
            assert Task.objects.get(case=case, code="immediate_danger").person == us.officer.id

    def test_assignment_is_limited_to_the_agency(self) -> None:
        us = team()
        stranger = person("protection_officer")
        assert wrong("record_assignment", child(us).id, us.supervisor, officer=str(stranger.id)) == {"officer"}
