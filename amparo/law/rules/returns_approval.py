"""Return to the country of origin: approval of its plan, until its execution."""

from amparo.law.actions import APPROVE_RETURN_PLAN, EXECUTE_RETURN, REUNIFY
from amparo.law.predicates import (
    any_in,
    bid_valid,
    fear_excluded,
    home_ok,
    origin_safe,
    remedy_done,
    represented,
    traf_cleared,
)
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request
from amparo.law.rule import DENY, STAYS, rule
from amparo.law.sets import ASYLUM_CLOSED, MEDICAL_PROFILES, RETURN


@rule(
    "G16-1",
    "bid_required",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN],
    reads=["bid_solution", bid_valid],
    sources=["S2:143, 152", "GC6 84", "JGC3/22 33"],
    emergency=STAYS,
    verified=True,
)
def determination_chose_return(request: Request, profile: CountryProfile) -> bool:
    """A child returns only after a valid determination that chose return."""
    return bid_valid(request) and request.facts.bid_solution in RETURN


@rule(
    "G16-2",
    "protection_open",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN],
    reads=["asylum"],
    sources=["S2:118", "S2:96", "R51 33", "OC21"],
    emergency=STAYS,
    verified=True,
)
def protection_is_settled(request: Request, profile: CountryProfile) -> bool:
    """No child is returned while international protection is open, granted, or was never explained."""
    return request.facts.asylum in ASYLUM_CLOSED


@rule(
    "G16-3",
    "fear_of_return",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN],
    reads=["country_origin", "feared_countries", fear_excluded],
    sources=["TVPRA (a)(2)(A)(ii)", "S2:115"],
    emergency=STAYS,
    verified=True,
)
def fear_of_return_is_excluded(request: Request, profile: CountryProfile) -> bool:
    """No child is returned while fear of return is not excluded, nor to a feared country."""
    facts = request.facts
    return fear_excluded(request) and facts.country_origin not in facts.feared_countries


@rule(
    "G16-4",
    "trafficking_unresolved",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN],
    reads=[traf_cleared],
    sources=["TVPRA (a)(2)(A)(i)", "PAL 8", "S4:9, 18, 20"],
    emergency=STAYS,
    verified=True,
)
def trafficking_is_cleared(request: Request, profile: CountryProfile) -> bool:
    """No child is returned before trafficking is excluded, or its victim has safeguards."""
    return traf_cleared(request)


@rule(
    "G16-5",
    "origin_risk_not_safe",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN],
    reads=[origin_safe],
    sources=["GC6 82, 84", "S2:102"],
    emergency=STAYS,
    verified=True,
)
def place_of_return_is_safe(request: Request, profile: CountryProfile) -> bool:
    """The very place of return is currently assessed as safe."""
    return origin_safe(request)


@rule(
    "G16-6",
    "no_care_in_origin",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN],
    reads=["bid_solution", "origin_care", home_ok],
    sources=["GC6 85", "S2:102"],
    emergency=STAYS,
    verified=True,
)
def care_in_origin_is_arranged(request: Request, profile: CountryProfile) -> bool:
    """In origin a child goes to an assessed home, or to confirmed care where the determination chose care."""
    facts = request.facts
    return (home_ok(request) and facts.bid_solution != "voluntary_return_alternative_care") or (
        facts.origin_care == "confirmed" and facts.bid_solution == "voluntary_return_alternative_care"
    )


@rule(
    "G16-7",
    "child_disagrees",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN],
    reads=["child_views", represented],
    sources=["CRC 12", "S4:20"],
    emergency=STAYS,
    verified=True,
)
def child_agrees_to_return(request: Request, profile: CountryProfile) -> bool:
    """A child returns in agreement, or, too young to say so, represented."""
    facts = request.facts
    return facts.child_views == "agrees" or (facts.child_views == "too_young_observed" and represented(request))


@rule(
    "G16-8",
    "remedy_window_open",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN],
    reads=[remedy_done],
    sources=["JGC4/23 17", "OC21 140-142"],
    emergency=STAYS,
    verified=True,
)
def remedy_is_exhausted(request: Request, profile: CountryProfile) -> bool:
    """A child returns when no remedy can change the determination any more."""
    return remedy_done(request)


@rule(
    "G16-9",
    "legal_rep_required",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN],
    reads=["legal_rep"],
    sources=["GC6 36", "JGC4/23 17", "TVPRA (c)(5)"],
    emergency=STAYS,
    verified=True,
)
def child_has_a_lawyer(request: Request, profile: CountryProfile) -> bool:
    """A child facing return has free legal representation."""
    return request.facts.legal_rep == "appointed"


@rule(
    "G16-10",
    "reintegration_plan_missing",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN],
    reads=["reintegration_plan"],
    sources=["S2:67-79", "S2:143", "S1:33", "JGC3/22 32(k)"],
    emergency=STAYS,
    verified=True,
)
def reintegration_is_agreed(request: Request, profile: CountryProfile) -> bool:
    """A reintegration plan is agreed with the child before return."""
    return request.facts.reintegration_plan in {"agreed_with_child", "active"}


@rule(
    "G16-11",
    "family_implicated",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN],
    reads=["family_implicated", "bid_solution"],
    sources=["PAL 6", "GC6 80, 85"],
    emergency=STAYS,
    verified=False,
)
def family_is_not_implicated(request: Request, profile: CountryProfile) -> bool:
    """A child is not returned to a family that may be implicated."""
    facts = request.facts
    return facts.family_implicated == "no" or facts.bid_solution == "voluntary_return_alternative_care"


@rule(
    "G16-12",
    "admission_not_guaranteed",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN],
    reads=["statelessness", "confirmations"],
    confirmations=["admission_guaranteed"],
    sources=["S4:100"],
    emergency=STAYS,
    verified=True,
)
def admission_is_guaranteed(request: Request, profile: CountryProfile) -> bool:
    """A child who is not shown to have a nationality returns only where admission is guaranteed."""
    return request.facts.statelessness == "none" or "admission_guaranteed" in request.params.confirmations


@rule(
    "G16-13",
    "medical_opinion_missing",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN],
    reads=["profiles", "confirmations"],
    confirmations=["medical_opinion"],
    sources=["PP"],
    emergency=STAYS,
    verified=False,
)
def medical_opinion_is_given(request: Request, profile: CountryProfile) -> bool:
    """A child with a serious condition returns only with a specialist medical opinion."""
    return not any_in(request.facts.profiles, MEDICAL_PROFILES) or "medical_opinion" in request.params.confirmations


@rule(
    "G16-14",
    "forced_return_not_supported",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN],
    reads=["return_mode"],
    sources=["S4:20", "PP"],
    emergency=STAYS,
    verified=True,
)
def return_is_not_forced(request: Request, profile: CountryProfile) -> bool:
    """The mode of return is stated and is never by force."""
    params = request.params
    return params.return_mode is not None and params.return_mode != "forced_not_supported"


@rule(
    "G16-15",
    "contiguous_not_determined",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN],
    reads=["return_mode", "country_origin", "contiguous", "trafficking", "confirmations"],
    confirmations=["independent_decision"],
    sources=["TVPRA (a)(2)(A), (a)(4)"],
    emergency=STAYS,
    verified=True,
)
def contiguous_withdrawal_is_determined(request: Request, profile: CountryProfile) -> bool:
    """Withdrawal to a contiguous country needs its three determinations."""
    facts = request.facts
    params = request.params
    return params.return_mode != "contiguous_withdrawal" or (
        request.country == "USA"
        and facts.country_origin in profile.contiguous
        and facts.trafficking == "no_indicators"
        and ("independent_decision" in params.confirmations)
    )


@rule(
    "G16-16",
    "origin_not_established",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN],
    reads=["country_origin"],
    sources=["S2:101", "PP"],
    emergency=STAYS,
    verified=True,
)
def origin_is_established(request: Request, profile: CountryProfile) -> bool:
    """The country of origin is known and is not the country where the child is."""
    facts = request.facts
    return facts.country_origin != "XXX" and facts.country_origin != "XXS" and facts.country_origin != request.country


@rule(
    "G16-17",
    "changed_circumstances",
    DENY,
    guards=[EXECUTE_RETURN, REUNIFY],
    reads=["new_info_since_bid"],
    sources=["GC14 93", "BIP"],
    emergency=STAYS,
    verified=True,
)
def circumstances_are_unchanged(request: Request, profile: CountryProfile) -> bool:
    """Nothing relevant has changed since the determination."""
    return request.facts.new_info_since_bid == "no"
