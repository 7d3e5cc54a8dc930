"""Best interests: assessed factor by factor, determined by a panel, told, contested, put into effect."""

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
    """The file of a case as this person sees it."""
    with reading_as(by):
        return file_for(visible_case(case.id, by=by), by=by)


def now():
    return FactQuery(clock.now())


class TestAssessment:
    def test_is_written_over_days_and_completed(self) -> None:
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

    def test_needs_what_the_law_needs(self) -> None:
        us = team()
        case = screened(us)
        do("record_bia", case.id, us.officer, factors=rated(), recommends_determination=True)
        assert refused("complete_bia", case.id, us.officer) == {"child_not_heard"}
        heard(us, case, "complete_bia")
        untrained = actor("protection_officer", us.agency, trained=False)
        assert refused("complete_bia", case.id, untrained) == {"staff_not_trained"}

    @pytest.mark.parametrize("missing", ["action", "responsible", "due_on"])
    def test_high_risk_needs_somebody_and_a_day(self, missing: str) -> None:
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

    def test_blank_is_no_recommendation(self) -> None:
        us = team()
        case = screened(us)
        heard(us, case, "complete_bia")
        do("record_bia", case.id, us.officer, factors=rated())
        assert refused("complete_bia", case.id, us.officer) == {"bid_flag_mismatch"}

    def test_each_factor_once(self) -> None:
        us = team()
        case = screened(us)
        assert wrong("record_bia", case.id, us.officer, factors=[rated()[0], rated()[0]]) == {"factors"}

    def test_each_factor_is_kept_where_it_belongs(self) -> None:
        us = team()
        case = screened(us)
        do("record_bia", case.id, us.officer, factors=rated())
        with reading_as(us.officer):
            health = HealthStatement.objects.get(case=case, act="record_bia").body
            trafficking = TraffickingStatement.objects.get(case=case, act="record_bia").body
            rest = ProtectionStatement.objects.get(case=case, act="record_bia").body
            assert not GeneralStatement.objects.filter(case=case, act="record_bia").exists()
        assert [one["factor"] for one in health["factors_health"]] == ["health"]
        assert [one["factor"] for one in trafficking["factors_trafficking"]] == ["trafficking"]
        assert {one["factor"] for one in rest["factors"]} == BIA_FACTORS - {"health", "trafficking"}

    def test_is_outdated_after_180_days_and_by_news(self) -> None:
        us = team()
        case = assessed(us)
        with days(179.9):
            assert facts(case, us.officer).bia == "complete"
        with days(180.1):
            assert facts(case, us.officer).bia == "outdated"
        do("record_new_information", case.id, us.officer, kind="family", text="Llamó su madre")
        assert facts(case, us.officer).bia == "outdated"
        assert "bia_required" in refused("decide_bid", case.id, us.officer)

    def test_a_new_one_rates_every_factor_again(self) -> None:
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
    def test_facts_come_from_the_record(self) -> None:
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
            pytest.param([one | {"discipline": "law"} for one in PANEL], "panel_invalid", id="one discipline"),
            pytest.param([PANEL[0] | {"org_kind": "ngo"}, *PANEL[1:]], "panel_invalid", id="chaired by somebody else"),
            pytest.param([PANEL[0] | {"role": "member"}, *PANEL[1:]], "panel_invalid", id="no chair"),
            pytest.param([*PANEL[:3], PANEL[3] | {"role": "member"}], "migration_in_panel", id="migration votes"),
        ],
    )
    def test_refused_for_its_composition(self, members: list[dict[str, str]], code: str) -> None:
        us = team()
        case = assessed(us)
        panel_wrote(us, case)
        do("record_bid", case.id, us.officer, members=members)
        do("record_bid", case.id, us.officer, signatures=_sign(members))
        given = {"solution": STAY["solution"], "reason_codes": ["safety"]}
        assert refused("decide_bid", case.id, us.officer, **given) == {code}

    def test_what_changes_is_signed_again(self) -> None:
        us = team()
        case = assessed(us)
        panel_wrote(us, case)
        do("record_bid", case.id, us.officer, dissent="Ana prefiere a la tía")
        assert facts(case, us.officer).bid_signed == "no"
        do("record_bid", case.id, us.officer, signatures=SIGNED[:2])
        given = {"solution": STAY["solution"], "reason_codes": ["safety"]}
        assert refused("decide_bid", case.id, us.officer, **given) == {"reasons_missing"}

    def test_reasons_on_every_factor(self) -> None:
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
    def test_what_cannot_be(self, given: dict[str, object], path: str) -> None:
        us = team()
        assert wrong("record_bid", screened(us).id, us.officer, **given) == {path}


def _sign(members: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{"member": one["name"], "signed_on": "2026-05-04"} for one in members]


class TestDecision:
    def test_decides_for_one_of_the_options(self) -> None:
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
    def test_compares(self, options: list[dict[str, str]], code: str) -> None:
        us = team()
        case = assessed(us)
        panel_wrote(us, case, *options)
        given = {"solution": options[0]["solution"], "reason_codes": ["safety"]}
        assert refused("decide_bid", case.id, us.officer, **given) == {code}

    def test_confirmation_of_reasons_cannot_be_stated(self) -> None:
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
    def test_needs_solution_and_ground(self, change: dict[str, object], code: str) -> None:
        us = team()
        case = assessed(us)
        panel_wrote(us, case)
        given = {"solution": STAY["solution"], "reason_codes": ["safety"]} | change
        stated = {name: value for name, value in given.items() if value is not None}
        assert refused("decide_bid", case.id, us.officer, **stated) == {code}

    def test_separating_a_family_needs_a_lawyer(self) -> None:
        us = team()
        case = assessed(us)
        panel_wrote(us, case)
        do("record_legal_representation", case.id, us.officer, step="waived_by_guardian", reason="No quiso")
        given = {"solution": STAY["solution"], "reason_codes": ["safety"], "placement_conditions": ["separates_family"]}
        assert refused("decide_bid", case.id, us.officer, **given) == {"legal_rep_required"}

    def test_not_collective_only_when_signed(self) -> None:
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

    def test_is_decided_again_only_after_convening_again(self) -> None:
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

    def test_suspended_panel_does_not_decide(self) -> None:
        us = team()
        case = assessed(us)
        panel_wrote(us, case)
        do("record_bid", case.id, us.officer, step="suspended", step_reason="Falta un informe")
        assert facts(case, us.officer).bid == "suspended"
        assert wrong("decide_bid", case.id, us.officer, solution=STAY["solution"]) == {"solution"}
        do("record_bid", case.id, us.officer, step="convened")
        do("decide_bid", case.id, us.officer, solution=STAY["solution"], reason_codes=["safety"])

    def test_paper_says_all_of_it(self) -> None:
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
    def test_window_opens_with_notice_and_expires(self) -> None:
        us = team()
        case = decided(us)
        notified(us, case)
        assert facts(case, us.officer).remedy == "window_open"
        with days(27.9):
            assert facts(case, us.officer).remedy == "window_open"
        with days(28.1):
            assert facts(case, us.officer).remedy == "expired"

    def test_who_was_not_told_of_remedies_was_not_notified(self) -> None:
        us = team()
        case = decided(us)
        notified(us, case, remedies_explained=False)
        known = facts(case, us.officer)
        assert (known.bid_notified_at, known.remedy) == (None, "not_notified")

    def test_what_cannot_be(self) -> None:
        us = team()
        case = assessed(us)
        told = {"to": ["child"], "remedies_explained": True}
        assert wrong("record_bid_notified", case.id, us.officer, **told) == {"to"}
        assert wrong("record_remedy", case.id, us.officer, remedy="filed") == {"remedy"}
        assert wrong("record_remedy", case.id, us.officer, remedy="expired") == {"remedy"}
        earlier = (clock.now()).isoformat()
        panel_wrote(us, case)
        do("decide_bid", case.id, us.officer, solution=STAY["solution"], reason_codes=["safety"])
        assert wrong("record_bid_notified", case.id, us.officer, **told | {"to": ["parents"]}) == {"to"}
        assert wrong("record_bid_notified", case.id, us.officer, **told, occurred_at=earlier) == {"occurred_at"}

    @pytest.mark.parametrize("outcome", ["filed", "upheld", "waived_with_counsel"])
    def test_steps(self, outcome: str) -> None:
        us = team()
        case = decided(us)
        notified(us, case)
        do("record_remedy", case.id, us.officer, remedy=outcome, before="Juzgado 3")
        with days(20):
            known = facts(case, us.officer)
        assert (known.remedy, known.bid) == (outcome, "decided")

    def test_overturned_decision_holds_no_more(self) -> None:
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

    def test_a_decision_on_age_has_a_remedy_of_its_own(self) -> None:
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
    def test_unknown_until_two_people_checked(self) -> None:
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
    def test_later_record_reopens_it(self, code: str, given: dict[str, str]) -> None:
        us = team()
        case = decided(us)
        nothing_changed(us, case)
        do(code, case.id, us.officer, **given)
        assert facts(case, us.officer).new_info_since_bid == "unknown"

    @pytest.mark.parametrize(("kind", "table"), [("health", HealthStatement), ("risk", ProtectionStatement)])
    def test_news_are_news_until_checked_again(self, kind: str, table: type[HealthStatement]) -> None:
        us = team()
        case = decided(us)
        nothing_changed(us, case)
        do("record_new_information", case.id, us.officer, kind=kind, text="Se supo hoy")
        assert facts(case, us.officer).new_info_since_bid == "yes"
        with reading_as(us.officer):
            assert table.objects.filter(case=case, act="record_new_information").exists()
        nothing_changed(us, case)
        assert facts(case, us.officer).new_info_since_bid == "no"

    def test_news_of_the_past_written_later_are_not_covered(self) -> None:
        us = team()
        case = decided(us)
        with days(1):
            nothing_changed(us, case)
        with days(2):
            before = clock.now() - timedelta(hours=40)
            do("record_family", case.id, us.officer, main_carer="Tía", occurred_at=before.isoformat())
            assert facts(case, us.officer).new_info_since_bid == "unknown"

    def test_a_new_decision_asks_again(self) -> None:
        us = team()
        case = decided(us)
        nothing_changed(us, case)
        panel_wrote(us, case)
        do("decide_bid", case.id, us.officer, solution=STAY["solution"], reason_codes=["safety"])
        assert facts(case, us.officer).new_info_since_bid == "unknown"


class TestRestitution:
    MEASURE = {"right": "education", "measure": "Inscribirla", "responsible": "Rosa", "due_on": "2030-03-01"}  # noqa: RUF012

    def test_each_measure_is_somebodys_task_once(self) -> None:
        us = team()
        case = screened(us)
        do("record_restitution_plan", case.id, us.officer, measures=[self.MEASURE])
        health = {"right": "health", "measure": "Vacunas", "responsible": "Ana", "state": "done", "result": "Hecho"}
        do("record_restitution_plan", case.id, us.officer, measures=[self.MEASURE | {"state": "under_way"}, health])
        with reading_as(us.officer):
            tasks = list(Task.objects.filter(case=case, code="restitution_measure"))
        assert [task.detail["right"] for task in tasks] == ["education"]

    def test_a_measure_without_a_day_is_a_task_too_until_it_is_done(self) -> None:
        us = team()
        case = screened(us)
        undated = {name: value for name, value in self.MEASURE.items() if name != "due_on"}
        do("record_restitution_plan", case.id, us.officer, measures=[undated])
        with reading_as(us.officer):
            assert Task.objects.get(case=case, code="restitution_measure").due_at is None
        do("record_restitution_plan", case.id, us.officer, measures=[undated | {"state": "done"}])
        with reading_as(us.officer):
            assert Task.objects.get(case=case, code="restitution_measure").done_at is not None

    def test_page_shows_what_is_late(self) -> None:
        us = team()
        case = screened(us)
        assert restitution_overview(read(case, us.officer), now()).measures == ()
        done = self.MEASURE | {"due_on": "2020-01-01", "state": "done"}
        late = self.MEASURE | {"due_on": "2020-01-01"}
        do("record_restitution_plan", case.id, us.officer, measures=[late, done, self.MEASURE])
        page = restitution_overview(read(case, us.officer), now())
        assert [measure.is_late for measure in page.measures] == [True, False, False]

    def test_guardian_reads_it_and_border_does_not(self) -> None:
        us = team()
        border = actor("border_officer")
        case = child(us, border)
        do("record_restitution_plan", case.id, us.officer, measures=[self.MEASURE])
        assert read(case, border).last("record_restitution_plan") is None


def test_child_without_guardian_is_not_decided_on() -> None:
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


def test_second_signature_is_of_this_very_input() -> None:
    us = team()
    case = assessed(us)
    signed("record_individual_decision", case, us, collective_measure="no")
    assert facts(case, us.officer).collective_measure == "no"
