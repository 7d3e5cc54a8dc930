"""Listening: interviews under safe conditions, understood information, views, consent."""

from datetime import timedelta

import pytest

from amparo.cases.models import (
    STATEMENT_TABLES,
    GeneralStatement,
    HealthStatement,
    ProtectionStatement,
    Task,
    TraffickingStatement,
)
from amparo.ledger import clock
from amparo.ledger.reader import acting_as
from tests.factories import Team, actor, child, do, reading_as, refused, team
from tests.protection.helpers import facts, inform, roll, wrong

SAFE = {"private_space": True, "support_person": "present", "same_sex_offered": True}


def heard_child(us: Team, **answers: object):
    """Return a child who was informed and needs no interpreter."""
    case = child(us, **answers)
    inform(case, us.officer)
    do("record_interpreter", case.id, us.officer, needs_interpreter="no")
    return case


class TestInterview:
    @pytest.mark.parametrize(
        ("subject", "table"),
        [("general", GeneralStatement), ("health", HealthStatement), ("trafficking", TraffickingStatement)],
    )
    def test_account_is_kept_with_its_subject(self, subject: str, table: type[GeneralStatement]) -> None:
        us = team()
        case = heard_child(us)
        do("interview", case.id, us.officer, interview_subject=subject, account="Lo que contó", **SAFE)
        with reading_as(us.officer):
            kept = [t for t in (GeneralStatement, HealthStatement, ProtectionStatement, TraffickingStatement)
                    if t.objects.filter(case=case, act="interview").exists()]  # fmt: skip
        assert kept == [table]

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"private_space": False}, "not_private"),
            ({"support_person": "absent"}, "no_support_person"),
        ],
    )
    def test_interview_needs_its_conditions(self, change: dict[str, object], code: str) -> None:
        us = team()
        case = heard_child(us)
        assert refused("interview", case.id, us.officer, interview_subject="general", **SAFE | change) == {code}

    def test_child_from_twelve_may_be_heard_alone(self) -> None:
        us = team()
        alone = SAFE | {"support_person": "declined_by_child"}
        do("interview", heard_child(us).id, us.officer, interview_subject="general", **alone)
        young = heard_child(us, age_or_birth={"age_years": 11})
        given = {"interview_subject": "general", **alone}
        assert refused("interview", young.id, us.officer, **given) == {"no_support_person"}

    def test_choice_of_interviewer_not_offered_leaves_a_task(self) -> None:
        us = team()
        case = heard_child(us)
        do("interview", case.id, us.officer, interview_subject="general", **SAFE | {"same_sex_offered": False})
        with reading_as(us.officer):
            assert Task.objects.filter(case=case, detail__code="same_sex_not_offered").exists()

    def test_third_interview_in_a_month_is_refused(self) -> None:
        us = team()
        case = heard_child(us)
        for _ in range(2):
            do("interview", case.id, us.officer, interview_subject="family", **SAFE)
        assert refused("interview", case.id, us.officer, interview_subject="family", **SAFE) == {"repeat_interview"}
        do("interview", case.id, us.officer, interview_subject="health", **SAFE)
        with clock.at(clock.now() + timedelta(days=31)):
            do("interview", case.id, us.officer, interview_subject="family", **SAFE)

    def test_interview_needs_trained_staff_information_and_interpreter(self) -> None:
        us = team()
        case = child(us)
        novice = actor("protection_officer", us.agency, trained=False)
        assert refused("interview", case.id, novice, interview_subject="general", **SAFE) == {
            "staff_not_trained", "child_not_informed", "interpreter_missing",
        }  # fmt: skip

    def test_border_officers_may_not_take_the_account(self) -> None:
        us = team()
        border = actor("border_officer")
        case = child(us, border)
        inform(case, us.officer)
        do("record_interpreter", case.id, us.officer, needs_interpreter="no")
        assert "scope_exceeded" in refused("interview", case.id, border, interview_subject="trafficking", **SAFE)

    def test_asylum_account_needs_guardian_and_lawyer(self) -> None:
        us = team()
        case = heard_child(us)
        given = {"interview_subject": "asylum", **SAFE}
        assert refused("interview", case.id, us.officer, **given) == {"asylum_interview_alone"}
        do("appoint_guardian", case.id, us.officer, guardian=str(roll("guardian").id), guardian_kind="interim",
           legal_basis="statute", legal_basis_reason="Representación en suplencia, LGDNNA 106")  # fmt: skip
        do("record_legal_representation", case.id, us.officer, step="appointed", lawyer=str(roll("lawyer").id))
        do("interview", case.id, us.officer, **given, violence=["extortion"])
        with reading_as(us.officer):
            assert Task.objects.get(case=case, code="note_incident").detail["types"] == ["extortion"]

    def test_interview_count_is_not_accepted_as_input(self) -> None:
        us = team()
        case = heard_child(us)
        given = {"interview_subject": "general", "interviews_same_subject_30d": 0, **SAFE}
        assert wrong("interview", case.id, us.officer, **given) == {"interviews_same_subject_30d"}


class TestInformation:
    def test_informed_once_everything_was_explained(self) -> None:
        us = team()
        case = child(us)
        do("record_information_given", case.id, us.officer, topics=["rights", "process"], understood="yes")
        assert facts(case, us.officer).informed_at is None
        do(
            "record_information_given",
            case.id,
            us.officer,
            topics=["remedies"],
            understood="partly",
            material=["audio"],
        )
        assert facts(case, us.officer).informed_at is not None

    def test_information_that_was_not_understood_does_not_count(self) -> None:
        us = team()
        case = child(us)
        inform(case, us.officer, understood="no")
        assert facts(case, us.officer).informed_at is None

    def test_border_officers_may_inform(self) -> None:
        us = team()
        border = actor("border_officer")
        case = child(us, border)
        inform(case, border)
        assert facts(case, us.officer).informed_at is not None


class TestViews:
    def test_views_count_for_one_action_alone(self) -> None:
        us = team()
        case = child(us)
        do(
            "record_views",
            case.id,
            us.officer,
            actions=["decide_bid", "complete_bia"],
            child_views="agrees",
            own_words="Sí",
        )
        do("record_views", case.id, us.officer, actions=["decide_bid"], child_views="disagrees", own_words="Ya no")
        assert facts(case, us.officer, "decide_bid").child_views == "disagrees"
        assert facts(case, us.officer, "complete_bia").child_views == "agrees"
        assert facts(case, us.officer, "execute_return").child_views == "not_heard"
        assert facts(case, us.officer).child_views == "not_heard"

    @pytest.mark.parametrize(
        ("action", "tables"),
        [
            ("decide_bid", [GeneralStatement, ProtectionStatement]),
            ("refer_asylum", [ProtectionStatement]),
            ("refer_trafficking", [TraffickingStatement]),
        ],
    )
    def test_views_are_kept_in_the_compartment_of_their_action(
        self, action: str, tables: list[type[GeneralStatement]]
    ) -> None:
        us = team()
        case = child(us)
        do("record_views", case.id, us.officer, actions=[action], child_views="agrees", own_words="Sí quiero")
        with reading_as(us.officer):
            kept = [table for table in STATEMENT_TABLES if table.objects.filter(case=case, act="record_views").exists()]
        assert kept == tables
        assert facts(case, us.officer, action).child_views == "agrees"

    def test_views_need_the_childs_words(self) -> None:
        us = team()
        case = child(us)
        given = {"actions": ["decide_bid"]}
        assert wrong("record_views", case.id, us.officer, **given, child_views="agrees") == {"own_words"}
        assert wrong("record_views", case.id, us.officer, **given, child_views="too_young_observed") == {"how"}
        assert wrong("record_views", case.id, us.officer, **given, child_views="not_heard") == {"child_views"}
        do("record_views", case.id, us.officer, **given, child_views="declined_to_speak")


class TestConsent:
    def test_consent_is_given_and_withdrawn(self) -> None:
        us = team()
        case = child(us)
        consent = {"purposes": ["tracing", "photo"], "given_by": "child", "capacity": "child_alone"}
        do("record_consent", case.id, us.officer, **consent, decision="granted")
        do("record_consent", case.id, us.officer, **consent | {"purposes": ["photo"]}, decision="withdrawn")
        found = facts(case, us.officer)
        assert (found.consent_tracing, found.consent_photo, found.consent_origin) == (
            "granted",
            "withdrawn",
            "not_asked",
        )
        assert found.consent_capacity == "child_alone"

    def test_withdrawal_needs_a_granted_consent(self) -> None:
        us = team()
        case = child(us)
        given = {"purposes": ["tracing"], "given_by": "child", "decision": "withdrawn"}
        assert wrong("record_consent", case.id, us.officer, **given) == {"decision"}

    def test_guardian_consent_substitutes_the_childs(self) -> None:
        us = team()
        case = child(us)
        do("record_consent", case.id, us.officer, purposes=["tracing"], given_by="guardian", decision="granted")
        found = facts(case, us.officer)
        assert (found.consent_tracing, found.consent_capacity) == ("substituted", "guardian_only")

    def test_parents_consent_counts_while_verified_and_safe(self) -> None:
        us = team()
        case = child(us, with_whom="accompanied")
        given = {"purposes": ["consular"], "given_by": "parents", "decision": "granted"}
        assert wrong("record_consent", case.id, us.officer, **given) == {"given_by"}
        do("record_family", case.id, us.officer, companion_link_verified="yes", companion_risk="no")
        do("record_consent", case.id, us.officer, **given)
        assert facts(case, us.officer).consent_consular == "granted"
        do("record_family", case.id, us.officer, companion_risk="yes")
        assert facts(case, us.officer).consent_consular == "not_asked"

    def test_who_is_not_involved_cannot_record(self) -> None:
        us = team()
        case = child(us)
        stranger = actor("protection_officer")
        with acting_as(stranger.id):
            assert not GeneralStatement.objects.filter(case=case).exists()
