"""Deadlines of the best interests assessment, the determination, the remedy."""

from datetime import datetime

from amparo.law.deadlines.declaration import Title, deadline
from amparo.law.limits import ASSESSMENT_HOURS, DAY
from amparo.law.predicates import bid_required
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request


def remedy_hours(profile: CountryProfile) -> float:
    """Return the hours in which a remedy may be filed."""
    return profile.remedy_days * DAY


@deadline(
    "bia_rapid",
    title=Title("Evaluación rápida del interés superior", "Rapid best interests assessment"),
    hours=3 * DAY,
    reads=["registered_at", "bia"],
    sources=["BIP", "PP"],
)
def assessment_not_begun(request: Request, profile: CountryProfile) -> datetime | None:
    """A first assessment of the best interests follows within three days."""
    return request.facts.registered_at if request.facts.bia == "none" else None


@deadline(
    "bia_full",
    title=Title("Evaluación completa del interés superior", "Full best interests assessment"),
    hours=10 * DAY,
    reads=["registered_at", "bia"],
    sources=["BIP", "PP"],
)
def assessment_not_complete(request: Request, profile: CountryProfile) -> datetime | None:
    """The full assessment follows within ten days."""
    return request.facts.registered_at if request.facts.bia in {"none", "in_progress"} else None


@deadline(
    "bia_expiry",
    title=Title("Vence la evaluación", "Assessment expires"),
    hours=ASSESSMENT_HOURS,
    reads=["bia_completed_at", "bia"],
    sources=["PP"],
)
def assessment_expires(request: Request, profile: CountryProfile) -> datetime | None:
    """An assessment is current for half a year."""
    return request.facts.bia_completed_at if request.facts.bia == "complete" else None


@deadline(
    "bid_convene",
    title=Title("Convocar la determinación", "Convene the determination"),
    hours=15 * DAY,
    reads=["bia_completed_at", "bid", bid_required],
    sources=["BIP", "PP"],
)
def determination_not_convened(request: Request, profile: CountryProfile) -> datetime | None:
    """Where a determination is required, its panel is convened within fifteen days of the assessment."""
    return request.facts.bia_completed_at if request.facts.bid == "none" and bid_required(request) else None


@deadline(
    "bid_decide",
    title=Title("Decidir la determinación", "Decide the determination"),
    hours=30 * DAY,
    reads=["bia_completed_at", "bid", bid_required],
    sources=["BIP", "PP"],
)
def determination_not_decided(request: Request, profile: CountryProfile) -> datetime | None:
    """Where a determination is required, it is decided within thirty days of the assessment."""
    facts = request.facts
    return facts.bia_completed_at if facts.bid in {"none", "in_progress"} and bid_required(request) else None


@deadline(
    "bid_notify",
    title=Title("Notificar la determinación", "Notify the determination"),
    hours=2 * DAY,
    reads=["bid_decided_at", "bid", "bid_notified_at"],
    sources=["BIP", "PP"],
)
def determination_not_notified(request: Request, profile: CountryProfile) -> datetime | None:
    """Child and guardian are told of the determination within two days."""
    facts = request.facts
    return facts.bid_decided_at if facts.bid == "decided" and facts.bid_notified_at is None else None


@deadline(
    "remedy_window",
    title=Title("Plazo del recurso", "Remedy window"),
    hours=remedy_hours,
    reads=["bid_notified_at", "remedy", "remedy_days"],
    sources=["country profile", "PP"],
    hours_source="country profile",
)
def remedy_may_be_filed(request: Request, profile: CountryProfile) -> datetime | None:
    """The remedy against the determination may be filed within the time of national law."""
    return request.facts.bid_notified_at if request.facts.remedy == "window_open" else None
