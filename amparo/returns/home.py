"""What a case's file says of the home to which the child would go."""

from __future__ import annotations

from dataclasses import dataclass

from amparo.cases.file import CaseFile
from amparo.ledger.words import folded


@dataclass(frozen=True, slots=True)
class Home:
    """The home as last assessed, each answer the latest given."""

    assessment: str | None
    country: str | None
    caregiver: str | None
    willing_able: str | None

    def is_same_as(self, other: Home) -> bool:
        """Whether both are known to be one home: the same carer in the same country."""
        known = self.caregiver and self.country and other.caregiver
        return bool(known) and (folded(self.caregiver or ""), self.country) == (
            folded(other.caregiver or ""),
            other.country,
        )


def home_of(file: CaseFile) -> Home:
    """The home as last assessed."""

    def latest(name: str) -> str | None:
        found: str | None = file.latest(name, "record_home_assessment")
        return found

    return Home(
        latest("home_assessment"), latest("home_country"), latest("caregiver"), latest("caregiver_willing_able")
    )
