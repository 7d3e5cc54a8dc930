"""Named sets of codes, and the minimum of data that each purpose needs."""

from typing import Final

from amparo.law.vocabulary import (
    AsylumState,
    BiaFactor,
    DataGroup,
    PlacementType,
    Profile,
    Purpose,
    ReasonCode,
    Solution,
)

RETURN: Final[frozenset[Solution]] = frozenset({"voluntary_return_family", "voluntary_return_alternative_care"})
"""Solutions that take the child to the country of origin."""

STAY: Final[frozenset[Solution]] = frozenset(
    {
        "family_reunification_country",
        "local_integration_family",
        "local_integration_residence",
        "local_integration_independent",
        "interim_no_solution",
    }
)
"""Solutions in the country where the child is."""

DETENTION: Final[frozenset[PlacementType]] = frozenset(
    {"migration_station", "police_cell", "border_holding_room", "closed_facility"}
)
"""Places closed from outside: never care."""

FAMILY_CARE: Final[frozenset[PlacementType]] = frozenset(
    {"family_reception", "foster_family", "foster_specialised", "host_community", "mother_child_unit"}
)
"""Care in a family or community."""

RIGHTS_GROUNDS: Final[frozenset[ReasonCode]] = frozenset(
    {
        "safety",
        "family_unity",
        "views_of_child",
        "health",
        "development",
        "identity",
        "continuity_of_care",
        "legal_duty",
    }
)
"""Reasons that rest on the best interests of the child."""

BIA_FACTORS: Final[frozenset[BiaFactor]] = frozenset(
    {
        "views",
        "identity",
        "family",
        "care_safety",
        "vulnerability",
        "health",
        "education",
        "fear_of_return",
        "trafficking",
    }
)
"""Factors that an assessment rates."""

FOLLOWUPS: Final[frozenset[int]] = frozenset({7, 30, 90, 180, 270, 365})
"""Days after arrival at which a child is followed up."""

ENFORCEMENT: Final[frozenset[str]] = frozenset({"migration", "police"})
"""Institutions and custody of migration control and police."""

ASYLUM_CLOSED: Final[frozenset[AsylumState]] = frozenset({"informed_no_claim", "final_negative", "withdrawn_valid"})
"""The claim is over, or the child was informed and makes none."""

ASYLUM_PROFILES: Final[frozenset[Profile]] = frozenset(
    {
        "asylum_seeker",
        "gang_violence",
        "lgbti_persecution",
        "trafficking_risk_on_return",
        "stateless_at_risk",
        "organised_crime_displaced",
        "political_violence",
    }
)
"""Profiles that point to a need of international protection."""

MEDICAL_PROFILES: Final[frozenset[Profile]] = frozenset(
    {"serious_illness", "pregnant", "disability", "mental_distress"}
)
"""Profiles that need a medical opinion before return."""

ORIGIN_PURPOSES: Final[frozenset[Purpose]] = frozenset(
    {"family_tracing", "home_assessment", "documentation", "return_planning", "reintegration", "missing_child_search"}
)
"""Purposes for which data may go to the country of origin."""

MINIMUM_SETS: Final[dict[Purpose, frozenset[DataGroup]]] = {
    "family_tracing": frozenset({"identity", "family"}),
    "home_assessment": frozenset({"identity", "family", "contact"}),
    "documentation": frozenset({"identity", "documents", "photo"}),
    "return_planning": frozenset({"identity", "documents", "family", "health_urgent"}),
    "reintegration": frozenset({"identity", "family", "education", "health_urgent"}),
    "missing_child_search": frozenset({"identity", "photo", "family"}),
    "service_referral": frozenset(
        {"identity", "contact", "health", "health_urgent", "education", "family", "custody_status"}
    ),
    "trafficking_protection": frozenset(
        {"identity", "contact", "location", "health", "health_urgent", "trafficking", "narrative", "custody_status"}
    ),
    "asylum_procedure": frozenset(
        {"identity", "family", "contact", "location", "documents", "asylum", "narrative", "health_urgent"}
    ),
    "legal_representation": frozenset(
        {"identity", "family", "contact", "documents", "asylum", "trafficking", "narrative", "custody_status"}
    ),
    "medical_emergency": frozenset({"identity", "contact", "location", "health", "health_urgent"}),
    "consular_assistance": frozenset({"identity", "contact", "custody_status", "health_urgent"}),
    "custody_record": frozenset({"identity", "custody_status"}),
}
"""Groups of data that each purpose needs. Biometrics and the status of a sponsor serve none: they are never shared."""


def minimum_set(purpose: Purpose | None) -> frozenset[DataGroup]:
    """Return the data that `purpose` needs; without a purpose, none."""
    return MINIMUM_SETS[purpose] if purpose is not None else frozenset()
