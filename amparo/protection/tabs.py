"""Tabs of protection, of the child's best interests, and of care."""

from amparo.cases.tabs import Tab, add_to_tab, declare_tabs
from amparo.ledger.text import t

declare_tabs(
    Tab("protection", t("Protección", "Protection"), 20, (
        "screen", "complete_screening", "record_danger", "record_urgent_needs", "interview", "record_information_given",
        "record_views", "record_consent", "record_international_protection", "record_trafficking_status",
        "record_family_risk", "refer_asylum", "refer_trafficking", "record_safe_placement_request", "share_with_agency",
        "share_with_origin", "record_referral_step", "record_incident", "record_breach", "record_alert",
        "record_alert_closed",
    )),
    Tab("best-interests", t("Interés superior", "Best interests"), 30, (
        "record_bia", "complete_bia", "record_bid", "decide_bid", "record_bid_notified", "record_remedy",
        "record_restitution_plan", "record_new_information", "record_circumstances_checked",
        "record_individual_decision",
    )),
    Tab("care", t("Tutela y cuidado", "Guardian and care"), 40, (
        "appoint_guardian", "record_guardianship", "record_legal_representation", "record_care_options",
        "record_measure_request", "place_in_care", "record_placement_review", "record_handover", "transfer_custody",
        "record_protection_notified", "record_assignment",
    )),
)  # fmt: skip
add_to_tab("child", "record_age_procedure", "record_age_determination")
