"""Deadlines from registration on.

Protection is notified, the child screened and out of custody.
"""

from datetime import datetime

from amparo.law.deadlines.declaration import Title, deadline
from amparo.law.limits import CUSTODY_REVIEW_HOURS, DAY
from amparo.law.predicates import any_in, custody_start, in_enforcement
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request


def half_of_custody_exit(profile: CountryProfile) -> float:
    """Return half of the hours in which a child leaves migration or police custody."""
    return profile.custody_exit_hours / 2


def custody_exit_hours(profile: CountryProfile) -> float:
    """Return the hours in which a child leaves migration or police custody."""
    return profile.custody_exit_hours


@deadline(
    "notify_protection",
    title=Title("Avisar a protección", "Tell protection"),
    hours=2,
    reads=["registered_at", "protection_notified_at"],
    sources=["LM112", "PP"],
)
def protection_not_notified(request: Request, profile: CountryProfile) -> datetime | None:
    """The child protection authority is told at once of every child registered."""
    return request.facts.registered_at if request.facts.protection_notified_at is None else None


@deadline(
    "screening_initial",
    title=Title("Tamizaje inicial", "Initial screening"),
    hours=DAY,
    reads=["registered_at", "screening"],
    sources=["PP"],
)
def screening_not_begun(request: Request, profile: CountryProfile) -> datetime | None:
    """An initial screening follows registration within a day."""
    return request.facts.registered_at if request.facts.screening == "none" else None


@deadline(
    "screening_complete",
    title=Title("Tamizaje completo", "Complete screening"),
    hours=3 * DAY,
    reads=["registered_at", "screening"],
    sources=["PP"],
)
def screening_not_complete(request: Request, profile: CountryProfile) -> datetime | None:
    """The screening is complete within three days of registration."""
    return request.facts.registered_at if request.facts.screening != "complete" else None


@deadline(
    "custody_warning",
    title=Title("Salida de custodia: aviso", "Leaving custody: warning"),
    hours=half_of_custody_exit,
    reads=["custody_exit_hours", custody_start, in_enforcement],
    sources=["PP"],
)
def custody_nears_its_limit(request: Request, profile: CountryProfile) -> datetime | None:
    """Half of the time allowed in migration or police custody has passed."""
    return custody_start(request) if in_enforcement(request) and profile.custody_exit_hours > 0 else None


@deadline(
    "custody_exit",
    title=Title("Salir de custodia migratoria o policial", "Leave migration or police custody"),
    hours=custody_exit_hours,
    reads=["custody_exit_hours", custody_start, in_enforcement],
    sources=["country profile"],
    hours_source="country profile",
    verified=None,
)
def child_is_in_enforcement_custody(request: Request, profile: CountryProfile) -> datetime | None:
    """A child leaves migration or police custody within the time of national law; where it allows none, at once."""
    return custody_start(request) if in_enforcement(request) else None


@deadline(
    "detention_review",
    title=Title("Revisión de la detención", "Detention review"),
    hours=CUSTODY_REVIEW_HOURS,
    reads=["custody", custody_start],
    sources=["IRPA 57"],
    hours_source="IRPA 57",
    verified=True,
)
def detention_not_reviewed(request: Request, profile: CountryProfile) -> datetime | None:
    """In Canada the detention of a child by migration is reviewed within two days."""
    return custody_start(request) if request.country == "CAN" and request.facts.custody == "migration" else None


@deadline(
    "contiguous_determination",
    title=Title("Determinaciones de país contiguo", "Contiguous-country determinations"),
    hours=CUSTODY_REVIEW_HOURS,
    reads=["nationalities", "contiguous", "trafficking", "fear_of_return", in_enforcement, custody_start],
    sources=["TVPRA (a)(4)"],
    hours_source="TVPRA (a)(4)",
)
def contiguous_child_not_determined(request: Request, profile: CountryProfile) -> datetime | None:
    """In the United States trafficking and fear of a child of a contiguous country are screened within two days."""
    facts = request.facts
    concerns = request.country == "USA" and in_enforcement(request) and any_in(facts.nationalities, profile.contiguous)
    is_open = facts.trafficking == "not_screened" or facts.fear_of_return == "unknown"
    return custody_start(request) if concerns and is_open else None
