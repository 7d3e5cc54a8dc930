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
        "record_photograph", "record_file", "record_age_determination", "register",
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
        "open_tracing", "record_tracing_step", "record_relationship_check", "record_contact_risk", "contact_family",
    )),
    Place("consular", t("Consular", "Consular"), ("notify_consulate", "record_consular_step")),
    Place("return", t("Retorno y después", "Return and after"), (
        "record_origin_risk", "record_home_assessment", "record_origin_care", "record_stay_check", "approve_return_plan",
        "execute_return", "receive_return", "reunify", "close_case", "transfer_to_adult_services",
    )),
)  # fmt: skip
# The records that their inputs rest on come with returns; until then every reason stands in the way, not only the facts.
WAIT_FOR_RECORDS = frozenset({"execute_return", "receive_return", "close_case", "transfer_to_adult_services"})
BY_SLUG = {place.slug: place for place in PLACES}
PLACE_OF_ACT = {code: place for place in PLACES for code in place.acts}
