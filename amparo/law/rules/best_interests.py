"""Assessment and determination of the best interests of the child."""

from amparo.law.actions import (
    COMPLETE_BIA,
    DECIDE_BID,
    REFER_ASYLUM,
)
from amparo.law.limits import (
    ASSESSMENT_HOURS,
    OPTIONS_COMPARED,
)
from amparo.law.predicates import (
    any_in,
    bid_required,
    fear_excluded,
    needs_guardian,
    no_migration_vote,
    origin_safe,
    panel_valid,
    traf_cleared,
    within,
)
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request
from amparo.law.rule import (
    DENY,
    HOLD,
    STAYS,
    WARN,
    rule,
)
from amparo.law.sets import (
    ASYLUM_CLOSED,
    BIA_FACTORS,
    RETURN,
    STAY,
)


@rule(
    "G10-1",
    "factors_missing",
    DENY,
    guards=[COMPLETE_BIA],
    reads=["bia_factors"],
    sources=["GC14 52-79", "BIP"],
    emergency=STAYS,
    verified=True,
)
def every_factor_is_rated(request: Request, profile: CountryProfile) -> bool:
    """An assessment rates every factor of the best interests."""
    return BIA_FACTORS <= request.params.bia_factors


@rule(
    "G10-2",
    "plan_missing",
    DENY,
    guards=[COMPLETE_BIA],
    reads=["unplanned_high_risks"],
    sources=["BIP"],
    emergency=STAYS,
    verified=False,
)
def high_risks_are_planned(request: Request, profile: CountryProfile) -> bool:
    """Each high risk has a responsible person and a date."""
    params = request.params
    return params.unplanned_high_risks is not None and params.unplanned_high_risks == 0


@rule(
    "G10-3",
    "guardian_pending",
    WARN,
    guards=[COMPLETE_BIA, REFER_ASYLUM],
    reads=["guardian", needs_guardian],
    sources=["GC6 21, 68-69"],
    emergency=STAYS,
    verified=True,
)
def guardian_is_requested(request: Request, profile: CountryProfile) -> bool:
    """A child who needs a guardian has at least a request for one."""
    return not needs_guardian(request) or request.facts.guardian in {"requested", "interim", "appointed"}


@rule(
    "G10-4",
    "bid_flag_mismatch",
    HOLD,
    guards=[COMPLETE_BIA],
    reads=["bid_recommended", bid_required],
    sources=["S2:62", "BIP"],
    emergency=STAYS,
    verified=True,
)
def required_determination_is_recommended(request: Request, profile: CountryProfile) -> bool:
    """The assessment recommends the determination where one is required."""
    return not bid_required(request) or request.params.bid_recommended


@rule(
    "G11-1",
    "bia_required",
    DENY,
    guards=[DECIDE_BID],
    reads=["bia", "bia_completed_at"],
    sources=["S2:62", "BIP"],
    emergency=STAYS,
    verified=True,
)
def assessment_is_current(request: Request, profile: CountryProfile) -> bool:
    """A determination rests on a complete and current assessment."""
    facts = request.facts
    return facts.bia == "complete" and within(request, facts.bia_completed_at, ASSESSMENT_HOURS)


@rule(
    "G11-2",
    "legal_rep_required",
    DENY,
    guards=[DECIDE_BID],
    reads=["solution", "placement_conditions", "legal_rep"],
    sources=["GC6 36", "JGC4/23 17", "TVPRA (c)(5)"],
    emergency=STAYS,
    verified=True,
)
def child_has_a_lawyer_for_grave_options(request: Request, profile: CountryProfile) -> bool:
    """Before return or separation from the family, the child has free legal representation."""
    params = request.params
    return (
        params.solution not in RETURN and "separates_family" not in params.placement_conditions
    ) or request.facts.legal_rep == "appointed"


@rule(
    "G11-3",
    "panel_invalid",
    DENY,
    guards=[DECIDE_BID],
    reads=[panel_valid],
    sources=["S2:62", "GC14 94", "BIP"],
    emergency=STAYS,
    verified=True,
)
def panel_is_valid(request: Request, profile: CountryProfile) -> bool:
    """The panel has three members, two disciplines, and protection in the chair."""
    return panel_valid(request)


@rule(
    "G11-4",
    "migration_in_panel",
    DENY,
    guards=[DECIDE_BID],
    reads=[no_migration_vote],
    sources=["JGC3/22 32(c), 32(j)"],
    emergency=STAYS,
    verified=True,
)
def migration_does_not_vote(request: Request, profile: CountryProfile) -> bool:
    """Migration and police may inform the panel, but not vote."""
    return no_migration_vote(request)


@rule(
    "G11-5",
    "options_not_compared",
    DENY,
    guards=[DECIDE_BID],
    reads=["options", "confirmations"],
    confirmations=["options_reasoned"],
    sources=["BIP", "GC14 95"],
    emergency=STAYS,
    verified=True,
)
def options_are_compared(request: Request, profile: CountryProfile) -> bool:
    """At least two options are compared with reasons, and staying is one of them."""
    params = request.params
    return (
        len(params.options) >= OPTIONS_COMPARED
        and any_in(params.options, STAY)
        and ("options_reasoned" in params.confirmations)
    )


@rule(
    "G11-6",
    "solution_missing",
    DENY,
    guards=[DECIDE_BID],
    reads=["solution", "options"],
    sources=["BIP"],
    emergency=STAYS,
    verified=False,
)
def solution_was_compared(request: Request, profile: CountryProfile) -> bool:
    """The chosen solution is one of those compared."""
    params = request.params
    return params.solution is not None and params.solution in params.options


@rule(
    "G11-7",
    "return_option_without_evidence",
    DENY,
    guards=[DECIDE_BID],
    reads=["solution", "home_assessment", "origin_care", origin_safe],
    sources=["S2:102", "GC6 82-85"],
    emergency=STAYS,
    verified=True,
)
def return_option_has_evidence(request: Request, profile: CountryProfile) -> bool:
    """Return is chosen only with a safe assessment of the place and with care in origin."""
    facts = request.facts
    return request.params.solution not in RETURN or (
        origin_safe(request)
        and (facts.home_assessment in {"positive", "conditional"} or facts.origin_care == "confirmed")
    )


@rule(
    "G11-8",
    "protection_open",
    DENY,
    guards=[DECIDE_BID],
    reads=["solution", "asylum"],
    sources=["R51", "GC6 26-28", "S2:118"],
    emergency=STAYS,
    verified=True,
)
def protection_is_settled_before_choosing_return(request: Request, profile: CountryProfile) -> bool:
    """Return is not chosen while international protection is open, granted, or was never explained."""
    return request.params.solution not in RETURN or request.facts.asylum in ASYLUM_CLOSED


@rule(
    "G11-9",
    "fear_of_return",
    DENY,
    guards=[DECIDE_BID],
    reads=["solution", "country_origin", "feared_countries", fear_excluded],
    sources=["S2:115", "GC6 26-28"],
    emergency=STAYS,
    verified=True,
)
def fear_is_excluded_before_choosing_return(request: Request, profile: CountryProfile) -> bool:
    """Return is not chosen while fear of return is not excluded, nor to a feared country."""
    facts = request.facts
    return request.params.solution not in RETURN or (
        fear_excluded(request) and facts.country_origin not in facts.feared_countries
    )


@rule(
    "G11-10",
    "trafficking_unresolved",
    DENY,
    guards=[DECIDE_BID],
    reads=["solution", traf_cleared],
    sources=["PAL 8", "S4:18"],
    emergency=STAYS,
    verified=True,
)
def trafficking_is_cleared_before_choosing_return(request: Request, profile: CountryProfile) -> bool:
    """Return is not chosen before trafficking is excluded, or its victim has safeguards."""
    return request.params.solution not in RETURN or traf_cleared(request)


@rule(
    "G11-11",
    "reasons_missing",
    DENY,
    guards=[DECIDE_BID],
    reads=["bid_reasons", "bid_signed"],
    sources=["GC14 97"],
    emergency=STAYS,
    verified=True,
)
def determination_has_reasons(request: Request, profile: CountryProfile) -> bool:
    """A determination has reasons for each factor and the signatures of the panel."""
    facts = request.facts
    return facts.bid_reasons == "yes" and facts.bid_signed == "yes"
