"""Return to the country of origin: reception on arrival."""

from amparo.law.actions import RECEIVE_RETURN
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request
from amparo.law.rule import DENY, STAYS, rule


@rule(
    "G18-1",
    "receiver_not_authorised",
    DENY,
    guards=[RECEIVE_RETURN],
    reads=["confirmations"],
    confirmations=["receiver_accepted"],
    sources=["S3:42-46", "TVPRA (a)(2)(C)(i)"],
    emergency=STAYS,
    verified=True,
)
def receiving_officer_is_accredited(request: Request, profile: CountryProfile) -> bool:
    """The officer who receives is accredited."""
    return "receiver_accepted" in request.params.confirmations


@rule(
    "G18-2",
    "identity_mismatch",
    DENY,
    guards=[RECEIVE_RETURN],
    reads=["confirmations"],
    confirmations=["identity_matched"],
    sources=["S2:101"],
    emergency=STAYS,
    verified=True,
)
def identity_is_matched(request: Request, profile: CountryProfile) -> bool:
    """The identity of the child is confirmed at reception."""
    return "identity_matched" in request.params.confirmations


@rule(
    "G18-3",
    "reception_interview_missing",
    DENY,
    guards=[RECEIVE_RETURN],
    reads=["confirmations"],
    confirmations=["reception_interview"],
    sources=["S2:115", "S4:30"],
    emergency=STAYS,
    verified=True,
)
def reception_interview_is_held(request: Request, profile: CountryProfile) -> bool:
    """The child is heard in private at reception."""
    return "reception_interview" in request.params.confirmations


@rule(
    "G18-4",
    "caregiver_not_vetted",
    DENY,
    guards=[RECEIVE_RETURN],
    reads=["release_to_caregiver", "receiver_kind", "receiver_vetted", "family_implicated"],
    sources=["S2:102", "GC6 85"],
    emergency=STAYS,
    verified=True,
)
def caregiver_is_vetted(request: Request, profile: CountryProfile) -> bool:
    """A child is released to a caregiver who is vetted and not implicated."""
    facts = request.facts
    return not request.params.release_to_caregiver or (
        facts.receiver_kind == "caregiver" and facts.receiver_vetted == "yes" and facts.family_implicated == "no"
    )


@rule(
    "G18-5",
    "fear_at_reception",
    DENY,
    guards=[RECEIVE_RETURN],
    reads=["release_to_caregiver", "fear_of_return"],
    sources=["S2:118"],
    emergency=STAYS,
    verified=True,
)
def fear_is_excluded_at_reception(request: Request, profile: CountryProfile) -> bool:
    """A child who may fear is not released at arrival."""
    return not request.params.release_to_caregiver or request.facts.fear_of_return == "no"
