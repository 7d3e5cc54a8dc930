"""The deadline to regularise what was done in an emergency."""

from datetime import datetime
from typing import Final

from amparo.law.deadlines.declaration import Title, build_deadline
from amparo.law.limits import EMERGENCY_HOURS
from amparo.law.predicates import emergency
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request

EMERGENCY_REGULARISE: Final = "emergency_regularise"


def emergency_to_regularise(request: Request, profile: CountryProfile) -> datetime | None:
    """What an emergency lifted is put right within a day."""
    return request.as_of if emergency(request) else None


EMERGENCY_DEADLINE: Final = build_deadline(
    EMERGENCY_REGULARISE,
    EMERGENCY_REGULARISE,
    EMERGENCY_HOURS,
    emergency_to_regularise,
    title=Title("Regularizar lo hecho en emergencia", "Put right what the emergency lifted"),
    reads=[emergency],
    sources=["PP"],
)
"""The one deadline that depends on the decision: it runs when the emergency lifted a rule."""
