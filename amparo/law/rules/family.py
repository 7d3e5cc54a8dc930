"""Tracing, contact and reunification with the family."""

from amparo.law.actions import (
    CONTACT_FAMILY,
    OPEN_TRACING,
    REUNIFY,
)
from amparo.law.predicates import (
    bid_required,
    bid_valid,
    consented,
    guardian_ok,
    origin_blocked,
    remedy_done,
    traf_excluded,
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


@rule(
    "G14-1",
    "consent_missing",
    DENY,
    guards=[OPEN_TRACING],
    reads=["consent_tracing", consented],
    sources=["PP", "IAGP"],
    emergency=STAYS,
    verified=False,
)
def tracing_is_consented(request: Request, profile: CountryProfile) -> bool:
    """Tracing needs the consent of the child, or of a guardian where the child cannot consent."""
    return consented(request, request.facts.consent_tracing)


@rule(
    "G14-2",
    "tracing_risk",
    DENY,
    guards=[OPEN_TRACING],
    reads=["family_implicated", "tracing_mode"],
    sources=["GC6 80", "S2:102"],
    emergency=STAYS,
    verified=True,
)
def tracing_is_silent_under_family_risk(request: Request, profile: CountryProfile) -> bool:
    """While the family may be implicated, the search stays in records, without contact."""
    return request.facts.family_implicated == "no" or request.params.tracing_mode == "silent_record_only"


@rule(
    "G14-3",
    "tracing_channel_unsafe",
    DENY,
    guards=[OPEN_TRACING],
    reads=["tracing_channel", origin_blocked],
    sources=["GC6 80"],
    emergency=STAYS,
    verified=True,
)
def tracing_channel_is_safe(request: Request, profile: CountryProfile) -> bool:
    """While origin is blocked, the search uses channels that do not alert the country of origin."""
    return not origin_blocked(request) or request.params.tracing_channel in {"national_records", "red_cross", "unhcr"}


@rule(
    "G14-4",
    "photo_not_authorised",
    DENY,
    guards=[OPEN_TRACING],
    reads=["fields", "consent_photo", "bia", guardian_ok],
    sources=["PP"],
    emergency=STAYS,
    verified=False,
)
def photo_is_authorised(request: Request, profile: CountryProfile) -> bool:
    """A photograph is used with consent, with a guardian, and after the assessment."""
    facts = request.facts
    return "photo" not in request.params.fields or (
        facts.consent_photo == "granted" and guardian_ok(request) and facts.bia == "complete"
    )


@rule(
    "G14-5",
    "trafficking_unresolved",
    DENY,
    guards=[OPEN_TRACING],
    reads=["tracing_mode", traf_excluded],
    sources=["PAL 6", "S2:102"],
    emergency=STAYS,
    verified=True,
)
def tracing_is_silent_under_trafficking(request: Request, profile: CountryProfile) -> bool:
    """Until trafficking is excluded, the search stays in records."""
    return traf_excluded(request) or request.params.tracing_mode == "silent_record_only"


@rule(
    "G15-1",
    "child_refuses_contact",
    DENY,
    guards=[CONTACT_FAMILY],
    reads=["consent_family_contact", "child_views", guardian_ok],
    sources=["CRC 9(3), 12"],
    emergency=STAYS,
    verified=False,
)
def child_wants_contact(request: Request, profile: CountryProfile) -> bool:
    """The family is contacted when the child wants it, or when a guardian speaks for a child too young."""
    facts = request.facts
    return facts.consent_family_contact == "granted" or (
        facts.consent_family_contact == "substituted"
        and facts.child_views == "too_young_observed"
        and guardian_ok(request)
    )


@rule(
    "G15-2",
    "relationship_not_verified",
    DENY,
    guards=[CONTACT_FAMILY],
    reads=["relationship_verified", "confirmations"],
    confirmations=["supervised_contact"],
    sources=["IAGP", "S4:18"],
    emergency=STAYS,
    verified=False,
)
def kinship_is_verified_or_contact_supervised(request: Request, profile: CountryProfile) -> bool:
    """Contact follows proven kinship, or is supervised."""
    return request.facts.relationship_verified == "yes" or "supervised_contact" in request.params.confirmations


@rule(
    "G15-3",
    "contact_not_safe",
    DENY,
    guards=[CONTACT_FAMILY],
    reads=["contact_safe"],
    sources=["GC6 80-82"],
    emergency=STAYS,
    verified=False,
)
def contact_is_safe(request: Request, profile: CountryProfile) -> bool:
    """Contact follows a favourable check of its risks."""
    return request.facts.contact_safe == "yes"


@rule(
    "G15-4",
    "trafficking_unresolved",
    HOLD,
    guards=[CONTACT_FAMILY],
    reads=[traf_excluded],
    sources=["S2:102"],
    emergency=STAYS,
    verified=True,
)
def trafficking_is_excluded_before_contact(request: Request, profile: CountryProfile) -> bool:
    """Contact waits until trafficking is excluded."""
    return traf_excluded(request)


@rule(
    "G15-5",
    "excess_fields",
    DENY,
    guards=[CONTACT_FAMILY],
    reads=["fields"],
    sources=["GC6 29"],
    emergency=STAYS,
    verified=True,
)
def family_receives_minimum_data(request: Request, profile: CountryProfile) -> bool:
    """The family receives identity and family data only."""
    return request.params.fields <= {"identity", "family"}


@rule(
    "G15-6",
    "family_implicated",
    DENY,
    guards=[CONTACT_FAMILY],
    reads=["family_implicated", "persecution_agent"],
    sources=["PAL 6", "GC6 80"],
    emergency=STAYS,
    verified=False,
)
def contacted_family_is_not_implicated(request: Request, profile: CountryProfile) -> bool:
    """A family that may be implicated, or be the one feared, is not contacted."""
    facts = request.facts
    return facts.family_implicated == "no" and facts.persecution_agent in {"none", "state", "non_state"}


@rule(
    "G19-1",
    "relationship_not_verified",
    DENY,
    guards=[REUNIFY],
    reads=["relationship_verified"],
    sources=["IAGP", "TVPRA (c)(3)(A) (USA)"],
    emergency=STAYS,
    verified=False,
)
def kinship_is_verified(request: Request, profile: CountryProfile) -> bool:
    """A child is reunified with proven family."""
    return request.facts.relationship_verified == "yes"


@rule(
    "G19-2",
    "home_not_assessed",
    DENY,
    guards=[REUNIFY],
    reads=["home_assessment", "caregiver_willing_able"],
    sources=["ORR 410.1201-1202", "BIP"],
    emergency=STAYS,
    verified=True,
)
def home_is_assessed(request: Request, profile: CountryProfile) -> bool:
    """The home is assessed, and the caregiver is willing and able."""
    facts = request.facts
    return facts.home_assessment in {"positive", "conditional"} and facts.caregiver_willing_able == "yes"


@rule(
    "G19-3",
    "child_disagrees",
    HOLD,
    guards=[REUNIFY],
    reads=["child_views"],
    sources=["CRC 12"],
    emergency=STAYS,
    verified=False,
)
def child_agrees_to_reunify(request: Request, profile: CountryProfile) -> bool:
    """The child agrees to live with the family, or was observed when too young to say so."""
    return request.facts.child_views in {"agrees", "too_young_observed"}


@rule(
    "G19-4",
    "bid_required",
    DENY,
    guards=[REUNIFY],
    reads=["bid_solution", bid_required, bid_valid, remedy_done],
    sources=["BIP", "JGC4/23 34-35", "GC6 19"],
    emergency=STAYS,
    verified=True,
)
def determination_chose_reunification(request: Request, profile: CountryProfile) -> bool:
    """Where a determination is required, reunification follows a valid and final one that chose it."""
    return not bid_required(request) or (
        bid_valid(request)
        and request.facts.bid_solution in {"family_reunification_country", "family_reunification_third"}
        and remedy_done(request)
    )


@rule(
    "G19-5",
    "reunification_risk",
    DENY,
    guards=[REUNIFY],
    reads=["recipient_country", "confirmations"],
    confirmations=["destination_safe"],
    sources=["GC6 82"],
    emergency=STAYS,
    verified=False,
)
def destination_is_safe(request: Request, profile: CountryProfile) -> bool:
    """Another country where the family lives is shown to be safe for the child."""
    params = request.params
    return (
        params.recipient_country is None
        or params.recipient_country == request.country
        or "destination_safe" in params.confirmations
    )


@rule(
    "G19-6",
    "protection_blocks_origin",
    DENY,
    guards=[REUNIFY],
    reads=["recipient_country", "country_origin", "feared_countries", origin_blocked],
    sources=["R51 33", "GC6 30, 82"],
    emergency=STAYS,
    verified=True,
)
def reunification_avoids_feared_origin(request: Request, profile: CountryProfile) -> bool:
    """While origin is blocked, no child is reunified in the country of origin or in a feared one."""
    facts = request.facts
    params = request.params
    return (
        params.recipient_country is None
        or params.recipient_country == request.country
        or not origin_blocked(request)
        or (
            facts.country_origin != "XXX"
            and params.recipient_country != facts.country_origin
            and params.recipient_country not in facts.feared_countries
        )
    )


@rule(
    "G19-7",
    "family_implicated",
    DENY,
    guards=[REUNIFY],
    reads=["family_implicated"],
    sources=["PAL 6", "GC6 81"],
    emergency=STAYS,
    verified=True,
)
def reunited_family_is_not_implicated(request: Request, profile: CountryProfile) -> bool:
    """A child is not reunified with a family that may be implicated."""
    return request.facts.family_implicated == "no"


@rule(
    "G19-8",
    "trafficking_unresolved",
    DENY,
    guards=[REUNIFY],
    reads=["trafficking"],
    sources=["PAL 6", "S4:18"],
    emergency=STAYS,
    verified=True,
)
def trafficking_is_resolved_before_reunification(request: Request, profile: CountryProfile) -> bool:
    """A child is reunified after trafficking has been excluded or resolved."""
    return request.facts.trafficking in {"no_indicators", "ruled_out", "confirmed"}


@rule(
    "G19-9",
    "preference_not_reasoned",
    WARN,
    guards=[REUNIFY],
    reads=["confirmations"],
    confirmations=["preference_reasoned"],
    sources=["ORR 410.1201(a)"],
    emergency=STAYS,
    verified=True,
)
def choice_of_carer_is_reasoned(request: Request, profile: CountryProfile) -> bool:
    """The choice among possible carers has reasons."""
    return "preference_reasoned" in request.params.confirmations
