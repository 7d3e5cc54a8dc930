"""Referral to the refugee authority and to the mechanism against trafficking."""

from amparo.law.actions import (
    REFER_ASYLUM,
    REFER_TRAFFICKING,
)
from amparo.law.predicates import (
    any_in,
    traf_flag,
)
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request
from amparo.law.rule import (
    DENY,
    HOLD,
    LIFTS,
    STAYS,
    WARN,
    rule,
)
from amparo.law.sets import (
    ASYLUM_PROFILES,
)


@rule(
    "G12-1",
    "no_referral_basis",
    WARN,
    guards=[REFER_ASYLUM],
    reads=["asylum", "fear_of_return", "profiles"],
    sources=["S2:97", "S2:118", "S4:79, 96"],
    emergency=STAYS,
    verified=True,
)
def sign_of_asylum_is_recorded(request: Request, profile: CountryProfile) -> bool:
    """A referral to the refugee authority follows a recorded sign; without one it may still be made."""
    facts = request.facts
    return facts.asylum == "wish_expressed" or facts.fear_of_return == "yes" or any_in(facts.profiles, ASYLUM_PROFILES)


@rule(
    "G12-2",
    "child_not_informed",
    HOLD,
    guards=[REFER_ASYLUM],
    reads=["informed_at"],
    sources=["GC6 25"],
    emergency=LIFTS,
    verified=True,
)
def child_is_informed_before_referral(request: Request, profile: CountryProfile) -> bool:
    """The child is told of rights and process before the referral to the refugee authority."""
    return request.facts.informed_at is not None


@rule(
    "G12-3",
    "asylum_confidential",
    DENY,
    guards=[REFER_ASYLUM],
    reads=["recipient_org_kind", "recipient_country"],
    sources=["GC6 29, 80"],
    emergency=STAYS,
    verified=True,
)
def refugee_authority_is_the_recipient(request: Request, profile: CountryProfile) -> bool:
    """An asylum referral goes to the refugee authority of the country where the child is."""
    params = request.params
    return params.recipient_org_kind == "refugee" and (
        params.recipient_country is None or params.recipient_country == request.country
    )


@rule(
    "G13-1",
    "no_referral_basis",
    WARN,
    guards=[REFER_TRAFFICKING],
    reads=[traf_flag],
    sources=["S2:99", "S2:102", "S4:7-21"],
    emergency=STAYS,
    verified=True,
)
def sign_of_trafficking_is_recorded(request: Request, profile: CountryProfile) -> bool:
    """A trafficking referral follows a recorded sign; without one it may still be made."""
    return traf_flag(request)


@rule(
    "G13-2",
    "recipient_not_protective",
    DENY,
    guards=[REFER_TRAFFICKING],
    reads=["recipient_org_kind", "recipient_country"],
    sources=["S4:39-45"],
    emergency=STAYS,
    verified=True,
)
def trafficking_authority_is_the_recipient(request: Request, profile: CountryProfile) -> bool:
    """A trafficking referral goes to protection or a prosecutor of the country where the child is."""
    params = request.params
    return params.recipient_org_kind in {"protection", "prosecutor"} and (
        params.recipient_country is None or params.recipient_country == request.country
    )


@rule(
    "G13-3",
    "no_safe_placement",
    HOLD,
    guards=[REFER_TRAFFICKING],
    reads=["confirmations"],
    confirmations=["safe_placement_requested"],
    sources=["PAL 6(3)", "S2:108"],
    emergency=LIFTS,
    verified=True,
)
def safe_placement_is_requested(request: Request, profile: CountryProfile) -> bool:
    """A possible victim of trafficking is referred together with a request for a safe place."""
    return "safe_placement_requested" in request.params.confirmations


@rule(
    "G13-4",
    "criminalised_victim",
    HOLD,
    guards=[REFER_TRAFFICKING],
    reads=["confirmations"],
    confirmations=["not_criminalised"],
    sources=["S4:18"],
    emergency=LIFTS,
    verified=True,
)
def victim_is_not_punished(request: Request, profile: CountryProfile) -> bool:
    """A victim of trafficking is not punished for what the traffickers made of the victim."""
    return "not_criminalised" in request.params.confirmations
