"""The places of a case: which acts are shown and done where."""

from __future__ import annotations

from dataclasses import dataclass

from amparo.core.text import t


@dataclass(frozen=True, slots=True)
class Place:
    """A tab of the case page, and the acts whose entries it shows, the most important first."""

    slug: str
    title: str
    acts: tuple[str, ...]


PLACES = (
    Place("child", t("NNA y familia", "Child and family"), (
        "record_identity", "record_family", "record_interpreter", "record_journey", "record_documents", "record_peoples",
        "record_education", "record_work", "record_health", "record_circumstances", "record_earlier_contacts",
        "record_photograph", "record_file", "record_age_determination", "record_duplicate", "register",
    )),
    Place("protection", t("Protección", "Protection"), (
        "screen", "complete_screening", "record_danger", "record_urgent_needs", "interview", "record_information_given",
        "record_views", "record_consent", "record_international_protection", "record_trafficking_status",
        "record_family_risk", "refer_asylum", "refer_trafficking", "record_safe_placement_request", "share_with_agency",
        "share_with_origin", "record_referral_step", "record_incident", "record_breach", "record_alert",
        "record_alert_closed",
    )),
    Place("best-interests", t("Interés superior", "Best interests"), (
        "record_bia", "complete_bia", "record_bid", "decide_bid", "record_bid_notified", "record_remedy",
        "record_restitution_plan", "record_new_information", "record_circumstances_checked", "record_individual_decision",
    )),
    Place("care", t("Tutela y cuidado", "Guardian and care"), (
        "appoint_guardian", "record_guardianship", "record_legal_representation", "record_care_options",
        "record_measure_request", "place_in_care", "record_placement_review", "record_handover", "transfer_custody",
        "record_protection_notified", "record_assignment",
    )),
    Place("family-search", t("Búsqueda familiar", "Family search"), (
        "open_tracing", "record_search", "record_tracing_step", "record_mirror_questions", "record_relationship_check", "record_genetic_test",
        "record_report_match", "record_contact_risk", "contact_family", "record_contact_session", "record_family_message",
    )),
    Place("consular", t("Consular", "Consular"), ("notify_consulate", "record_consular_step", "record_travel_document")),
    Place("return", t("Retorno", "Return"), (
        "record_return_plan", "approve_return_plan", "record_origin_risk", "record_home_assessment", "record_origin_care",
        "record_stay_check", "record_reception_accepted", "record_fitness_to_travel", "record_escort",
        "record_independent_decision", "execute_return", "record_travel_stage", "record_reception", "receive_return",
    )),
    Place("after", t("Después", "Afterwards"), (
        "reunify", "record_solution_step", "record_local_solution_started", "record_reintegration_plan", "record_followup",
        "record_contact_attempt", "record_transition_plan", "transfer_to_adult_services", "record_closure_evidence",
        "close_case", "record_reopening",
    )),
)  # fmt: skip
# Reasons that no answer on the form can remove, only a record: they stand in the way like those that rest on facts.
WAIT_FOR_RECORDS = frozenset({
    "forced_return_not_supported", "contiguous_not_determined", "admission_not_guaranteed", "medical_opinion_missing",
    "stay_check_stale", "file_not_transferred", "identity_mismatch", "reception_interview_missing",
    "handover_record_incomplete", "consent_missing",
})  # fmt: skip
BY_SLUG = {place.slug: place for place in PLACES}
PLACE_OF_ACT = {code: place for place in PLACES for code in place.acts}
