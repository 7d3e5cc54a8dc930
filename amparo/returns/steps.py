"""Writes that the acts of this app share, inside their transaction."""

from amparo.core.models import Case
from amparo.law import PROFILES


def move_to(case: Case, country: str | None) -> None:
    """From now on the child is in that country. Outside the Conference no other law is known here: its own stays."""
    if country in PROFILES:
        case.country = country
