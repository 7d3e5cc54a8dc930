"""Roles besides the protection authority that may do the acts of protection."""

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
grant(["refugee_officer"], "record_international_protection")
grant(["prosecutor"], "record_trafficking_status")
grant(["health_worker", "care_provider"], "record_urgent_needs")
grant(["liaison_officer"], "screen")
