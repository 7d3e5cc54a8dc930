"""Guardianship, alternative care and custody."""

from amparo.law.actions import (
    APPOINT_GUARDIAN,
    EXECUTE_RETURN,
    PLACE_IN_CARE,
    RECEIVE_RETURN,
    TRANSFER_CUSTODY,
)
from amparo.law.limits import (
    FAMILY_CARE_ONLY_BELOW,
)
from amparo.law.predicates import (
    age_years,
    needs_guardian,
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
    DETENTION,
    ENFORCEMENT,
    FAMILY_CARE,
)


@rule(
    "G07-1",
    "guardian_not_needed",
    DENY,
    guards=[APPOINT_GUARDIAN],
    reads=["guardian", needs_guardian],
    sources=["GC6 33"],
    emergency=STAYS,
    verified=False,
)
def guardian_is_needed(request: Request, profile: CountryProfile) -> bool:
    """A guardian is appointed where no verified and safe parent or carer is present, or where the last one ended."""
    return needs_guardian(request) or request.facts.guardian == "ended"


@rule(
    "G07-2",
    "guardian_conflict",
    DENY,
    guards=[APPOINT_GUARDIAN],
    reads=["candidate_conflict"],
    sources=["GC6 33"],
    emergency=STAYS,
    verified=True,
)
def candidate_has_no_conflict(request: Request, profile: CountryProfile) -> bool:
    """A guardian has no interest against the child."""
    return request.params.candidate_conflict == "no"


@rule(
    "G07-3",
    "guardian_not_vetted",
    WARN,
    guards=[APPOINT_GUARDIAN],
    reads=["candidate_suitable"],
    sources=["GC6 33", "S2:82"],
    emergency=STAYS,
    verified=True,
)
def candidate_is_suitable(request: Request, profile: CountryProfile) -> bool:
    """A guardian is vetted and trained."""
    return request.params.candidate_suitable == "yes"


@rule(
    "G07-4",
    "guardian_basis_missing",
    DENY,
    guards=[APPOINT_GUARDIAN],
    reads=["guardian_kind", "guardian_regime", "legal_basis"],
    sources=["country profile", "S2:85"],
    emergency=STAYS,
    verified=False,
)
def court_has_appointed(request: Request, profile: CountryProfile) -> bool:
    """Where national law asks for a court, a formal guardian is appointed by court order."""
    params = request.params
    return params.guardian_kind != "formal" or profile.guardian_regime != "court" or params.legal_basis == "court_order"


@rule(
    "G07-5",
    "guardian_basis_missing",
    DENY,
    guards=[APPOINT_GUARDIAN],
    reads=["guardian_kind", "guardian_regime", "legal_basis"],
    sources=["country profile"],
    emergency=STAYS,
    verified=False,
)
def law_or_court_has_appointed(request: Request, profile: CountryProfile) -> bool:
    """Where the law itself names the guardian, a formal appointment rests on that law or on a court order."""
    params = request.params
    return (
        params.guardian_kind != "formal"
        or profile.guardian_regime != "ex_lege"
        or params.legal_basis in {"court_order", "statute"}
    )


@rule(
    "G07-6",
    "guardian_basis_missing",
    DENY,
    guards=[APPOINT_GUARDIAN],
    reads=["guardian_kind", "legal_basis"],
    sources=["GC6 21", "PP"],
    emergency=STAYS,
    verified=False,
)
def interim_guardian_has_a_basis(request: Request, profile: CountryProfile) -> bool:
    """An interim guardian rests on a law, a court order or a protection measure."""
    params = request.params
    return params.guardian_kind != "interim" or params.legal_basis in {"court_order", "statute", "protection_measure"}


@rule(
    "G08-1",
    "detention_is_not_care",
    DENY,
    guards=[PLACE_IN_CARE],
    reads=["placement_type"],
    sources=["S2:100", "S2:118", "S2:157", "S4:85", "JGC4/23 5-13", "OC21 154-160", "LM 99 (MEX)"],
    emergency=STAYS,
    verified=True,
)
def detention_is_not_care(request: Request, profile: CountryProfile) -> bool:
    """A place closed from outside is detention, and detention is never care."""
    return request.params.placement_type not in DETENTION


@rule(
    "G08-2",
    "placement_not_authorised",
    DENY,
    guards=[PLACE_IN_CARE],
    reads=["placement_type", "placement_authorised"],
    sources=["ACG 54-55, 105", "S2:155"],
    emergency=LIFTS,
    verified=True,
)
def placement_is_authorised(request: Request, profile: CountryProfile) -> bool:
    """A child is placed in a licensed place with room."""
    params = request.params
    return params.placement_type is not None and params.placement_authorised == "yes"


@rule(
    "G08-3",
    "placement_unsuitable",
    HOLD,
    guards=[PLACE_IN_CARE],
    reads=["placement_suits", "placement_type"],
    sources=["S2:101", "S2:104", "S2:118", "GC6 40"],
    emergency=LIFTS,
    verified=True,
)
def placement_suits_the_child(request: Request, profile: CountryProfile) -> bool:
    """The place suits age, gender identity, language, disability and safety."""
    params = request.params
    return params.placement_suits == "yes" or params.placement_type == "emergency_short"


@rule(
    "G08-4",
    "under_three_institution",
    HOLD,
    guards=[PLACE_IN_CARE],
    reads=["placement_type", age_years],
    sources=["ACG 22"],
    emergency=LIFTS,
    verified=True,
)
def children_under_three_live_in_families(request: Request, profile: CountryProfile) -> bool:
    """A child under three lives in a family, not in an institution."""
    age = age_years(request)
    return age is None or not age < FAMILY_CARE_ONLY_BELOW or request.params.placement_type in FAMILY_CARE


@rule(
    "G08-5",
    "not_least_restrictive",
    HOLD,
    guards=[PLACE_IN_CARE],
    reads=["placement_type", "placement_conditions"],
    sources=["S2:115", "S2:118", "TVPRA (c)(2)", "ACG 21"],
    emergency=LIFTS,
    verified=True,
)
def placement_is_least_restrictive(request: Request, profile: CountryProfile) -> bool:
    """Care is in a family or community, or reasons say why not."""
    params = request.params
    return params.placement_type in FAMILY_CARE or "least_restrictive_reasoned" in params.placement_conditions


@rule(
    "G08-6",
    "family_separation_without_basis",
    DENY,
    guards=[PLACE_IN_CARE],
    reads=["placement_conditions", "companion_link_verified", "companion_risk", "legal_basis"],
    sources=["CRC 9", "JGC4/23 27-31"],
    emergency=LIFTS,
    verified=True,
)
def family_separation_has_a_basis(request: Request, profile: CountryProfile) -> bool:
    """A verified family is separated only for a known risk or by court order."""
    facts = request.facts
    params = request.params
    return (
        "separates_family" not in params.placement_conditions
        or facts.companion_link_verified != "yes"
        or facts.companion_risk == "yes"
        or params.legal_basis == "court_order"
    )


@rule(
    "G08-7",
    "unsafe_for_trafficking",
    DENY,
    guards=[PLACE_IN_CARE],
    reads=["placement_conditions", traf_flag],
    sources=["S4:18", "PAL 6"],
    emergency=LIFTS,
    verified=True,
)
def address_is_confidential(request: Request, profile: CountryProfile) -> bool:
    """The address of a possible victim of trafficking is confidential."""
    return not traf_flag(request) or "address_confidential" in request.params.placement_conditions


@rule(
    "G08-8",
    "protection_measure_missing",
    DENY,
    guards=[PLACE_IN_CARE],
    reads=["legal_basis", "placement_conditions"],
    sources=["LM112"],
    emergency=LIFTS,
    verified=True,
)
def protection_measure_exists(request: Request, profile: CountryProfile) -> bool:
    """Care rests on a protection measure or a court order, or one has been requested."""
    params = request.params
    return (
        params.legal_basis in {"protection_measure", "court_order"}
        or "measure_requested" in params.placement_conditions
    )


@rule(
    "G09-1",
    "transfer_to_enforcement",
    DENY,
    guards=[TRANSFER_CUSTODY],
    reads=["to_custody"],
    sources=["S2:118", "JGC4/23 13", "LM 98-99 (MEX)"],
    emergency=STAYS,
    verified=True,
)
def child_is_not_transferred_to_enforcement(request: Request, profile: CountryProfile) -> bool:
    """No child is handed over to migration or police custody."""
    return request.params.to_custody not in ENFORCEMENT


@rule(
    "G09-2",
    "receiver_not_confirmed",
    DENY,
    guards=[TRANSFER_CUSTODY],
    reads=["to_custody", "confirmations"],
    confirmations=["receiver_accepted"],
    sources=["S2:135"],
    emergency=LIFTS,
    verified=True,
)
def receiver_is_confirmed(request: Request, profile: CountryProfile) -> bool:
    """The new custodian is named and has accepted."""
    params = request.params
    return params.to_custody is not None and "receiver_accepted" in params.confirmations


@rule(
    "G09-3",
    "handover_record_incomplete",
    DENY,
    guards=[TRANSFER_CUSTODY, RECEIVE_RETURN],
    reads=["confirmations"],
    confirmations=["handover_record"],
    sources=["LM112", "CRM09"],
    emergency=LIFTS,
    verified=False,
)
def handover_is_recorded(request: Request, profile: CountryProfile) -> bool:
    """Every hand-over has a complete record."""
    return "handover_record" in request.params.confirmations


@rule(
    "G09-4",
    "child_not_told_journey",
    DENY,
    guards=[TRANSFER_CUSTODY, EXECUTE_RETURN],
    reads=["confirmations"],
    confirmations=["child_informed"],
    sources=["CRC 12", "CRM09"],
    emergency=LIFTS,
    verified=False,
)
def child_is_informed_of_journey(request: Request, profile: CountryProfile) -> bool:
    """The child is told where the journey goes, why, and who receives."""
    return "child_informed" in request.params.confirmations


@rule(
    "G09-5",
    "unsafe_transport",
    DENY,
    guards=[TRANSFER_CUSTODY, EXECUTE_RETURN],
    reads=["confirmations"],
    confirmations=["safe_transport"],
    sources=["GC6 87", "CRM09"],
    emergency=LIFTS,
    verified=False,
)
def transport_is_safe(request: Request, profile: CountryProfile) -> bool:
    """A child travels in safe transport, without restraints."""
    return "safe_transport" in request.params.confirmations


@rule(
    "G09-6",
    "use_other_gate",
    DENY,
    guards=[TRANSFER_CUSTODY],
    reads=["cross_border"],
    sources=["PP"],
    emergency=STAYS,
    verified=False,
)
def custody_stays_in_the_country(request: Request, profile: CountryProfile) -> bool:
    """A change of custody does not cross a border; that is another act."""
    return not request.params.cross_border


@rule(
    "G09-7",
    "release_not_verified",
    DENY,
    guards=[TRANSFER_CUSTODY],
    reads=["to_custody", "relationship_verified", "companion_risk", "family_implicated"],
    sources=["GC6 81-85", "S2:102"],
    emergency=STAYS,
    verified=True,
)
def release_to_family_is_verified(request: Request, profile: CountryProfile) -> bool:
    """A child goes to a family whose kinship is proven and which is not a risk."""
    facts = request.facts
    return request.params.to_custody != "family" or (
        facts.relationship_verified == "yes" and facts.companion_risk != "yes" and facts.family_implicated == "no"
    )
