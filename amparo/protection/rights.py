"""Roles besides the protection authority that may do the acts of protection."""

from amparo.cases.duties import must_meet
from amparo.cases.rights import grant

grant(
    ["border_officer", "police_officer"],
    "record_urgent_needs",
    "record_information_given",
    "record_protection_notified",
    "record_handover",
)
grant(
    ["guardian", "legal_representative"],
    "record_views",
    "record_consent",
    "record_legal_representation",
    "record_remedy",
)
must_meet(
    ["border_officer", "police_officer"],
    "notify_protection",
    "custody_warning",
    "custody_exit",
    "detention_review",
    "contiguous_determination",
)
must_meet(["guardian", "legal_representative"], "remedy_window")
must_meet(["refugee_officer"], "asylum_acknowledgement")
must_meet(["prosecutor"], "trafficking_decision")
_RECIPIENTS = (
    "border_officer", "police_officer", "refugee_officer", "prosecutor", "labour_inspector", "health_worker",
    "care_provider", "partner_ngo", "consul", "liaison_officer",
)  # fmt: skip
"""Roles of institutions to which a child is referred: each answers what was sent to its own."""
grant(_RECIPIENTS, "record_referral_step")
grant(["refugee_officer"], "record_international_protection")
grant(["prosecutor"], "record_trafficking_status")
grant(["health_worker", "care_provider"], "record_urgent_needs")
grant(["liaison_officer"], "screen")
