"""Closure of the case and transfer to adult services."""

from amparo.law.actions import (
    CLOSE_CASE,
    TRANSFER_TO_ADULT_SERVICES,
)
from amparo.law.limits import (
    CONTACT_ATTEMPTS,
    CONTACT_CHANNELS,
    MISSING_PROTOCOL_DAYS,
)
from amparo.law.predicates import (
    in_enforcement,
    of_protection_age,
    prot_claim_open,
    prot_status,
    traf_excluded,
)
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request
from amparo.law.rule import (
    DENY,
    STAYS,
    rule,
)
from amparo.law.sets import (
    ENFORCEMENT,
    FOLLOWUPS,
)


@rule(
    "G20-1",
    "closure_reason_unsupported",
    DENY,
    guards=[CLOSE_CASE],
    reads=["closure_reason", "confirmations"],
    confirmations=["closure_evidence"],
    sources=["PP"],
    emergency=STAYS,
    verified=False,
)
def closure_has_reason_and_evidence(request: Request, profile: CountryProfile) -> bool:
    """A case is closed for a stated reason, with evidence."""
    params = request.params
    return params.closure_reason is not None and "closure_evidence" in params.confirmations


@rule(
    "G20-2",
    "open_referrals",
    DENY,
    guards=[CLOSE_CASE, TRANSFER_TO_ADULT_SERVICES],
    reads=["open_critical_referrals"],
    sources=["S2:135"],
    emergency=STAYS,
    verified=True,
)
def referrals_are_closed(request: Request, profile: CountryProfile) -> bool:
    """No critical referral stays open behind a closed case."""
    facts = request.facts
    return facts.open_critical_referrals is not None and facts.open_critical_referrals == 0


@rule(
    "G20-3",
    "open_alerts",
    DENY,
    guards=[CLOSE_CASE],
    reads=["open_safety_alerts"],
    sources=["PP"],
    emergency=STAYS,
    verified=False,
)
def alerts_are_closed(request: Request, profile: CountryProfile) -> bool:
    """No safety alert stays open behind a closed case."""
    facts = request.facts
    return facts.open_safety_alerts is not None and facts.open_safety_alerts == 0


@rule(
    "G20-4",
    "followup_incomplete",
    DENY,
    guards=[CLOSE_CASE],
    reads=["closure_reason", "followups_done"],
    sources=["S2:117", "S2:143", "S4:25", "S2:100"],
    emergency=STAYS,
    verified=True,
)
def followup_is_complete(request: Request, profile: CountryProfile) -> bool:
    """A solution is followed up for twelve months before the case is closed."""
    return (
        request.params.closure_reason not in {"durable_solution_achieved", "reintegration_completed"}
        or FOLLOWUPS <= request.facts.followups_done
    )


@rule(
    "G20-5",
    "closure_not_explained",
    DENY,
    guards=[CLOSE_CASE],
    reads=["closure_reason", "confirmations"],
    confirmations=["child_informed"],
    sources=["CRC 12"],
    emergency=STAYS,
    verified=False,
)
def closure_is_explained(request: Request, profile: CountryProfile) -> bool:
    """Closure, and how to come back, are explained to the child."""
    params = request.params
    return (
        params.closure_reason in {"death", "duplicate", "lost_contact", "missing_referred"}
        or "child_informed" in params.confirmations
    )


@rule(
    "G20-6",
    "tracing_open",
    DENY,
    guards=[CLOSE_CASE],
    reads=["tracing"],
    sources=["PP"],
    emergency=STAYS,
    verified=False,
)
def tracing_is_not_open(request: Request, profile: CountryProfile) -> bool:
    """Family tracing is closed or suspended before the case is closed."""
    return request.facts.tracing not in {"open", "match_candidate"}


@rule(
    "G20-7",
    "missing_child_protocol",
    DENY,
    guards=[CLOSE_CASE],
    reads=["closure_reason", "missing_protocol_days"],
    sources=["S2:115"],
    emergency=STAYS,
    verified=True,
)
def missing_child_was_searched_for(request: Request, profile: CountryProfile) -> bool:
    """A missing child is searched for ninety days at least."""
    params = request.params
    return params.closure_reason != "missing_referred" or params.missing_protocol_days >= MISSING_PROTOCOL_DAYS


@rule(
    "G20-8",
    "contact_attempts_missing",
    DENY,
    guards=[CLOSE_CASE],
    reads=["closure_reason", "contact_attempts", "contact_channels"],
    sources=["S2:100", "S2:117"],
    emergency=STAYS,
    verified=True,
)
def contact_was_attempted(request: Request, profile: CountryProfile) -> bool:
    """A child out of reach was sought three times by two channels at least."""
    params = request.params
    return params.closure_reason != "lost_contact" or (
        params.contact_attempts >= CONTACT_ATTEMPTS and params.contact_channels >= CONTACT_CHANNELS
    )


@rule(
    "G20-9",
    "age_not_final",
    DENY,
    guards=[CLOSE_CASE],
    reads=["closure_reason", "age_status", "remedy"],
    sources=["GC6 31(i)", "JGC4/23 4"],
    emergency=STAYS,
    verified=False,
)
def age_decision_is_final(request: Request, profile: CountryProfile) -> bool:
    """A case is closed for adult age only when that decision is final."""
    facts = request.facts
    return request.params.closure_reason != "not_a_child" or (
        facts.age_status == "adult_confirmed" and facts.remedy in {"upheld", "expired", "waived_with_counsel"}
    )


@rule(
    "G20-10",
    "transition_plan_missing",
    DENY,
    guards=[CLOSE_CASE],
    reads=["closure_reason", "transition_plan", "age_status", of_protection_age],
    sources=["ACG 131-136", "S3:20"],
    emergency=STAYS,
    verified=True,
)
def transition_plan_is_handed_over(request: Request, profile: CountryProfile) -> bool:
    """A case closed at adult age hands over a plan of transition."""
    facts = request.facts
    return request.params.closure_reason != "adult_transition" or (
        facts.transition_plan == "handed_over"
        and (of_protection_age(request, profile) or facts.age_status == "adult_confirmed")
    )


@rule(
    "G20-11",
    "needs_not_excluded",
    DENY,
    guards=[CLOSE_CASE],
    reads=[
        "closure_reason",
        "accompaniment",
        "companion_link_verified",
        "companion_risk",
        "screening",
        "fear_of_return",
        traf_excluded,
        prot_status,
    ],
    sources=["S2:118", "GC6 31"],
    emergency=STAYS,
    verified=True,
)
def needs_are_excluded(request: Request, profile: CountryProfile) -> bool:
    """An accompanied child leaves the system when bond, risk and screening show no need."""
    facts = request.facts
    return request.params.closure_reason != "accompanied_no_needs" or (
        facts.accompaniment == "accompanied"
        and facts.companion_link_verified == "yes"
        and facts.companion_risk == "no"
        and facts.screening == "complete"
        and traf_excluded(request)
        and not prot_status(request)
        and facts.fear_of_return == "no"
    )


@rule(
    "G20-12",
    "protection_open",
    DENY,
    guards=[CLOSE_CASE],
    reads=["closure_reason", "asylum", prot_claim_open],
    sources=["R51"],
    emergency=STAYS,
    verified=False,
)
def protection_is_explained_and_not_open(request: Request, profile: CountryProfile) -> bool:
    """A case is not closed while asylum is open or was never explained."""
    return request.params.closure_reason in {"death", "duplicate", "adult_transition", "transferred_country"} or (
        request.facts.asylum != "none" and not prot_claim_open(request)
    )


@rule(
    "G21-1",
    "still_a_child",
    DENY,
    guards=[TRANSFER_TO_ADULT_SERVICES],
    reads=["age_status", "remedy", of_protection_age],
    sources=["CRC 1", "S3:20", "GC6 31(i)"],
    emergency=STAYS,
    verified=True,
)
def person_is_certainly_adult(request: Request, profile: CountryProfile) -> bool:
    """Only a person who is certainly adult leaves the protection of childhood."""
    facts = request.facts
    return of_protection_age(request, profile) or (
        facts.age_status == "adult_confirmed" and facts.remedy in {"upheld", "expired", "waived_with_counsel"}
    )


@rule(
    "G21-2",
    "transition_plan_missing",
    DENY,
    guards=[TRANSFER_TO_ADULT_SERVICES],
    reads=["transition_plan"],
    sources=["ACG 131-136", "JGC4/23 3"],
    emergency=STAYS,
    verified=True,
)
def transition_is_agreed(request: Request, profile: CountryProfile) -> bool:
    """The passage to adult services follows an agreed plan."""
    return request.facts.transition_plan in {"agreed", "handed_over"}


@rule(
    "G21-3",
    "rights_lost_by_ageing",
    DENY,
    guards=[TRANSFER_TO_ADULT_SERVICES],
    reads=["asylum", "remedy", "legal_rep", prot_claim_open],
    sources=["JGC4/23 3", "TVPRA (d)(6)"],
    emergency=STAYS,
    verified=False,
)
def representation_continues_after_majority(request: Request, profile: CountryProfile) -> bool:
    """Nobody loses representation in an open procedure by growing up."""
    facts = request.facts
    return (
        facts.asylum != "none" and not prot_claim_open(request) and facts.remedy not in {"window_open", "filed"}
    ) or facts.legal_rep == "appointed"


@rule(
    "G21-4",
    "detention_on_birthday",
    DENY,
    guards=[TRANSFER_TO_ADULT_SERVICES],
    reads=["to_custody", in_enforcement],
    sources=["TVPRA (c)(2)(B)", "S4:85"],
    emergency=STAYS,
    verified=True,
)
def majority_does_not_lead_to_detention(request: Request, profile: CountryProfile) -> bool:
    """Nobody passes into detention on becoming adult."""
    return request.params.to_custody not in ENFORCEMENT and not in_enforcement(request)


@rule(
    "G21-5",
    "consent_missing",
    DENY,
    guards=[TRANSFER_TO_ADULT_SERVICES],
    reads=["confirmations"],
    confirmations=["adult_consent"],
    sources=["PP"],
    emergency=STAYS,
    verified=False,
)
def adult_consents(request: Request, profile: CountryProfile) -> bool:
    """An adult is transferred with informed consent."""
    return "adult_consent" in request.params.confirmations
