# ruff: noqa: RUF009 - these calls declare fields, as dataclasses.field does.
"""Every fact about a child, with its values, default, meaning and compartment."""

from dataclasses import dataclass
from datetime import date, datetime

from amparo.law.fields import FieldSpec, build_specs, general_fact, health_fact, protection_fact, trafficking_fact
from amparo.law.vocabulary import (
    Accompaniment,
    AgeStatus,
    AsylumState,
    BiaState,
    BidState,
    CaseStatus,
    ChildViews,
    Consent,
    ConsentCapacity,
    ConsularState,
    CustodyKind,
    DatePrecision,
    Escort,
    GuardianState,
    HomeAssessment,
    InterpreterNeed,
    Iso3,
    LegalRepState,
    OriginCare,
    OriginReception,
    OriginRisk,
    OriginRiskScope,
    PersecutionAgent,
    Profile,
    ReceiverKind,
    ReintegrationPlan,
    RemedyState,
    ReturnPlan,
    ScreeningState,
    Solution,
    Statelessness,
    TracingState,
    TraffickingState,
    TransitionPlan,
    TravelDocument,
    YesNo,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The state of one case at one moment.

    Unknown is a value: each fact is unknown until somebody records it. Instants are aware and in whole seconds."""

    age_status: AgeStatus = general_fact(
        "child_presumed",
        "Outcome of the age evidence. Only adult_confirmed, from a finished procedure, "
        "removes the safeguards of childhood",
    )
    birth_date: date | None = general_fact(None, "Declared or documented date of birth; null when unknown")
    birth_date_precision: DatePrecision = general_fact("day", "How exact birth_date is")
    age_estimate_years: int | None = general_fact(
        None, "Estimated age in whole years, used only when birth_date is null (0 to 30)", most=30
    )
    nationalities: frozenset[Iso3] = general_fact(frozenset({"XXX"}), "Nationalities; XXX unknown, XXS stateless")
    feared_countries: frozenset[Iso3] = protection_fact(
        frozenset(), "Countries where the child, the family or an officer reports a fear of harm"
    )
    statelessness: Statelessness = general_fact("unknown", "Statelessness")
    country_origin: Iso3 = general_fact("XXX", "Country of habitual residence or intended return; XXX unknown")
    interpreter_need: InterpreterNeed = general_fact("unknown", "Need of a spoken or sign language interpreter")
    accompaniment: Accompaniment = general_fact("unknown", "Accompaniment")
    companion_link_verified: YesNo = general_fact("unknown", "The bond with the accompanying adult has been checked")
    companion_risk: YesNo = protection_fact("unknown", "Signs that the companion controls, harms or exploits the child")
    siblings_in_case: int = general_fact(0, "Linked brothers and sisters present (0 to 30)", most=30)
    case_status: CaseStatus = general_fact("open", "State of the case file")
    registered_at: datetime | None = general_fact(
        None, "When the individual record was opened (capture time on the device)"
    )
    screening: ScreeningState = general_fact("none", "Screening reached")
    screening_at: datetime | None = general_fact(None, "When the initial screening ended")
    urgent_needs_attended: YesNo = health_fact("unknown", "Food, water, rest, health attended")
    profiles: frozenset[Profile] = protection_fact(frozenset(), "Positive vulnerability profiles")
    immediate_danger: YesNo = general_fact("unknown", "Danger to life, safety or health right now")
    fear_of_return: YesNo = protection_fact(
        "unknown", "A fear of return has been reported by the child, the family, a consul or an officer"
    )
    asylum: AsylumState = protection_fact(
        "none", "State of international protection; none means that nobody has informed the child yet"
    )
    asylum_referred_at: datetime | None = protection_fact(None, "When the refugee authority received the referral")
    persecution_agent: PersecutionAgent = protection_fact(
        "unknown", "From whom harm is feared; none means asked and excluded"
    )
    trafficking: TraffickingState = trafficking_fact("not_screened", "Trafficking assessment")
    trafficking_referred_at: datetime | None = trafficking_fact(
        None, "When the anti-trafficking mechanism received the referral"
    )
    trafficking_safeguards: YesNo = trafficking_fact(
        "unknown", "Return of a victim is voluntary, has a safety plan and an accepting authority in origin"
    )
    protection_signal_at: datetime | None = protection_fact(None, "First sign of a need of asylum or of trafficking")
    family_implicated: YesNo = protection_fact(
        "unknown", "Family suspected in trafficking, violence, sale or persecution"
    )
    informed_at: datetime | None = general_fact(
        None, "When rights, steps and remedies were explained in a language understood"
    )
    child_views: ChildViews = general_fact("not_heard", "Views of the child on the act at stake")
    consent_consular: Consent = general_fact("not_asked", "Consent to consular contact")
    consent_origin: Consent = general_fact("not_asked", "Consent to share with the protection authority of origin")
    consent_agency: Consent = general_fact("not_asked", "Consent to share with another agency in the country")
    consent_tracing: Consent = general_fact("not_asked", "Consent to family tracing")
    consent_family_contact: Consent = general_fact("not_asked", "Consent to contact with the family")
    consent_photo: Consent = general_fact("not_asked", "Consent to the use of a photograph")
    consent_capacity: ConsentCapacity = general_fact("guardian_only", "Who may consent")
    guardian: GuardianState = general_fact("none", "Guardian")
    guardian_conflict: YesNo = general_fact(
        "unknown", "The guardian belongs to the detaining body or has interests against the child"
    )
    legal_rep: LegalRepState = general_fact("none", "Free legal representative")
    custody: CustodyKind = general_fact("none", "Who physically has the child")
    custody_since: datetime | None = general_fact(None, "Start of the current custody")
    protection_notified_at: datetime | None = general_fact(None, "When the child protection authority was notified")
    placement_since: datetime | None = general_fact(None, "Start of the current care placement")
    placement_reviewed_at: datetime | None = general_fact(None, "Last review of the placement")
    bia: BiaState = general_fact("none", "Best interests assessment")
    bia_completed_at: datetime | None = general_fact(None, "When the assessment was completed")
    bid: BidState = general_fact("none", "Best interests determination")
    bid_solution: Solution | None = general_fact(None, "Solution chosen by the determination")
    panel_members: int = general_fact(0, "Members of the panel (0 to 30)", most=30)
    panel_disciplines: int = general_fact(0, "Different disciplines in the panel (0 to 30)", most=30)
    panel_chair_protection: YesNo = general_fact("unknown", "Child protection chairs the panel")
    panel_migration_votes: int | None = general_fact(
        None, "Votes held by migration or police in the panel (0 to 30); null unknown", most=30
    )
    bid_signed: YesNo = general_fact("unknown", "Decision signed by the panel")
    bid_reasons: YesNo = general_fact("unknown", "Reasons written for each factor")
    bid_decided_at: datetime | None = general_fact(None, "When the determination was decided")
    bid_notified_at: datetime | None = general_fact(
        None, "When child and guardian were told decision, reasons and remedies"
    )
    remedy: RemedyState = general_fact("not_notified", "Remedy against the determination")
    new_info_since_bid: YesNo = general_fact("unknown", "Relevant change since the determination")
    stay_order: YesNo = general_fact("unknown", "A court, ombudsman or treaty body suspends the act")
    tracing: TracingState = general_fact("not_opened", "Family tracing")
    relationship_verified: YesNo = general_fact("unknown", "Claimed kinship proven")
    home_assessment: HomeAssessment = general_fact(
        "none", "Home assessment by the protection authority of the place of residence"
    )
    caregiver_willing_able: YesNo = general_fact("unknown", "The caregiver is willing and able")
    contact_safe: YesNo = protection_fact("unknown", "Outcome of the risk check for family contact")
    consular: ConsularState = protection_fact("not_due", "Consular notification")
    consular_notified_at: datetime | None = protection_fact(None, "When the consulate was notified")
    return_plan: ReturnPlan = general_fact("none", "Return plan")
    return_plan_approved_at: datetime | None = general_fact(None, "When the plan was approved")
    origin_risk: OriginRisk = protection_fact("not_assessed", "Individual risk assessment of the place of return")
    origin_risk_at: datetime | None = protection_fact(None, "Date of that assessment")
    origin_risk_scope: OriginRiskScope = protection_fact("none", "Geographic detail of that assessment")
    origin_risk_sources: int = protection_fact(0, "Independent sources of that assessment (0 to 30)", most=30)
    origin_care: OriginCare = general_fact("none", "Alternative care plan in the country of origin")
    origin_reception: OriginReception = general_fact(
        "none", "Reception by a named authority, officer, place and hour in origin"
    )
    receiver_kind: ReceiverKind | None = general_fact(None, "Who will have the child that same night")
    receiver_vetted: YesNo = general_fact("unknown", "That person or service has been vetted")
    travel_document: TravelDocument = general_fact("none", "Travel document")
    fit_to_travel: YesNo = health_fact("unknown", "Health professional finds the child fit to travel")
    fit_to_travel_at: datetime | None = health_fact(None, "Date of that examination")
    escort: Escort = general_fact("none", "Trained escort")
    arrival_at: datetime | None = general_fact(None, "Arrival in origin or start of life with the family")
    collective_measure: YesNo = general_fact("unknown", "The decision was taken for a group")
    reintegration_plan: ReintegrationPlan = general_fact("none", "Reintegration plan")
    open_critical_referrals: int | None = protection_fact(
        None, "Open critical or urgent referrals (0 to 99); null unknown", most=99
    )
    open_safety_alerts: int | None = general_fact(None, "Open safety alerts (0 to 99); null unknown", most=99)
    followups_done: frozenset[int] = general_fact(frozenset(), "Follow-ups done, in days", most=9999)
    transition_plan: TransitionPlan = general_fact("none", "Plan for the passage to adult life")


FACTS: dict[str, FieldSpec] = build_specs(Facts)
"""Every fact by name, in the order of the specification."""
