"""Deadlines of requests to other institutions.

Guardian, consulate, refuge, trafficking.
"""

from datetime import datetime

from amparo.law.deadlines.declaration import Title, deadline
from amparo.law.limits import DAY
from amparo.law.predicates import needs_guardian, traf_flag
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request


@deadline(
    "guardian_request",
    title=Title("Pedir tutela", "Request a guardian"),
    hours=DAY,
    reads=["registered_at", "guardian", needs_guardian],
    sources=["GC6 21", "PP"],
)
def guardian_not_requested(request: Request, profile: CountryProfile) -> datetime | None:
    """A guardian is requested within a day for a child who needs one."""
    facts = request.facts
    return facts.registered_at if facts.guardian in {"none", "ended"} and needs_guardian(request) else None


@deadline(
    "guardian_appointment",
    title=Title("Designar tutela", "Appoint a guardian"),
    hours=15 * DAY,
    reads=["registered_at", "guardian", needs_guardian],
    sources=["GC6 21", "PP"],
)
def guardian_not_appointed(request: Request, profile: CountryProfile) -> datetime | None:
    """A guardian is appointed within fifteen days for a child who needs one."""
    facts = request.facts
    return facts.registered_at if facts.guardian != "appointed" and needs_guardian(request) else None


@deadline(
    "consular_notification",
    title=Title("Notificación consular", "Consular notification"),
    hours=DAY,
    reads=["screening_at", "consular"],
    sources=["VCCR 36, 37", "PP"],
)
def consulate_not_notified(request: Request, profile: CountryProfile) -> datetime | None:
    """A consular notification that is due follows the screening within a day."""
    return request.facts.screening_at if request.facts.consular == "due" else None


@deadline(
    "consular_response",
    title=Title("Respuesta del consulado", "Answer of the consulate"),
    hours=3 * DAY,
    reads=["consular_notified_at", "consular"],
    sources=["PP"],
)
def consulate_has_not_answered(request: Request, profile: CountryProfile) -> datetime | None:
    """The consulate answers within three days."""
    return request.facts.consular_notified_at if request.facts.consular == "notified" else None


@deadline(
    "asylum_referral",
    title=Title("Derivar a la autoridad de refugio", "Refer to the refugee authority"),
    hours=DAY,
    reads=["asylum", "fear_of_return", "protection_signal_at", "asylum_referred_at"],
    sources=["GC6 66-69", "PP"],
)
def asylum_not_referred(request: Request, profile: CountryProfile) -> datetime | None:
    """A child who fears or asks for protection is referred within a day of the first sign."""
    facts = request.facts
    has_sign = facts.asylum == "wish_expressed" or facts.fear_of_return == "yes"
    return facts.protection_signal_at if has_sign and facts.asylum_referred_at is None else None


@deadline(
    "asylum_acknowledgement",
    title=Title("Acuse de la autoridad de refugio", "Acknowledgement by the refugee authority"),
    hours=3 * DAY,
    reads=["asylum_referred_at", "asylum"],
    sources=["PP"],
)
def asylum_referral_not_acknowledged(request: Request, profile: CountryProfile) -> datetime | None:
    """The refugee authority acknowledges a referral within three days."""
    return request.facts.asylum_referred_at if request.facts.asylum == "wish_expressed" else None


@deadline(
    "trafficking_referral",
    title=Title("Derivar al mecanismo especializado", "Refer to the specialised mechanism"),
    hours=DAY,
    reads=["protection_signal_at", "trafficking_referred_at", traf_flag],
    sources=["S4:39-45", "PP"],
)
def trafficking_not_referred(request: Request, profile: CountryProfile) -> datetime | None:
    """A possible victim of trafficking is referred within a day of the first sign."""
    facts = request.facts
    return facts.protection_signal_at if facts.trafficking_referred_at is None and traf_flag(request) else None


@deadline(
    "trafficking_decision",
    title=Title("Decisión del mecanismo especializado", "Decision of the specialised mechanism"),
    hours=15 * DAY,
    reads=["trafficking_referred_at", "trafficking"],
    sources=["PP"],
)
def trafficking_not_decided(request: Request, profile: CountryProfile) -> datetime | None:
    """Trafficking is confirmed or ruled out within fifteen days of the referral."""
    return request.facts.trafficking_referred_at if request.facts.trafficking in {"indicators", "presumed"} else None
