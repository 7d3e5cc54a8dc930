"""Best interests: assessment, determination, notification, remedy, restitution."""

from datetime import timedelta

import pytest

from amparo.cases.fact_providers import FactQuery
from amparo.cases.models import GeneralStatement, HealthStatement, ProtectionStatement, Task, TraffickingStatement
from amparo.cases.selectors import file_for, visible_case
from amparo.law.sets import BIA_FACTORS
from amparo.ledger import clock
from amparo.protection.best_interests import (
    assessment_overview,
    determination_overview,
    last_decided_determination,
    restitution_overview,
)
from tests.factories import actor, child, do, reading_as, refused, team
from tests.protection.determined import (
    ALL_FOUR,
    FAMILY,
    PANEL,
    SIGNED,
    STAY,
    assessed,
    days,
    decided,
    heard,
    nothing_changed,
    notified,
    panel_wrote,
    rated,
    represented,
    screened,
    signed,
    weighed,
)
from tests.protection.helpers import facts, wrong


def read(case, by):
    """Return the file of a case as a person may read it."""
    with reading_as(by):
        return file_for(visible_case(case.id, by=by), by=by)


def now():
    return FactQuery(clock.now())


class TestAssessment:
    def test_written_over_days_and_completed(self) -> None:
        us = team()
        case = screened(us)
        heard(us, case, "complete_bia")
        assert facts(case, us.officer).bia == "none"
        half = rated()[:5]
        do("record_bia", case.id, us.officer, factors=half)
        assert facts(case, us.officer).bia == "in_progress"
        assert "factors_missing" in refused("complete_bia", case.id, us.officer)
        do("record_bia", case.id, us.officer, factors=rated()[5:], recommends_determination=True)
        do("complete_bia", case.id, us.officer, conclusion="Se recomienda determinar")
        known = facts(case, us.officer)
        assert known.bia == "complete"
        assert known.bia_completed_at is not None

    def test_refused_until_the_file_meets_the_law(self) -> None:
        us = team()
        case = screened(us)
        do("record_bia", case.id, us.officer, factors=rated(), recommends_determination=True)
        assert refused("complete_bia", case.id, us.officer) == {"child_not_heard"}
        heard(us, case, "complete_bia")
        untrained = actor("protection_officer", us.agency, trained=False)
        assert refused("complete_bia", case.id, untrained) == {"staff_not_trained"}

    @pytest.mark.parametrize("missing", ["action", "responsible", "due_on"])
    def test_high_risk_needs_a_complete_plan(self, missing: str) -> None:
        us = team()
        case = screened(us)
        heard(us, case, "complete_bia")
        plan = {"risk_level": "high", "action": "Refugio", "responsible": "Rosa", "due_on": "2030-01-31"}
        without = {name: value for name, value in plan.items() if name != missing}
        do("record_bia", case.id, us.officer, factors=rated(care_safety=without), recommends_determination=True)
        assert refused("complete_bia", case.id, us.officer) == {"plan_missing"}
        again = {"factor": "care_safety", "evidence": "Lo mismo", **plan}
        do("record_bia", case.id, us.officer, factors=[again])
        do("complete_bia", case.id, us.officer)
        with reading_as(us.officer):
            task = Task.objects.get(case=case, code="bia_action")
        assert task.detail["factor"] == "care_safety"
        assert task.due_at is not None

    def test_blank_recommendation_is_not_stated(self) -> None:
        us = team()
        case = screened(us)
        heard(us, case, "complete_bia")
        do("record_bia", case.id, us.officer, factors=rated())
        assert refused("complete_bia", case.id, us.officer) == {"bid_flag_mismatch"}

    def test_factor_rated_twice_is_refused(self) -> None:
        us = team()
        case = screened(us)
        assert wrong("record_bia", case.id, us.officer, factors=[rated()[0], rated()[0]]) == {"factors"}

    def test_factors_are_kept_in_their_compartments(self) -> None:
        us = team()
        case = screened(us)
        do("record_bia", case.id, us.officer, factors=rated())
        with reading_as(us.officer):
            health = HealthStatement.objects.get(case=case, act="record_bia").body
            trafficking = TraffickingStatement.objects.get(case=case, act="record_bia").body
            rest = ProtectionStatement.objects.get(case=case, act="record_bia").body
            assert not GeneralStatement.objects.filter(case=case, act="record_bia").exists()
        assert [row["factor"] for row in health["factors_health"]] == ["health"]
        assert [row["factor"] for row in trafficking["factors_trafficking"]] == ["trafficking"]
        assert {row["factor"] for row in rest["factors"]} == BIA_FACTORS - {"health", "trafficking"}

    def test_outdated_after_180_days_and_by_new_information(self) -> None:
        us = team()
        case = assessed(us)
        with days(179.9):
            assert facts(case, us.officer).bia == "complete"
        with days(180.1):
            assert facts(case, us.officer).bia == "outdated"
        do("record_new_information", case.id, us.officer, kind="family", text="Llamó su madre")
        assert facts(case, us.officer).bia == "outdated"
        assert "bia_required" in refused("decide_bid", case.id, us.officer)

    def test_new_assessment_rates_every_factor_again(self) -> None:
        us = team()
        case = assessed(us)
        assert {"factors_missing", "plan_missing"} <= refused("complete_bia", case.id, us.officer)
        do("record_new_information", case.id, us.officer, kind="risk", text="La buscan")
        do("record_bia", case.id, us.officer, factors=rated(), recommends_determination=True)
        assert facts(case, us.officer).bia == "outdated"
        do("complete_bia", case.id, us.officer)
        assert facts(case, us.officer).bia == "complete"
        page = assessment_overview(read(case, us.officer), now())
        assert len(page.history) == 2
        assert page.draft is None
        assert page.current == page.history[-1]


class TestPanel:
    def test_facts_are_computed_from_the_record(self) -> None:
        us = team()
        case = assessed(us)
        assert facts(case, us.officer).panel_migration_votes is None
        panel_wrote(us, case)
        known = facts(case, us.officer)
        assert (known.bid, known.panel_members, known.panel_disciplines) == ("in_progress", 3, 3)
        assert (known.panel_chair_protection, known.panel_migration_votes) == ("yes", 0)
        assert (known.bid_signed, known.bid_reasons, known.collective_measure) == ("yes", "yes", "no")

    @pytest.mark.parametrize(
        ("members", "code"),
        [
            pytest.param(PANEL[:2], "panel_invalid", id="two members"),
            pytest.param([row | {"discipline": "law"} for row in PANEL], "panel_invalid", id="one discipline"),
            pytest.param([PANEL[0] | {"org_kind": "ngo"}, *PANEL[1:]], "panel_invalid", id="chaired by somebody else"),
            pytest.param([PANEL[0] | {"role": "member"}, *PANEL[1:]], "panel_invalid", id="no chair"),
            pytest.param([*PANEL[:3], PANEL[3] | {"role": "member"}], "migration_in_panel", id="migration votes"),
        ],
    )
    def test_panel_with_invalid_composition_is_refused(self, members: list[dict[str, str]], code: str) -> None:
        us = team()
        case = assessed(us)
        panel_wrote(us, case)
        do("record_bid", case.id, us.officer, members=members)
        do("record_bid", case.id, us.officer, signatures=_sign(members))
        given = {"solution": STAY["solution"], "reason_codes": ["safety"]}
        assert refused("decide_bid", case.id, us.officer, **given) == {code}

    def test_change_voids_the_signatures(self) -> None:
        us = team()
        case = assessed(us)
        panel_wrote(us, case)
        do("record_bid", case.id, us.officer, dissent="Ana prefiere a la tía")
        assert facts(case, us.officer).bid_signed == "no"
        do("record_bid", case.id, us.officer, signatures=SIGNED[:2])
        given = {"solution": STAY["solution"], "reason_codes": ["safety"]}
        assert refused("decide_bid", case.id, us.officer, **given) == {"reasons_missing"}

    def test_decision_needs_reasons_on_every_factor(self) -> None:
        us = team()
        case = assessed(us)
        do("record_bid", case.id, us.officer, step="convened", reasons=weighed()[1:])
        assert facts(case, us.officer).bid_reasons == "no"
        do("record_bid", case.id, us.officer, reasons=weighed()[:1])
        assert facts(case, us.officer).bid_reasons == "yes"

    @pytest.mark.parametrize(
        ("given", "path"),
        [
            ({"members": [PANEL[0], PANEL[0]]}, "members"),
            ({"members": [PANEL[0], PANEL[1] | {"role": "chair"}]}, "members"),
            ({"members": [PANEL[3] | {"vote": "against"}]}, "members.0.vote"),
            ({"members": [PANEL[0] | {"person": "00000000-0000-4000-8000-000000000000"}]}, "members.0.person"),
            ({"members": PANEL, "signatures": [{"member": "Otra", "signed_on": "2026-01-02"}]}, "signatures.0.member"),
            ({"options": [STAY, STAY]}, "options"),
            ({"reasons": [weighed()[0], weighed()[0]]}, "reasons"),
            ({"step": "suspended"}, "step_reason"),
        ],
    )
    def test_invalid_inputs_are_refused(self, given: dict[str, object], path: str) -> None:
        us = team()
        assert wrong("record_bid", screened(us).id, us.officer, **given) == {path}


def _sign(members: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{"member": row["name"], "signed_on": "2026-05-04"} for row in members]


class TestDecision:
    def test_decision_is_for_a_compared_option(self) -> None:
        us = team()
        case = decided(us)
        known = facts(case, us.officer)
        assert (known.bid, known.bid_solution, known.remedy) == ("decided", STAY["solution"], "not_notified")
        assert known.bid_decided_at is not None

    @pytest.mark.parametrize(
        ("options", "code"),
        [
            pytest.param([STAY], "options_not_compared", id="one option"),
            pytest.param([STAY, {"solution": FAMILY["solution"]}], "options_not_compared", id="reasons for one"),
            pytest.param(
                [{"solution": "resettlement", "reasons": "Sí"}, {"solution": "humanitarian_transfer", "reasons": "No"}],
                "options_not_compared",
                id="staying not compared",
            ),
        ],
    )
    def test_decision_needs_reasoned_options(self, options: list[dict[str, str]], code: str) -> None:
        us = team()
        case = assessed(us)
        panel_wrote(us, case, *options)
        given = {"solution": options[0]["solution"], "reason_codes": ["safety"]}
        assert refused("decide_bid", case.id, us.officer, **given) == {code}

    def test_confirmation_of_reasons_is_not_accepted_as_input(self) -> None:
        us = team()
        case = assessed(us)
        given = {"solution": STAY["solution"], "confirmations": ["options_reasoned"]}
        assert wrong("decide_bid", case.id, us.officer, **given) == {"confirmations"}

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"solution": None}, "solution_missing"),
            ({"solution": "resettlement"}, "solution_missing"),
            ({"reason_codes": ["cost", "migration_control"]}, "non_rights_ground"),
        ],
    )
    def test_decision_needs_solution_and_grounds(self, change: dict[str, object], code: str) -> None:
        us = team()
        case = assessed(us)
        panel_wrote(us, case)
        given = {"solution": STAY["solution"], "reason_codes": ["safety"]} | change
        stated = {name: value for name, value in given.items() if value is not None}
        assert refused("decide_bid", case.id, us.officer, **stated) == {code}

    def test_family_separation_needs_a_lawyer(self) -> None:
        us = team()
        case = assessed(us)
        panel_wrote(us, case)
        do("record_legal_representation", case.id, us.officer, step="waived_by_guardian", reason="No quiso")
        given = {"solution": STAY["solution"], "reason_codes": ["safety"], "placement_conditions": ["separates_family"]}
        assert refused("decide_bid", case.id, us.officer, **given) == {"legal_rep_required"}

    def test_individual_decision_counts_only_when_signed(self) -> None:
        us = team()
        case = assessed(us)
        given = {"collective_measure": "no"}
        assert wrong("record_individual_decision", case.id, us.officer, **given) == {"signature"}
        assert facts(case, us.officer).collective_measure == "unknown"
        do("record_individual_decision", case.id, us.officer, collective_measure="yes")
        panel_wrote(us, case)
        do("record_individual_decision", case.id, us.officer, collective_measure="unknown")
        decide = {"solution": STAY["solution"], "reason_codes": ["safety"]}
        assert refused("decide_bid", case.id, us.officer, **decide) == {"collective_decision"}

    def test_new_decision_needs_a_new_convening(self) -> None:
        us = team()
        case = decided(us)
        again = {"solution": FAMILY["solution"], "reason_codes": ["safety"]}
        assert wrong("decide_bid", case.id, us.officer, **again) == {"solution"}
        assert wrong("record_bid", case.id, us.officer, dissent="Tarde") == {"step"}
        notified(us, case)
        do("record_bid", case.id, us.officer, step="convened")
        known = facts(case, us.officer)
        assert (known.bid, known.panel_members) == ("in_progress", 0)
        panel_wrote(us, case)
        do("decide_bid", case.id, us.officer, **again)
        known = facts(case, us.officer)
        assert (known.bid, known.bid_solution) == ("decided", FAMILY["solution"])
        assert (known.bid_notified_at, known.remedy) == (None, "not_notified")
        assert len(determination_overview(read(case, us.officer), now()).earlier) == 1

    def test_suspended_panel_cannot_decide(self) -> None:
        us = team()
        case = assessed(us)
        panel_wrote(us, case)
        do("record_bid", case.id, us.officer, step="suspended", step_reason="Falta un informe")
        assert facts(case, us.officer).bid == "suspended"
        assert wrong("decide_bid", case.id, us.officer, solution=STAY["solution"]) == {"solution"}
        do("record_bid", case.id, us.officer, step="convened")
        do("decide_bid", case.id, us.officer, solution=STAY["solution"], reason_codes=["safety"])

    def test_last_decided_determination_is_complete(self) -> None:
        us = team()
        case = decided(us)
        found = last_decided_determination(read(case, us.officer), now())
        assert found is not None
        assert found.decision["solution"] == STAY["solution"]
        assert [member["name"] for member in found.proceeding.members] == [member["name"] for member in PANEL]
        assert found.proceeding.reasons.keys() == BIA_FACTORS
        assert len(found.proceeding.signatures) == 3
        assert last_decided_determination(read(screened(us), us.officer), now()) is None


class TestRemedy:
    def test_window_opens_by_notification_and_expires(self) -> None:
        us = team()
        case = decided(us)
        notified(us, case)
        assert facts(case, us.officer).remedy == "window_open"
        with days(27.9):
            assert facts(case, us.officer).remedy == "window_open"
        with days(28.1):
            assert facts(case, us.officer).remedy == "expired"

    def test_notice_without_explained_remedies_does_not_count(self) -> None:
        us = team()
        case = decided(us)
        notified(us, case, remedies_explained=False)
        known = facts(case, us.officer)
        assert (known.bid_notified_at, known.remedy) == (None, "not_notified")

    def test_invalid_inputs_are_refused(self) -> None:
        us = team()
        case = assessed(us)
        notice = {"to": ["child"], "remedies_explained": True}
        assert wrong("record_bid_notified", case.id, us.officer, **notice) == {"to"}
        assert wrong("record_remedy", case.id, us.officer, remedy="filed") == {"remedy"}
        assert wrong("record_remedy", case.id, us.officer, remedy="expired") == {"remedy"}
        earlier = (clock.now()).isoformat()
        panel_wrote(us, case)
        do("decide_bid", case.id, us.officer, solution=STAY["solution"], reason_codes=["safety"])
        assert wrong("record_bid_notified", case.id, us.officer, **notice | {"to": ["parents"]}) == {"to"}
        assert wrong("record_bid_notified", case.id, us.officer, **notice, occurred_at=earlier) == {"occurred_at"}

    @pytest.mark.parametrize("outcome", ["filed", "upheld", "waived_with_counsel"])
    def test_remedy_state_follows_its_steps(self, outcome: str) -> None:
        us = team()
        case = decided(us)
        notified(us, case)
        do("record_remedy", case.id, us.officer, remedy=outcome, before="Juzgado 3")
        with days(20):
            known = facts(case, us.officer)
        assert (known.remedy, known.bid) == (outcome, "decided")

    def test_overturned_decision_is_superseded(self) -> None:
        us = team()
        case = decided(us)
        notified(us, case)
        do("record_remedy", case.id, us.officer, remedy="filed")
        do("record_remedy", case.id, us.officer, remedy="overturned")
        known = facts(case, us.officer)
        assert (known.remedy, known.bid) == ("overturned", "superseded")
        with reading_as(us.officer):
            assert Task.objects.filter(case=case, code="decide_again").exists()
        page = determination_overview(read(case, us.officer), now())
        assert [step["remedy"] for step in page.remedy.steps] == ["filed", "overturned"]

    def test_decision_on_age_has_its_own_remedy(self) -> None:
        us = team()
        case = decided(us)
        notified(us, case)
        do("record_remedy", case.id, us.officer, remedy="upheld")
        do("record_age_determination", case.id, us.officer, age_status="child_confirmed", notified=True)
        known = facts(case, us.officer)
        assert (known.remedy, known.bid_notified_at) == ("window_open", None)
        do("record_remedy", case.id, us.officer, remedy="overturned")
        known = facts(case, us.officer)
        assert (known.remedy, known.bid) == ("overturned", "decided")


class TestCircumstances:
    def test_unknown_until_a_signed_check(self) -> None:
        us = team()
        case = decided(us)
        assert facts(case, us.officer).new_info_since_bid == "unknown"
        alone = {"checked": ALL_FOUR, "how": "Se le preguntó"}
        assert wrong("record_circumstances_checked", case.id, us.officer, **alone) == {"signature"}
        part = alone | {"checked": ["risk"]}
        assert wrong("record_circumstances_checked", case.id, us.officer, **part) == {"checked"}
        nothing_changed(us, case)
        assert facts(case, us.officer).new_info_since_bid == "no"

    @pytest.mark.parametrize(
        ("code", "given"),
        [
            ("record_family", {"wants_to_be_with": "Su tía"}),
            ("record_contact_risk", {"contact_safe": "no", "reasons": "La amenazan"}),
            ("screen", {"fear_of_return": "yes"}),
        ],
    )
    def test_later_record_reopens_the_check(self, code: str, given: dict[str, str]) -> None:
        us = team()
        case = decided(us)
        nothing_changed(us, case)
        do(code, case.id, us.officer, **given)
        assert facts(case, us.officer).new_info_since_bid == "unknown"

    @pytest.mark.parametrize(("kind", "table"), [("health", HealthStatement), ("risk", ProtectionStatement)])
    def test_new_information_counts_until_the_next_check(self, kind: str, table: type[HealthStatement]) -> None:
        us = team()
        case = decided(us)
        nothing_changed(us, case)
        do("record_new_information", case.id, us.officer, kind=kind, text="Se supo hoy")
        assert facts(case, us.officer).new_info_since_bid == "yes"
        with reading_as(us.officer):
            assert table.objects.filter(case=case, act="record_new_information").exists()
        nothing_changed(us, case)
        assert facts(case, us.officer).new_info_since_bid == "no"

    def test_backdated_information_is_not_covered_by_the_check(self) -> None:
        us = team()
        case = decided(us)
        with days(1):
            nothing_changed(us, case)
        with days(2):
            before = clock.now() - timedelta(hours=40)
            do("record_family", case.id, us.officer, main_carer="Tía", occurred_at=before.isoformat())
            assert facts(case, us.officer).new_info_since_bid == "unknown"

    def test_new_decision_needs_a_new_check(self) -> None:
        us = team()
        case = decided(us)
        nothing_changed(us, case)
        panel_wrote(us, case)
        do("decide_bid", case.id, us.officer, solution=STAY["solution"], reason_codes=["safety"])
        assert facts(case, us.officer).new_info_since_bid == "unknown"


class TestRestitution:
    MEASURE = {"right": "education", "measure": "Inscribirla", "responsible": "Rosa", "due_on": "2030-03-01"}  # noqa: RUF012

    def test_each_measure_leaves_one_task(self) -> None:
        us = team()
        case = screened(us)
        do("record_restitution_plan", case.id, us.officer, measures=[self.MEASURE])
        health = {"right": "health", "measure": "Vacunas", "responsible": "Ana", "state": "done", "result": "Hecho"}
        do("record_restitution_plan", case.id, us.officer, measures=[self.MEASURE | {"state": "under_way"}, health])
        with reading_as(us.officer):
            tasks = list(Task.objects.filter(case=case, code="restitution_measure"))
        assert [task.detail["right"] for task in tasks] == ["education"]

    def test_measure_without_due_date_leaves_a_task_until_done(self) -> None:
        us = team()
        case = screened(us)
        undated = {name: value for name, value in self.MEASURE.items() if name != "due_on"}
        do("record_restitution_plan", case.id, us.officer, measures=[undated])
        with reading_as(us.officer):
            assert Task.objects.get(case=case, code="restitution_measure").due_at is None
        do("record_restitution_plan", case.id, us.officer, measures=[undated | {"state": "done"}])
        with reading_as(us.officer):
            assert Task.objects.get(case=case, code="restitution_measure").done_at is not None

    def test_overview_marks_late_measures(self) -> None:
        us = team()
        case = screened(us)
        assert restitution_overview(read(case, us.officer), now()).measures == ()
        done = self.MEASURE | {"due_on": "2020-01-01", "state": "done"}
        late = self.MEASURE | {"due_on": "2020-01-01"}
        do("record_restitution_plan", case.id, us.officer, measures=[late, done, self.MEASURE])
        page = restitution_overview(read(case, us.officer), now())
        assert [measure.is_late for measure in page.measures] == [True, False, False]

    def test_guardian_may_read_it_and_border_may_not(self) -> None:
        us = team()
        border = actor("border_officer")
        case = child(us, border)
        do("record_restitution_plan", case.id, us.officer, measures=[self.MEASURE])
        assert read(case, border).last("record_restitution_plan") is None


def test_decision_needs_a_guardian() -> None:
    us = team()
    case = screened(us)
    heard(us, case, "complete_bia", "decide_bid")
    do("record_bia", case.id, us.officer, factors=rated(), recommends_determination=True)
    do("complete_bia", case.id, us.officer)
    panel_wrote(us, case)
    given = {"solution": STAY["solution"], "reason_codes": ["safety"]}
    assert refused("decide_bid", case.id, us.officer, **given) == {"guardian_required"}
    represented(us, case)
    do("decide_bid", case.id, us.officer, **given)


def test_signature_is_valid_for_its_input_alone() -> None:
    us = team()
    case = assessed(us)
    signed("record_individual_decision", case, us, collective_measure="no")
    assert facts(case, us.officer).collective_measure == "no"
