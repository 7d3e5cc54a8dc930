"""One child from the border to a notified determination; a return is refused at every stage."""

from amparo.cases.models import Deadline
from amparo.ledger.models import Event
from tests.factories import Team, actor, child, do, reading_as, refused, team
from tests.protection.determined import (
    FAMILY,
    RETURN,
    STAY,
    assessed,
    heard,
    notified,
    panel_wrote,
    rated,
    represented,
    signed,
)
from tests.protection.helpers import ASKED_AT_14, OBSERVED, answers, facts, inform, institution

ALWAYS = {"reintegration_plan_missing", "forced_return_not_supported", "second_approver_missing", "bid_required"}


def return_blocked(case, us: Team) -> set[str]:
    """Return why the plan cannot be approved now, with grounds stated."""
    found = refused("approve_return_plan", case.id, us.officer, reason_codes=["family_unity"])
    assert found >= ALWAYS
    return found


def test_from_the_border_to_a_determination() -> None:
    us, border = team(), actor("border_officer")

    case = child(us, border)
    at_first = return_blocked(case, us)
    assert at_first >= {
        "screening_required", "child_not_informed", "interpreter_missing", "child_not_heard", "guardian_required",
        "legal_rep_required", "protection_open", "fear_of_return", "trafficking_unresolved", "origin_not_established",
        "stay_order", "collective_decision", "origin_risk_not_safe", "no_care_in_origin", "remedy_window_open",
        "child_disagrees",
    }  # fmt: skip

    inform(case, border)
    do("record_interpreter", case.id, border, needs_interpreter="no", best_language="spa")
    do("record_identity", case.id, border, nationalities=["GTM"], country_origin="GTM", statelessness="none")
    do("screen", case.id, border, answers=answers(*OBSERVED))
    assert return_blocked(case, us) == at_first - {
        "child_not_informed",
        "interpreter_missing",
        "origin_not_established",
    } - (at_first & {"admission_not_guaranteed"})

    asked = {"private_space": True, "language": "spa", "band": "12_17", "answers": answers(*ASKED_AT_14)}
    concluded = {"fear_of_return": "no", "persecution_agent": "none", "companion_risk": "no"}
    do("screen", case.id, us.officer, **asked, **concluded)
    do("complete_screening", case.id, us.officer)
    do("record_international_protection", case.id, us.officer, asylum="informed_no_claim")
    settled = {"screening_required", "fear_of_return", "trafficking_unresolved", "protection_open"}
    assert not settled & return_blocked(case, us)

    safe = {"private_space": True, "support_person": "present", "same_sex_offered": True}
    represented(us, case)
    do("interview", case.id, us.officer, interview_subject="family", account="Vivía con su tía", **safe)
    assert not {"guardian_required", "legal_rep_required"} & return_blocked(case, us)

    heard(us, case, "complete_bia", "decide_bid")
    assert "child_not_heard" in return_blocked(case, us), "a view on one decision is no view on another"
    do("record_bia", case.id, us.officer, factors=rated(), recommends_determination=True, immediate_plan="Escuela")
    do("complete_bia", case.id, us.officer)
    panel_wrote(us, case, STAY, FAMILY, RETURN)

    home = {"solution": RETURN["solution"], "reason_codes": ["family_unity"]}
    assert refused("decide_bid", case.id, us.officer, **home) == {"return_option_without_evidence"}
    do("decide_bid", case.id, us.officer, solution=STAY["solution"], reason_codes=["safety", "views_of_child"])
    notified(us, case)

    known = facts(case, us.officer)
    assert (known.bid, known.bid_solution, known.remedy) == ("decided", STAY["solution"], "window_open")
    assert return_blocked(case, us) >= {"bid_required", "remedy_window_open"}
    with reading_as(us.officer):
        assert Deadline.objects.filter(case=case, code="remedy_window", closed_at=None).exists()
        assert not Deadline.objects.filter(case=case, code__in=["bid_decide", "bid_notify"], closed_at=None).exists()
        outcomes = list(Event.objects.filter(chain=case.id, act="approve_return_plan").values_list("coded", flat=True))
    assert len(outcomes) == 6
    assert all(coded["outcome"] == "refused" for coded in outcomes)


def test_lawful_determination_alone_does_not_allow_return() -> None:
    """Open risk, reception and remedy still refuse the return."""
    us = team()
    case = assessed(us)
    do("record_identity", case.id, us.officer, nationalities=["GTM"], country_origin="GTM", statelessness="none")
    do("record_international_protection", case.id, us.officer, asylum="informed_no_claim")
    sources = [{"name": "Junta"}, {"name": "Defensoría"}]
    place = {"origin_risk": "safe", "origin_risk_scope": "municipality", "municipality": "Jutiapa", "sources": sources}
    do("record_origin_risk", case.id, us.officer, **place)
    home = {"home_assessment": "positive", "home_country": "GTM", "caregiver_willing_able": "yes"}
    do("record_home_assessment", case.id, us.officer, **home)
    panel_wrote(us, case, STAY, RETURN)
    do("decide_bid", case.id, us.officer, solution=RETURN["solution"], reason_codes=["family_unity"])
    notified(us, case)
    do("record_relationship_check", case.id, us.officer, relationship_verified="yes", method=["civil_record"])
    do("record_family_risk", case.id, us.officer, family_implicated="no", evidence="Se evaluó")
    signed("record_stay_check", case, us, stay_order="no", where_checked="Juzgados")
    heard(us, case, "approve_return_plan")
    given = {"reason_codes": ["family_unity"]}
    left = {
        "remedy_window_open",
        "reintegration_plan_missing",
        "forced_return_not_supported",
        "second_approver_missing",
    }
    assert refused("approve_return_plan", case.id, us.officer, **given) == left
    do("record_remedy", case.id, us.officer, remedy="waived_with_counsel")
    assert refused("approve_return_plan", case.id, us.officer, **given) == left - {"remedy_window_open"}
    do("refer_asylum", case.id, us.officer, institution=str(institution("refugee").id), wants_asylum="yes")
    assert "protection_open" in refused("approve_return_plan", case.id, us.officer, **given)
