"""A child who left or came back without a determination: recorded all the same, and a breach by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from amparo.accounts.models import Person
from amparo.cases.models import Case, GeneralStatement, Task
from amparo.cases.task_kinds import task_label
from amparo.ledger import clock
from amparo.protection.selectors.incidents import breach_counts
from tests.callers import signed_in
from tests.factories import Team, do, reading_as, refused, team
from tests.protection.determined import nothing_changed, screened, signed
from tests.protection.helpers import facts, provider, wrong
from tests.returns.test_reunification import checked, ready_to_reunify
from tests.returns.ways import decided_for, handed_over, home_again, received

ACCEPTED = {"confirmations": ["receiver_accepted"]}
OUTSIDE, UNDETERMINED = "returned_outside_mechanism", "left_without_determination"


def breaches(us: Team, case: Case) -> list[str]:
    """Return the kinds of the breaches that acts other than `record_breach` showed, oldest first."""
    with reading_as(us.officer):
        found = GeneralStatement.objects.filter(case=case, body__has_key="breach").order_by("seq")
        return [row.body["breach"] for row in found]


def tasks(us: Team, case: Case) -> list[Task]:
    with reading_as(us.supervisor):
        return list(Task.objects.filter(case=case, code="breach", done_at=None).order_by("created_at"))


def came_back(us: Team) -> Case:
    """Return a child of another country who came back without a departure, and was received."""
    case = screened(us)
    do("record_identity", case.id, us.officer, country_origin="GTM")
    received(us, case)
    do("receive_return", case.id, us.officer, **ACCEPTED)
    return case


class TestReception:
    def test_a_child_without_a_departure_is_received_and_it_is_a_breach(self) -> None:
        us, before = team(), clock.now()
        case = came_back(us)
        known = facts(case, us.officer)
        assert (known.custody, known.open_safety_alerts) == ("protection_authority", 1)
        assert known.arrival_at is not None
        (task,) = tasks(us, case)
        assert (task.role, task.agency) == ("protection_supervisor", us.agency.id)
        assert task.due_at == task.created_at + timedelta(hours=24)
        assert "Volvió fuera del mecanismo" in task_label(task)
        with reading_as(us.officer):
            counted = breach_counts(by=us.officer, since=before, until=clock.now() + timedelta(seconds=1))
            entry = GeneralStatement.objects.get(case=case, act="receive_return").entry
        assert counted == {OUTSIDE: 1}
        do("record_alert_closed", case.id, us.officer, entry=str(entry), resolution="measure_taken", text="Se denunció")
        assert (facts(case, us.officer).open_safety_alerts, tasks(us, case)) == (0, [])

    @pytest.mark.usefixtures("open_house")
    def test_the_case_tells_it(self) -> None:
        us = team()
        case = came_back(us)
        client = signed_in(Person.objects.get(id=us.officer.id))
        for page in (reverse("case", args=[case.id]), reverse("case_tab", args=[case.id, "return"])):
            assert "Volvió fuera del mecanismo" in client.get(page).content.decode()

    def test_a_child_who_departed_leaves_no_breach(self) -> None:
        us = team()
        assert breaches(us, home_again(us)) == []

    def test_a_second_reception_where_the_child_is_leaves_no_further_breach(self) -> None:
        us = team()
        case = came_back(us)
        received(us, case)
        do("receive_return", case.id, us.officer, **ACCEPTED)
        assert breaches(us, case) == [OUTSIDE]


class TestDeparture:
    def test_travelling_undetermined_is_one_breach_of_all_its_steps(self) -> None:
        us = team()
        case = screened(us)
        step = {"solution": "resettlement", "country": "CAN", "authority": "ACNUR"}
        for code in ("requested", "accepted", "travelled", "arrived"):
            do("record_solution_step", case.id, us.officer, step=code, **step)
        do("record_local_solution_started", case.id, us.officer, solution="resettlement", country="CAN")
        assert breaches(us, case) == [UNDETERMINED]
        assert facts(case, us.officer).open_safety_alerts == 1
        assert len(tasks(us, case)) == 1

    @pytest.mark.parametrize("solution", ["humanitarian_transfer", "family_reunification_third"])
    def test_every_solution_abroad_needs_its_determination(self, solution: str) -> None:
        us = team()
        case = screened(us)
        do("record_solution_step", case.id, us.officer, solution=solution, step="travelled")
        assert breaches(us, case) == [UNDETERMINED]

    def test_a_solution_here_is_none_unless_it_names_another_country(self) -> None:
        us = team()
        case = screened(us)
        step = {"solution": "local_integration_family", "step": "travelled"}
        do("record_solution_step", case.id, us.officer, **step, country="MEX")
        assert breaches(us, case) == []
        do("record_solution_step", case.id, us.officer, **step, country="CAN")
        assert breaches(us, case) == [UNDETERMINED]

    def test_start_abroad_without_a_determination_is_recorded(self) -> None:
        us = team()
        case = screened(us)
        do("record_local_solution_started", case.id, us.officer, solution="humanitarian_transfer", country="CAN")
        assert breaches(us, case) == [UNDETERMINED]
        assert facts(case, us.officer).arrival_at is not None

    def test_travelling_to_the_country_of_origin_is_a_return(self) -> None:
        us = team()
        case = decided_for(us, "resettlement")
        step = {"solution": "resettlement", "country": "GTM", "authority": "ACNUR"}
        assert wrong("record_solution_step", case.id, us.officer, step="requested", **step) == {"country"}
        do("record_solution_step", case.id, us.officer, step="travelled", **step)
        assert breaches(us, case) == [OUTSIDE]

    def test_a_determined_way_is_no_breach(self) -> None:
        us = team()
        case = decided_for(us, "resettlement")
        do("record_solution_step", case.id, us.officer, solution="resettlement", step="travelled", country="CAN")
        do("record_local_solution_started", case.id, us.officer, solution="resettlement", country="CAN")
        assert breaches(us, case) == []

    def test_transfer_to_another_country_without_a_determination(self) -> None:
        us = team()
        given: dict[str, Any] = {"kind": "authority_report", "evidence": "Oficio de la otra autoridad"}
        case = screened(us)
        do("record_closure_evidence", case.id, us.officer, closure_reason="death", **given)
        assert breaches(us, case) == []
        do("record_closure_evidence", case.id, us.officer, closure_reason="transferred_country", **given)
        assert breaches(us, case) == [UNDETERMINED]
        assert "open_alerts" in refused("close_case", case.id, us.officer, closure_reason="transferred_country")

    def test_reunification_here_is_no_breach(self) -> None:
        us = team()
        case = ready_to_reunify(us)
        do("reunify", case.id, us.officer)
        assert breaches(us, case) == []

    def test_reunification_elsewhere_that_needed_no_determination_is_one(self) -> None:
        us = team()
        case = accompanied_to(us, "CAN")
        do("reunify", case.id, us.officer)
        assert breaches(us, case) == [UNDETERMINED]


def accompanied_to(us: Team, country: str) -> Case:
    """Return a child with verified family, whom the law lets reunify abroad without a determination."""
    case = screened(us, with_whom="accompanied")
    do("record_family", case.id, us.officer, companion_link_verified="yes", companion_risk="no")
    do("record_identity", case.id, us.officer, country_origin="GTM")
    do("record_international_protection", case.id, us.officer, asylum="informed_no_claim")
    sources = [{"name": "ACNUR"}, {"name": "Cónsul"}]
    checked(us, case, home_country=country, destination_safe="yes", destination_sources=sources)
    signed("record_individual_decision", case, us, collective_measure="no", reason="Sólo su caso")
    do("record_views", case.id, us.officer, actions=["reunify"], child_views="agrees", own_words="Con mi tía")
    nothing_changed(us, case)
    return case


class TestPlacement:
    """Custody that changes hands keeps the placement that was made."""

    def placed(self, us: Team) -> tuple[Case, Any]:
        case, home = screened(us), provider()
        do("record_danger", case.id, us.officer, immediate_danger="yes")
        do("place_in_care", case.id, us.officer, provider=str(home.id))
        return case, home

    def hand_over(self, us: Team, case: Case, to: str) -> None:
        handed_over(us, case)
        confirmed = ["receiver_accepted", "child_informed", "safe_transport"]
        do("transfer_custody", case.id, us.officer, to_custody=to, confirmations=confirmed)

    def test_custody_of_the_authority_keeps_it(self) -> None:
        us = team()
        case, home = self.placed(us)
        since = facts(case, us.officer).placement_since
        self.hand_over(us, case, "protection_authority")
        assert facts(case, us.officer).placement_since == since is not None
        home.refresh_from_db()
        assert home.places_taken == 1

    def test_a_reception_keeps_the_placement_made_on_arrival(self) -> None:
        us = team()
        case = came_back(us)
        home = provider()
        do("record_danger", case.id, us.officer, immediate_danger="yes")
        do("place_in_care", case.id, us.officer, provider=str(home.id))
        received(us, case)
        do("receive_return", case.id, us.officer, **ACCEPTED)
        assert facts(case, us.officer).placement_since is not None

    def test_a_child_returned_from_the_place_leaves_it_free(self) -> None:
        us = team()
        case, home = self.placed(us)
        do("record_identity", case.id, us.officer, country_origin="GTM")
        received(us, case)
        do("receive_return", case.id, us.officer, **ACCEPTED)
        assert facts(case, us.officer).placement_since is None
        home.refresh_from_db()
        assert home.places_taken == 0
