"""Sharing of data with the consulate, the origin and other institutions."""

from amparo.law.actions import (
    NOTIFY_CONSULATE,
    SHARE_WITH_AGENCY,
    SHARE_WITH_ORIGIN,
)
from amparo.law.predicates import (
    any_in,
    consented,
    origin_blocked,
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
    ORIGIN_PURPOSES,
    minimum_set,
)


@rule(
    "G04-1",
    "protection_blocks_consulate",
    DENY,
    guards=[NOTIFY_CONSULATE],
    reads=["fear_of_return", prot_claim_open, prot_status],
    sources=["S2:96", "R51 33", "LM 112-V (MEX)", "LRPCAP 21 (MEX)"],
    emergency=STAYS,
    verified=True,
)
def protection_does_not_bar_consulate(request: Request, profile: CountryProfile) -> bool:
    """The consulate of origin is not told of a child who asks for protection, has it, or may fear return."""
    return not prot_claim_open(request) and not prot_status(request) and request.facts.fear_of_return == "no"


@rule(
    "G04-2",
    "agent_may_be_state",
    DENY,
    guards=[NOTIFY_CONSULATE],
    reads=["persecution_agent"],
    sources=["GC6 30"],
    emergency=STAYS,
    verified=False,
)
def state_is_not_the_persecutor(request: Request, profile: CountryProfile) -> bool:
    """The consulate is not told while its State may be the one that persecutes."""
    return request.facts.persecution_agent in {"none", "non_state", "family"}


@rule(
    "G04-3",
    "consular_consent_missing",
    DENY,
    guards=[NOTIFY_CONSULATE],
    reads=["consent_consular", consented],
    sources=["VCCR 36(1)(b), (c)", "OC21 126-128"],
    emergency=STAYS,
    verified=False,
)
def consular_contact_is_consented(request: Request, profile: CountryProfile) -> bool:
    """Consular contact follows the will of the child, or of a guardian where the child cannot consent."""
    return consented(request, request.facts.consent_consular)


@rule(
    "G04-4",
    "nationality_not_established",
    DENY,
    guards=[NOTIFY_CONSULATE],
    reads=["nationalities", "recipient_country"],
    sources=["S2:101", "S2:107"],
    emergency=STAYS,
    verified=True,
)
def nationality_is_established(request: Request, profile: CountryProfile) -> bool:
    """Only the consulate of an established nationality of the child is notified."""
    facts = request.facts
    return "XXX" not in facts.nationalities and request.params.recipient_country in facts.nationalities


@rule(
    "G04-5",
    "excess_data_to_consulate",
    DENY,
    guards=[NOTIFY_CONSULATE],
    reads=["fields"],
    sources=["GC6 29", "S2:118"],
    emergency=STAYS,
    verified=True,
)
def consulate_receives_minimum_data(request: Request, profile: CountryProfile) -> bool:
    """The consulate receives only the data that consular assistance needs."""
    return request.params.fields <= minimum_set("consular_assistance")


@rule(
    "G04-6",
    "stateless_no_consulate",
    DENY,
    guards=[NOTIFY_CONSULATE],
    reads=["statelessness"],
    sources=["S4:100"],
    emergency=STAYS,
    verified=True,
)
def child_is_not_stateless(request: Request, profile: CountryProfile) -> bool:
    """There is no consulate to notify for a child who is, or may be, stateless."""
    return request.facts.statelessness in {"none", "at_risk"}


@rule(
    "G04-7",
    "asylum_not_explained",
    DENY,
    guards=[NOTIFY_CONSULATE],
    reads=["asylum"],
    sources=["S2:97", "GC6 25"],
    emergency=STAYS,
    verified=True,
)
def asylum_is_explained(request: Request, profile: CountryProfile) -> bool:
    """The right to seek asylum is explained before a consulate is notified."""
    return request.facts.asylum != "none"


@rule(
    "G05-1",
    "protection_blocks_origin",
    DENY,
    guards=[SHARE_WITH_ORIGIN],
    reads=[origin_blocked],
    sources=["GC6 30", "R51 33", "S2:118"],
    emergency=STAYS,
    verified=True,
)
def origin_is_not_blocked(request: Request, profile: CountryProfile) -> bool:
    """Nothing reaches the country of origin while fear or international protection exists or is not excluded."""
    return not origin_blocked(request)


@rule(
    "G05-2",
    "trafficking_unresolved",
    DENY,
    guards=[SHARE_WITH_ORIGIN],
    reads=["trafficking"],
    sources=["S4:18", "PAL 6, 8"],
    emergency=STAYS,
    verified=True,
)
def trafficking_is_resolved_before_sharing(request: Request, profile: CountryProfile) -> bool:
    """Nothing goes to the country of origin before trafficking has been screened and its signs resolved."""
    return request.facts.trafficking not in {"not_screened", "indicators"}


@rule(
    "G05-3",
    "family_implicated",
    DENY,
    guards=[SHARE_WITH_ORIGIN],
    reads=["family_implicated", "fields"],
    sources=["PAL 6", "GC6 80"],
    emergency=STAYS,
    verified=False,
)
def whereabouts_are_withheld_from_family(request: Request, profile: CountryProfile) -> bool:
    """Whereabouts and contact stay hidden from origin while the family may be implicated."""
    return request.facts.family_implicated == "no" or not any_in(request.params.fields, {"location", "contact"})


@rule(
    "G05-4",
    "consent_missing",
    DENY,
    guards=[SHARE_WITH_ORIGIN],
    reads=["consent_origin", consented],
    sources=["PP"],
    emergency=STAYS,
    verified=False,
)
def sharing_with_origin_is_consented(request: Request, profile: CountryProfile) -> bool:
    """Sharing with origin needs the informed consent of the child, or of a guardian where the child cannot consent."""
    return consented(request, request.facts.consent_origin)


@rule(
    "G05-5",
    "recipient_not_protective",
    DENY,
    guards=[SHARE_WITH_ORIGIN],
    reads=["recipient_org_kind"],
    sources=["S2:118", "JGC3/22 17"],
    emergency=STAYS,
    verified=True,
)
def recipient_in_origin_protects(request: Request, profile: CountryProfile) -> bool:
    """The recipient in origin is a protection authority or a consulate."""
    return request.params.recipient_org_kind in {"protection", "consulate"}


@rule(
    "G05-6",
    "no_sharing_agreement",
    DENY,
    guards=[SHARE_WITH_ORIGIN],
    reads=["recipient_agreement"],
    sources=["S2:118", "S2:147", "S0:20"],
    emergency=STAYS,
    verified=True,
)
def recipient_in_origin_has_agreed(request: Request, profile: CountryProfile) -> bool:
    """The recipient in origin is bound by an agreement or by the regional code of ethics."""
    return request.params.recipient_agreement in {"bilateral", "regional_code_of_ethics"}


@rule(
    "G05-7",
    "purpose_not_allowed",
    DENY,
    guards=[SHARE_WITH_ORIGIN],
    reads=["purpose"],
    sources=["GC6 29-30", "S2:118"],
    emergency=STAYS,
    verified=True,
)
def purpose_serves_the_child(request: Request, profile: CountryProfile) -> bool:
    """Data go to origin only for a purpose that serves the child."""
    return request.params.purpose in ORIGIN_PURPOSES


@rule(
    "G05-8",
    "recipient_not_origin",
    DENY,
    guards=[SHARE_WITH_ORIGIN],
    reads=["country_origin", "recipient_country"],
    sources=["PP"],
    emergency=STAYS,
    verified=False,
)
def recipient_is_the_origin(request: Request, profile: CountryProfile) -> bool:
    """The recipient lies in the recorded country of origin, which is not the country where the child is."""
    facts = request.facts
    params = request.params
    return (
        facts.country_origin != "XXX"
        and params.recipient_country == facts.country_origin
        and params.recipient_country != request.country
    )


@rule(
    "G06-1",
    "recipient_unknown",
    DENY,
    guards=[SHARE_WITH_AGENCY],
    reads=["recipient_verified", "recipient_org_kind"],
    sources=["S0:61", "S1:31", "S2:116", "BIP"],
    emergency=STAYS,
    verified=True,
)
def recipient_is_known(request: Request, profile: CountryProfile) -> bool:
    """Data go only to a verified institution that undertook confidentiality."""
    params = request.params
    return params.recipient_verified and params.recipient_org_kind is not None


@rule(
    "G06-2",
    "no_protocol",
    DENY,
    guards=[SHARE_WITH_AGENCY],
    reads=["recipient_agreement"],
    sources=["S2:104", "S4:13, 41"],
    emergency=STAYS,
    verified=True,
)
def protocol_exists(request: Request, profile: CountryProfile) -> bool:
    """Data are shared under a protocol or an agreement with the recipient."""
    return request.params.recipient_agreement != "none"


@rule(
    "G06-3",
    "consent_missing",
    DENY,
    guards=[SHARE_WITH_AGENCY],
    reads=["legal_basis", "consent_agency", consented],
    sources=["PP"],
    emergency=STAYS,
    verified=False,
)
def sharing_is_consented(request: Request, profile: CountryProfile) -> bool:
    """Sharing needs informed consent, or a legal basis that stands in for it."""
    basis = request.params.legal_basis
    return consented(request, request.facts.consent_agency) or basis in {
        "child_protection_report",
        "court_order",
        "medical_emergency",
    }


@rule(
    "G06-4",
    "firewall",
    DENY,
    guards=[SHARE_WITH_AGENCY],
    reads=["recipient_org_kind", "fields"],
    sources=["JGC3/22 17", "JGC4/23 42, 46, 52, 60"],
    emergency=STAYS,
    verified=True,
)
def enforcement_receives_custody_data_only(request: Request, profile: CountryProfile) -> bool:
    """Migration and police receive identity and custody status, and nothing else."""
    params = request.params
    return params.recipient_org_kind not in ENFORCEMENT or params.fields <= {"identity", "custody_status"}


@rule(
    "G06-5",
    "use_other_gate",
    DENY,
    guards=[SHARE_WITH_AGENCY],
    reads=["recipient_org_kind", "recipient_country"],
    sources=["PP"],
    emergency=STAYS,
    verified=False,
)
def recipient_is_in_the_country(request: Request, profile: CountryProfile) -> bool:
    """This act shares inside the country and never with a consulate."""
    params = request.params
    return params.recipient_org_kind != "consulate" and (
        params.recipient_country is None or params.recipient_country == request.country
    )


@rule(
    "G06-6",
    "asylum_confidential",
    DENY,
    guards=[SHARE_WITH_AGENCY],
    reads=["fields", "recipient_org_kind"],
    sources=["GC6 29, 80"],
    emergency=STAYS,
    verified=True,
)
def asylum_stays_confidential(request: Request, profile: CountryProfile) -> bool:
    """Asylum data and the account of the child go only to those who protect."""
    params = request.params
    return not any_in(params.fields, {"asylum", "narrative"}) or params.recipient_org_kind in {
        "refugee",
        "protection",
        "ngo",
        "io",
    }


@rule(
    "G06-7",
    "location_reserved",
    DENY,
    guards=[SHARE_WITH_AGENCY],
    reads=["fields", "recipient_org_kind", traf_excluded],
    sources=["S4:18", "PAL 6"],
    emergency=STAYS,
    verified=True,
)
def location_is_reserved(request: Request, profile: CountryProfile) -> bool:
    """Whereabouts are reserved until trafficking is excluded."""
    params = request.params
    return (
        "location" not in params.fields
        or traf_excluded(request)
        or params.recipient_org_kind in {"protection", "health"}
    )
