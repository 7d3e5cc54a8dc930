"""Deadlines of alternative care and of family tracing."""

from datetime import datetime

from amparo.law.deadlines.declaration import Title, deadline
from amparo.law.limits import DAY
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request


@deadline(
    "placement_review",
    title=Title("Primera revisión del cuidado", "First care review"),
    hours=3 * DAY,
    reads=["placement_since", "placement_reviewed_at"],
    sources=["ACG 67"],
)
def placement_not_reviewed(request: Request, profile: CountryProfile) -> datetime | None:
    """A placement is first reviewed within three days."""
    return request.facts.placement_since if request.facts.placement_reviewed_at is None else None


@deadline(
    "placement_review_periodic",
    title=Title("Revisión periódica del cuidado", "Periodic care review"),
    hours=90 * DAY,
    reads=["placement_reviewed_at", "placement_since"],
    sources=["ACG 67", "CRC 25"],
    hours_source="ACG 67",
)
def placement_to_review_again(request: Request, profile: CountryProfile) -> datetime | None:
    """A placement is reviewed at least every ninety days."""
    return request.facts.placement_reviewed_at if request.facts.placement_since is not None else None


@deadline(
    "tracing_decision",
    title=Title("Decidir sobre la búsqueda familiar", "Decide on family tracing"),
    hours=3 * DAY,
    reads=["accompaniment", "tracing", "registered_at"],
    sources=["GC6 80", "PP"],
)
def tracing_not_decided(request: Request, profile: CountryProfile) -> datetime | None:
    """Whether to trace the family of a child who is not accompanied is decided within three days."""
    facts = request.facts
    is_open = facts.accompaniment != "accompanied" and facts.tracing == "not_opened"
    return facts.registered_at if is_open else None
