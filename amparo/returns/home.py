"""Read from a case's file: the home to which the child would go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from amparo.cases.file import CaseFile
from amparo.ledger.json import JsonObject
from amparo.ledger.words import fold_text


@dataclass(frozen=True, slots=True)
class Home:
    """A home as last assessed, each answer the latest.

    `willing_able`: whether the caregiver is, a code of `yes_no_unknown`.
    """

    assessment: str | None
    country: str | None
    caregiver: str | None
    willing_able: str | None

    def is_same_as(self, other: Home) -> bool:
        """Return whether both have the same caregiver in the same country."""
        if not (self.caregiver and self.country and other.caregiver):
            return False
        return fold_text(self.caregiver) == fold_text(other.caregiver) and self.country == other.country


def assessed_home(file: CaseFile) -> Home:
    """Return the home as last assessed."""

    def latest(name: str) -> str | None:
        answer: str | None = file.latest(name, "record_home_assessment")
        return answer

    return Home(
        latest("home_assessment"), latest("home_country"), latest("caregiver"), latest("caregiver_willing_able")
    )


def count_distinct_sources(sources: Iterable[JsonObject]) -> int:
    """Return how many sources there are by `name`; a source named twice counts once."""
    return len({fold_text(source["name"]) for source in sources})
