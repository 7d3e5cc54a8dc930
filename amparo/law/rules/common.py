"""Rules of many actions: competence, childhood, views, guardian, minimum data."""

from amparo.law.actions import (
    ACTIONS,
    APPROVE_RETURN_PLAN,
    CLOSE_CASE,
    COMPLETE_BIA,
    DECIDE_BID,
    EXECUTE_RETURN,
    INTERVIEW,
    NOTIFY_CONSULATE,
    OPEN_TRACING,
    PLACE_IN_CARE,
    PUBLISH_STATISTICS,
    REFER_ASYLUM,
    REFER_TRAFFICKING,
    REGISTER,
    REUNIFY,
    SHARE_WITH_AGENCY,
    SHARE_WITH_ORIGIN,
    TRANSFER_CUSTODY,
    TRANSFER_TO_ADULT_SERVICES,
    every_action_except,
)
from amparo.law.predicates import (
    any_in,
    heard,
    interp_ok,
    is_child,
    represented,
    siblings_ok,
)
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request
from amparo.law.rule import (
    DENY,
    LIFTS,
    STAYS,
    rule,
)
from amparo.law.sets import (
    RIGHTS_GROUNDS,
    minimum_set,
)


@rule(
    "G00-1",
    "actor_not_competent",
    DENY,
    guards=every_action_except(),
    reads=["actor_org_kind"],
    sources=["S2:137", "S4:113"],
    emergency=LIFTS,
    verified=True,
)
def institution_is_competent(request: Request, profile: CountryProfile) -> bool:
    """An act is done only by an institution with competence for it."""
    return request.params.actor_org_kind in ACTIONS[request.action].competent


@rule(
    "G00-2",
    "subject_is_adult",
    DENY,
    guards=every_action_except(CLOSE_CASE, TRANSFER_TO_ADULT_SERVICES, PUBLISH_STATISTICS),
    reads=[is_child],
    sources=["GC6 31(i)", "JGC4/23 4"],
    emergency=STAYS,
    verified=True,
)
def person_is_a_child(request: Request, profile: CountryProfile) -> bool:
    """In doubt the person is a child; only a final decision on age ends the safeguards of childhood."""
    return is_child(request)


@rule(
    "G00-3",
    "case_closed",
    DENY,
    guards=every_action_except(REGISTER, PUBLISH_STATISTICS),
    reads=["case_status"],
    sources=["PP"],
    emergency=LIFTS,
    verified=False,
)
def case_is_open(request: Request, profile: CountryProfile) -> bool:
    """Nothing is done on a closed case until somebody reopens it with a reason."""
    return request.facts.case_status == "open"


@rule(
    "G00-4",
    "collective_decision",
    DENY,
    guards=[DECIDE_BID, APPROVE_RETURN_PLAN, EXECUTE_RETURN, REUNIFY],
    reads=["collective_measure"],
    sources=["JGC3/22 47", "ACHR 22(9)"],
    emergency=STAYS,
    verified=True,
)
def decision_is_individual(request: Request, profile: CountryProfile) -> bool:
    """Every decision is taken for one child; a collective measure decides for nobody."""
    return request.facts.collective_measure == "no"


@rule(
    "G00-5",
    "non_rights_ground",
    DENY,
    guards=[DECIDE_BID, APPROVE_RETURN_PLAN],
    reads=["reason_codes"],
    sources=["S2:30", "GC6 86"],
    emergency=STAYS,
    verified=True,
)
def decision_has_a_rights_ground(request: Request, profile: CountryProfile) -> bool:
    """A decision rests on at least one ground of the rights of the child; cost or migration control are not enough."""
    return any_in(request.params.reason_codes, RIGHTS_GROUNDS)


@rule(
    "G00-6",
    "child_not_informed",
    DENY,
    guards=[
        INTERVIEW,
        NOTIFY_CONSULATE,
        SHARE_WITH_ORIGIN,
        COMPLETE_BIA,
        DECIDE_BID,
        OPEN_TRACING,
        APPROVE_RETURN_PLAN,
        EXECUTE_RETURN,
    ],
    reads=["informed_at"],
    sources=["CRC 12, 13", "GC12 41", "GC6 25"],
    emergency=STAYS,
    verified=True,
)
def child_is_informed(request: Request, profile: CountryProfile) -> bool:
    """Before the act, the child has been told of rights and process in a language and form understood."""
    return request.facts.informed_at is not None


@rule(
    "G00-7",
    "interpreter_missing",
    DENY,
    guards=[INTERVIEW, COMPLETE_BIA, DECIDE_BID, APPROVE_RETURN_PLAN, EXECUTE_RETURN, REUNIFY],
    reads=[interp_ok],
    sources=["S2:99", "OC21 124-125"],
    emergency=STAYS,
    verified=True,
)
def interpreter_is_available_if_needed(request: Request, profile: CountryProfile) -> bool:
    """The child and the authority understand each other, if need be through a qualified interpreter."""
    return interp_ok(request)


@rule(
    "G00-8",
    "child_not_heard",
    DENY,
    guards=[COMPLETE_BIA, DECIDE_BID, APPROVE_RETURN_PLAN, EXECUTE_RETURN, REUNIFY],
    reads=[heard],
    sources=["CRC 12", "GC14 53-54, 89-91"],
    emergency=STAYS,
    verified=True,
)
def child_had_the_opportunity_to_be_heard(request: Request, profile: CountryProfile) -> bool:
    """Nothing is decided about a child who had no opportunity to be heard."""
    return heard(request)


@rule(
    "G00-9",
    "guardian_required",
    DENY,
    guards=[DECIDE_BID, APPROVE_RETURN_PLAN, EXECUTE_RETURN, REUNIFY],
    reads=[represented],
    sources=["GC6 21, 33", "OC21 132", "S2:104"],
    emergency=STAYS,
    verified=True,
)
def child_is_represented(request: Request, profile: CountryProfile) -> bool:
    """A decision is valid only with a guardian free of conflict, or with a verified and safe family."""
    return represented(request)


@rule(
    "G00-10",
    "siblings_separated",
    DENY,
    guards=[PLACE_IN_CARE, TRANSFER_CUSTODY, APPROVE_RETURN_PLAN, EXECUTE_RETURN, REUNIFY],
    reads=[siblings_ok],
    sources=["GC6 40", "ACG 17"],
    emergency=LIFTS,
    verified=True,
)
def siblings_are_considered(request: Request, profile: CountryProfile) -> bool:
    """Brothers and sisters stay together, unless recorded reasons separate them."""
    return siblings_ok(request)


@rule(
    "G00-11",
    "stay_order",
    DENY,
    guards=[APPROVE_RETURN_PLAN, EXECUTE_RETURN, REUNIFY],
    reads=["stay_order"],
    sources=["ACHR 25", "S4:43"],
    emergency=STAYS,
    verified=True,
)
def no_stay_is_in_force(request: Request, profile: CountryProfile) -> bool:
    """An act suspended by a court waits, and the absence of a stay has been checked."""
    return request.facts.stay_order == "no"


@rule(
    "G00-12",
    "screening_required",
    DENY,
    guards=[SHARE_WITH_ORIGIN, COMPLETE_BIA, APPROVE_RETURN_PLAN, EXECUTE_RETURN, REUNIFY],
    reads=["screening"],
    sources=["S2:118", "S2:115", "BIP"],
    emergency=STAYS,
    verified=True,
)
def screening_is_complete(request: Request, profile: CountryProfile) -> bool:
    """This act comes after a complete screening of the protection needs of the child."""
    return request.facts.screening == "complete"


@rule(
    "G00-13",
    "screening_required",
    DENY,
    guards=[NOTIFY_CONSULATE, OPEN_TRACING],
    reads=["screening"],
    sources=["S2:115", "OC21"],
    emergency=STAYS,
    verified=True,
)
def screening_has_begun(request: Request, profile: CountryProfile) -> bool:
    """This act comes after at least an initial screening of the protection needs of the child."""
    return request.facts.screening in {"initial", "complete"}


@rule(
    "G00-14",
    "excess_fields",
    DENY,
    guards=[SHARE_WITH_ORIGIN, SHARE_WITH_AGENCY, REFER_ASYLUM, REFER_TRAFFICKING, OPEN_TRACING],
    reads=["fields", "purpose"],
    sources=["GC6 29-30", "S2:118"],
    emergency=STAYS,
    verified=True,
)
def data_are_the_minimum_for_the_purpose(request: Request, profile: CountryProfile) -> bool:
    """Only the data that a stated purpose needs are shared."""
    params = request.params
    return params.fields <= minimum_set(params.purpose)


@rule(
    "G00-15",
    "second_approver_missing",
    DENY,
    guards=[APPROVE_RETURN_PLAN, CLOSE_CASE],
    reads=["second_approver"],
    sources=["PP"],
    emergency=STAYS,
    verified=False,
)
def second_person_has_signed(request: Request, profile: CountryProfile) -> bool:
    """Acts of great weight carry the signature of a second entitled person."""
    return request.params.second_approver


@rule(
    "G00-16",
    "feared_country",
    DENY,
    guards=[NOTIFY_CONSULATE, SHARE_WITH_ORIGIN],
    reads=["recipient_country", "feared_countries"],
    sources=["R51 1A(2), 33", "PP"],
    emergency=STAYS,
    verified=True,
)
def recipient_country_is_not_feared(request: Request, profile: CountryProfile) -> bool:
    """Nothing is sent to a country that the child fears, nor to a country left unsaid."""
    params = request.params
    return params.recipient_country is not None and params.recipient_country not in request.facts.feared_countries
