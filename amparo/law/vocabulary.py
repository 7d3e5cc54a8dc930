"""Every closed list of codes that a fact or a parameter may take."""

from typing import Annotated, Literal

ISO3 = "ISO3"

Iso3 = Annotated[str, ISO3]
"""Three capital letters: an ISO 3166 country, XXX unknown, XXS stateless."""

AgeStatus = Literal["child_confirmed", "child_presumed", "age_disputed", "adult_confirmed"]
DatePrecision = Literal["day", "month", "year", "estimated"]
Statelessness = Literal["none", "at_risk", "stateless", "unknown"]
InterpreterNeed = Literal["none", "needed_available", "needed_missing", "unknown"]
Accompaniment = Literal["unaccompanied", "separated", "accompanied", "unknown"]
YesNo = Literal["yes", "no", "unknown"]
CaseStatus = Literal["open", "closed"]
ScreeningState = Literal["none", "initial", "complete"]
Profile = Literal[
    "uasc_unaccompanied",
    "uasc_separated",
    "asylum_seeker",
    "refugee",
    "stateless",
    "stateless_at_risk",
    "trafficking_victim",
    "trafficking_risk_on_return",
    "smuggled",
    "smuggled_abused",
    "kidnapped_extorted",
    "labour_exploitation",
    "worst_forms_child_labour",
    "seasonal_agricultural",
    "domestic_work",
    "indigenous",
    "afro_descendant",
    "non_dominant_language",
    "lgbti",
    "lgbti_persecution",
    "organised_crime_displaced",
    "gang_violence",
    "disaster_displaced",
    "political_violence",
    "domestic_violence",
    "sexual_violence",
    "forced_union",
    "pregnant",
    "teen_parent",
    "disability",
    "serious_illness",
    "mental_distress",
    "substance_use",
    "detained",
    "parent_detained_deported",
    "left_behind_child",
    "street_situation",
    "out_of_school",
    "undocumented_identity",
    "xenophobia_victim",
    "missing_relative",
    "witness_of_crime",
    "returned_repeatedly",
    "under_five",
    "child_headed",
]
AsylumState = Literal[
    "none",
    "informed_no_claim",
    "wish_expressed",
    "pending",
    "appeal_pending",
    "recognised",
    "complementary",
    "final_negative",
    "withdrawn_valid",
]
PersecutionAgent = Literal["none", "state", "non_state", "family", "unknown"]
TraffickingState = Literal["not_screened", "no_indicators", "indicators", "presumed", "confirmed", "ruled_out"]
ChildViews = Literal["not_heard", "agrees", "disagrees", "ambivalent", "declined_to_speak", "too_young_observed"]
Consent = Literal["not_asked", "granted", "refused", "withdrawn", "substituted"]
ConsentCapacity = Literal["child_alone", "child_with_guardian", "guardian_only"]
GuardianState = Literal["none", "requested", "interim", "appointed", "ended"]
LegalRepState = Literal["none", "requested", "appointed", "waived_by_guardian"]
CustodyKind = Literal["none", "police", "migration", "protection_authority", "health", "family", "released"]
BiaState = Literal["none", "in_progress", "complete", "outdated"]
BidState = Literal["none", "in_progress", "decided", "suspended", "superseded"]
Solution = Literal[
    "family_reunification_country",
    "family_reunification_third",
    "local_integration_family",
    "local_integration_residence",
    "local_integration_independent",
    "voluntary_return_family",
    "voluntary_return_alternative_care",
    "resettlement",
    "humanitarian_transfer",
    "interim_no_solution",
    "adoption_domestic_last",
]
RemedyState = Literal["not_notified", "window_open", "filed", "upheld", "overturned", "expired", "waived_with_counsel"]
TracingState = Literal[
    "not_opened",
    "open",
    "silent_record_only",
    "match_candidate",
    "relative_located",
    "verified",
    "contact_established",
    "not_in_best_interest",
    "suspended_child_request",
    "exhausted",
    "deceased_relative",
    "closed",
]
HomeAssessment = Literal["none", "in_progress", "positive", "conditional", "negative"]
ConsularState = Literal[
    "not_due", "due", "withheld_protection", "notified", "acknowledged", "interviewed", "no_response"
]
ReturnPlan = Literal["none", "draft", "submitted", "approved", "rejected", "expired"]
OriginRisk = Literal["not_assessed", "safe", "unsafe", "inconclusive"]
OriginRiskScope = Literal["none", "national", "region", "municipality"]
OriginCare = Literal["none", "requested", "confirmed"]
OriginReception = Literal["none", "requested", "confirmed", "refused"]
ReceiverKind = Literal["caregiver", "authority_care"]
TravelDocument = Literal["none", "requested", "issued", "expired", "not_needed"]
Escort = Literal["none", "assigned", "assigned_same_sex", "not_needed"]
ReintegrationPlan = Literal["none", "draft", "agreed_with_child", "active", "completed"]
TransitionPlan = Literal["none", "draft", "agreed", "handed_over"]
OrgKind = Literal[
    "migration",
    "protection",
    "consulate",
    "refugee",
    "police",
    "prosecutor",
    "labour",
    "health",
    "ngo",
    "io",
    "secretariat",
]
ReasonCode = Literal[
    "safety",
    "family_unity",
    "views_of_child",
    "health",
    "development",
    "identity",
    "continuity_of_care",
    "legal_duty",
    "migration_control",
    "cost",
    "deterrence",
    "state_capacity",
]
LegalBasis = Literal[
    "none", "statute", "court_order", "protection_measure", "child_protection_report", "medical_emergency"
]
Purpose = Literal[
    "family_tracing",
    "home_assessment",
    "documentation",
    "return_planning",
    "reintegration",
    "missing_child_search",
    "service_referral",
    "trafficking_protection",
    "asylum_procedure",
    "legal_representation",
    "medical_emergency",
    "consular_assistance",
    "custody_record",
]
DataGroup = Literal[
    "identity",
    "family",
    "contact",
    "location",
    "health",
    "health_urgent",
    "asylum",
    "trafficking",
    "narrative",
    "biometrics",
    "photo",
    "documents",
    "custody_status",
    "education",
    "sponsor_status",
]
RecipientAgreement = Literal["none", "national_protocol", "bilateral", "regional_code_of_ethics"]
SupportPerson = Literal["absent", "present", "declined_by_child"]
InterviewSubject = Literal["general", "identity", "family", "health", "asylum", "trafficking", "consular"]
ScreeningMode = Literal["asked", "observed"]
FormBand = Literal["all_ages", "0_5", "6_11", "12_17"]
GuardianKind = Literal["interim", "formal"]
PlacementType = Literal[
    "family_reception",
    "foster_family",
    "foster_specialised",
    "host_community",
    "small_group_home",
    "open_shelter_children",
    "open_shelter_family",
    "specialised_trafficking",
    "specialised_health",
    "mother_child_unit",
    "supported_independent",
    "emergency_short",
    "reception_returnees",
    "migration_station",
    "police_cell",
    "border_holding_room",
    "closed_facility",
]
PlacementCondition = Literal[
    "least_restrictive_reasoned", "separates_family", "address_confidential", "measure_requested"
]
SiblingsPlan = Literal["not_stated", "together", "separated_reasoned", "separated"]
NewCustody = Literal["police", "migration", "protection_authority", "health", "family"]
Confirmation = Literal[
    "receiver_accepted",
    "handover_record",
    "child_informed",
    "safe_transport",
    "file_transferred",
    "identity_matched",
    "reception_interview",
    "closure_evidence",
    "adult_consent",
    "medical_opinion",
    "admission_guaranteed",
    "options_reasoned",
    "supervised_contact",
    "out_of_hours_accepted",
    "arrival_working_day",
    "destination_safe",
    "preference_reasoned",
    "independent_decision",
    "not_criminalised",
    "safe_placement_requested",
]
BiaFactor = Literal[
    "views",
    "identity",
    "family",
    "care_safety",
    "vulnerability",
    "health",
    "education",
    "fear_of_return",
    "trafficking",
]
TracingMode = Literal["active", "silent_record_only"]
TracingChannel = Literal["none", "national_records", "red_cross", "unhcr", "protection_network", "origin_state"]
ReturnMode = Literal[
    "assisted_voluntary",
    "consular_repatriation",
    "child_protection_transfer",
    "contiguous_withdrawal",
    "family_unit_return",
    "land",
    "air",
    "forced_not_supported",
]
ClosureReason = Literal[
    "durable_solution_achieved",
    "reintegration_completed",
    "adult_transition",
    "transferred_country",
    "accompanied_no_needs",
    "not_a_child",
    "duplicate",
    "lost_contact",
    "missing_referred",
    "death",
]
Audience = Literal["public", "intergovernmental"]
Checks = Literal[
    "complementary_suppression",
    "differencing_checked",
    "aggregated_only",
    "no_sensitive_cross",
    "harmonised",
    "disaggregation_complete",
    "quality_note",
    "period_closed",
]
CountingUnit = Literal["none", "persons", "events", "mixed"]
