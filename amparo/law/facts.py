# ruff: noqa: RUF009 - these calls declare fields, as dataclasses.field does.
"""Every fact about a child, with its values, default, meaning and compartment."""

from dataclasses import dataclass
from datetime import date, datetime

from amparo.law.fields import FieldSpec, in_general, in_health, in_protection, in_trafficking, specs_of
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

    age_status: AgeStatus = in_general(
        "child_presumed",
        "Outcome of the age evidence. Only adult_confirmed, from a finished procedure, "
        "removes the safeguards of childhood",
    )
    birth_date: date | None = in_general(None, "Declared or documented date of birth; null when unknown")
    birth_date_precision: DatePrecision = in_general("day", "How exact birth_date is")
    age_estimate_years: int | None = in_general(
        None, "Estimated age in whole years, used only when birth_date is null (0 to 30)", most=30
    )
    nationalities: frozenset[Iso3] = in_general(frozenset({"XXX"}), "Nationalities; XXX unknown, XXS stateless")
    feared_countries: frozenset[Iso3] = in_protection(
        frozenset(), "Countries where the child, the family or an officer reports a fear of harm"
    )
    statelessness: Statelessness = in_general("unknown", "Statelessness")
    country_origin: Iso3 = in_general("XXX", "Country of habitual residence or intended return; XXX unknown")
    interpreter_need: InterpreterNeed = in_general("unknown", "Need of a spoken or sign language interpreter")
    accompaniment: Accompaniment = in_general("unknown", "Accompaniment")
    companion_link_verified: YesNo = in_general("unknown", "The bond with the accompanying adult has been checked")
    companion_risk: YesNo = in_protection("unknown", "Signs that the companion controls, harms or exploits the child")
    siblings_in_case: int = in_general(0, "Linked brothers and sisters present (0 to 30)", most=30)
    case_status: CaseStatus = in_general("open", "State of the case file")
    registered_at: datetime | None = in_general(
        None, "When the individual record was opened (capture time on the device)"
    )
    screening: ScreeningState = in_general("none", "Screening reached")
    screening_at: datetime | None = in_general(None, "When the initial screening ended")
    urgent_needs_attended: YesNo = in_health("unknown", "Food, water, rest, health attended")
    profiles: frozenset[Profile] = in_protection(frozenset(), "Positive vulnerability profiles")
    immediate_danger: YesNo = in_general("unknown", "Danger to life, safety or health right now")
    fear_of_return: YesNo = in_protection(
        "unknown", "A fear of return has been reported by the child, the family, a consul or an officer"
    )
    asylum: AsylumState = in_protection(
        "none", "State of international protection; none means that nobody has informed the child yet"
    )
    asylum_referred_at: datetime | None = in_protection(None, "When the refugee authority received the referral")
    persecution_agent: PersecutionAgent = in_protection(
        "unknown", "From whom harm is feared; none means asked and excluded"
    )
    trafficking: TraffickingState = in_trafficking("not_screened", "Trafficking assessment")
    trafficking_referred_at: datetime | None = in_trafficking(
        None, "When the anti-trafficking mechanism received the referral"
    )
    trafficking_safeguards: YesNo = in_trafficking(
        "unknown", "Return of a victim is voluntary, has a safety plan and an accepting authority in origin"
    )
    protection_signal_at: datetime | None = in_protection(None, "First sign of a need of asylum or of trafficking")
    family_implicated: YesNo = in_protection(
        "unknown", "Family suspected in trafficking, violence, sale or persecution"
    )
    informed_at: datetime | None = in_general(
        None, "When rights, steps and remedies were explained in a language understood"
    )
    child_views: ChildViews = in_general("not_heard", "Views of the child on the act at stake")
    consent_consular: Consent = in_general("not_asked", "Consent to consular contact")
    consent_origin: Consent = in_general("not_asked", "Consent to share with the protection authority of origin")
    consent_agency: Consent = in_general("not_asked", "Consent to share with another agency in the country")
    consent_tracing: Consent = in_general("not_asked", "Consent to family tracing")
    consent_family_contact: Consent = in_general("not_asked", "Consent to contact with the family")
    consent_photo: Consent = in_general("not_asked", "Consent to the use of a photograph")
    consent_capacity: ConsentCapacity = in_general("guardian_only", "Who may consent")
    guardian: GuardianState = in_general("none", "Guardian")
    guardian_conflict: YesNo = in_general(
        "unknown", "The guardian belongs to the detaining body or has interests against the child"
    )
    legal_rep: LegalRepState = in_general("none", "Free legal representative")
    custody: CustodyKind = in_general("none", "Who physically has the child")
    custody_since: datetime | None = in_general(None, "Start of the current custody")
    protection_notified_at: datetime | None = in_general(None, "When the child protection authority was notified")
    placement_since: datetime | None = in_general(None, "Start of the current care placement")
    placement_reviewed_at: datetime | None = in_general(None, "Last review of the placement")
    bia: BiaState = in_general("none", "Best interests assessment")
    bia_completed_at: datetime | None = in_general(None, "When the assessment was completed")
    bid: BidState = in_general("none", "Best interests determination")
    bid_solution: Solution | None = in_general(None, "Solution chosen by the determination")
    panel_members: int = in_general(0, "Members of the panel (0 to 30)", most=30)
    panel_disciplines: int = in_general(0, "Different disciplines in the panel (0 to 30)", most=30)
    panel_chair_protection: YesNo = in_general("unknown", "Child protection chairs the panel")
    panel_migration_votes: int | None = in_general(
        None, "Votes held by migration or police in the panel (0 to 30); null unknown", most=30
    )
    bid_signed: YesNo = in_general("unknown", "Decision signed by the panel")
    bid_reasons: YesNo = in_general("unknown", "Reasons written for each factor")
    bid_decided_at: datetime | None = in_general(None, "When the determination was decided")
    bid_notified_at: datetime | None = in_general(
        None, "When child and guardian were told decision, reasons and remedies"
    )
    remedy: RemedyState = in_general("not_notified", "Remedy against the determination")
    new_info_since_bid: YesNo = in_general("unknown", "Relevant change since the determination")
    stay_order: YesNo = in_general("unknown", "A court, ombudsman or treaty body suspends the act")
    tracing: TracingState = in_general("not_opened", "Family tracing")
    relationship_verified: YesNo = in_general("unknown", "Claimed kinship proven")
    home_assessment: HomeAssessment = in_general(
        "none", "Home assessment by the protection authority of the place of residence"
    )
    caregiver_willing_able: YesNo = in_general("unknown", "The caregiver is willing and able")
    contact_safe: YesNo = in_protection("unknown", "Outcome of the risk check for family contact")
    consular: ConsularState = in_protection("not_due", "Consular notification")
    consular_notified_at: datetime | None = in_protection(None, "When the consulate was notified")
    return_plan: ReturnPlan = in_general("none", "Return plan")
    return_plan_approved_at: datetime | None = in_general(None, "When the plan was approved")
    origin_risk: OriginRisk = in_protection("not_assessed", "Individual risk assessment of the place of return")
    origin_risk_at: datetime | None = in_protection(None, "Date of that assessment")
    origin_risk_scope: OriginRiskScope = in_protection("none", "Geographic detail of that assessment")
    origin_risk_sources: int = in_protection(0, "Independent sources of that assessment (0 to 30)", most=30)
    origin_care: OriginCare = in_general("none", "Alternative care plan in the country of origin")
    origin_reception: OriginReception = in_general(
        "none", "Reception by a named authority, officer, place and hour in origin"
    )
    receiver_kind: ReceiverKind | None = in_general(None, "Who will have the child that same night")
    receiver_vetted: YesNo = in_general("unknown", "That person or service has been vetted")
    travel_document: TravelDocument = in_general("none", "Travel document")
    fit_to_travel: YesNo = in_health("unknown", "Health professional finds the child fit to travel")
    fit_to_travel_at: datetime | None = in_health(None, "Date of that examination")
    escort: Escort = in_general("none", "Trained escort")
    arrival_at: datetime | None = in_general(None, "Arrival in origin or start of life with the family")
    collective_measure: YesNo = in_general("unknown", "The decision was taken for a group")
    reintegration_plan: ReintegrationPlan = in_general("none", "Reintegration plan")
    open_critical_referrals: int | None = in_protection(
        None, "Open critical or urgent referrals (0 to 99); null unknown", most=99
    )
    open_safety_alerts: int | None = in_general(None, "Open safety alerts (0 to 99); null unknown", most=99)
    followups_done: frozenset[int] = in_general(frozenset(), "Follow-ups done, in days", most=9999)
    transition_plan: TransitionPlan = in_general("none", "Plan for the passage to adult life")


FACTS: dict[str, FieldSpec] = specs_of(Facts)
"""Every fact by name, in the order of the specification."""
