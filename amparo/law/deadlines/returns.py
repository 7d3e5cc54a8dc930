"""Deadlines of return.

What expires before the journey, and the follow-up after it.
"""

from datetime import datetime

from amparo.law.deadlines.declaration import Start, Title, deadline
from amparo.law.limits import DAY, FIT_TO_TRAVEL_HOURS, ORIGIN_RISK_HOURS, RETURN_APPROVAL_HOURS
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request
from amparo.law.sets import FOLLOWUPS


@deadline(
    "origin_risk_expiry",
    title=Title("Vence la evaluación de riesgo en origen", "Origin risk assessment expires"),
    hours=ORIGIN_RISK_HOURS,
    reads=["origin_risk_at", "origin_risk"],
    sources=["PP"],
)
def origin_risk_expires(request: Request, profile: CountryProfile) -> datetime | None:
    """An assessment of the place of return is current for sixty days."""
    return request.facts.origin_risk_at if request.facts.origin_risk == "safe" else None


@deadline(
    "return_approval_expiry",
    title=Title("Vence la aprobación del retorno", "Return approval expires"),
    hours=RETURN_APPROVAL_HOURS,
    reads=["return_plan_approved_at", "return_plan"],
    sources=["PP"],
)
def return_approval_expires(request: Request, profile: CountryProfile) -> datetime | None:
    """The approval of a return plan is in force for thirty days."""
    return request.facts.return_plan_approved_at if request.facts.return_plan == "approved" else None


@deadline(
    "fit_to_travel_expiry",
    title=Title("Vence la aptitud para viajar", "Fitness to travel expires"),
    hours=FIT_TO_TRAVEL_HOURS,
    reads=["fit_to_travel_at", "fit_to_travel"],
    sources=["CRM09", "PP"],
)
def fitness_to_travel_expires(request: Request, profile: CountryProfile) -> datetime | None:
    """Fitness to travel is examined anew after three days."""
    return request.facts.fit_to_travel_at if request.facts.fit_to_travel == "yes" else None


def followup_missing(days: int) -> Start:
    """Return the start of the follow-up that is due `days` days after arrival."""

    def start(request: Request, profile: CountryProfile) -> datetime | None:
        """The child is followed up at set days in the year after arrival."""
        return request.facts.arrival_at if days not in request.facts.followups_done else None

    return start


for _days in sorted(FOLLOWUPS):
    deadline(
        f"followup_{_days}",
        _days * DAY,
        title=Title(f"Seguimiento a {_days} días", f"Follow-up at {_days} days"),
        reads=["arrival_at", "followups_done"],
        sources=["S2:117", "S2:143", "PP"],
        verified=True,
    )(followup_missing(_days))
