"""Deadlines: what must be done by when, on the facts as they are.

Each declared function returns the instant from which its deadline runs, or None while it does not run. Importing this
package declares them all, one module for each family.
"""

from amparo.law.deadlines.declaration import (
    DEADLINE_TIMELINE,
    DEADLINES,
    Deadline,
    Due,
    Start,
    Title,
    add_hours,
    build_deadline,
    deadline,
    deadline_versions,
)
from amparo.law.deadlines.emergency import EMERGENCY_DEADLINE, EMERGENCY_REGULARISE
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request

# In the order in which a case meets them, which is the order of `DEADLINES`.
# isort: off
from amparo.law.deadlines import arrival as arrival
from amparo.law.deadlines import referrals as referrals
from amparo.law.deadlines import best_interests as best_interests
from amparo.law.deadlines import care as care
from amparo.law.deadlines import returns as returns
from amparo.law.deadlines import adulthood as adulthood
# isort: on

__all__ = [
    "DEADLINES",
    "DEADLINE_TIMELINE",
    "EMERGENCY_DEADLINE",
    "EMERGENCY_REGULARISE",
    "Deadline",
    "Due",
    "Start",
    "Title",
    "build_deadline",
    "deadline",
    "deadline_title",
    "deadline_versions",
    "deadlines_in_force",
]


def deadline_title(code: str) -> Title:
    """Return what the deadline `code` is called now.

    The code itself where no such deadline is known any more.
    """
    if code == EMERGENCY_REGULARISE:
        return EMERGENCY_DEADLINE.title
    versions = deadline_versions(code)
    return versions[-1].title if versions else Title(code, code)


def deadlines_in_force(request: Request, profile: CountryProfile) -> list[Due]:
    """Return all deadlines that run on the facts, by the law of the request's day.

    Overdue ones too; in no order."""
    found = []
    for declared in DEADLINE_TIMELINE.on(request.as_of.date()):
        start = declared.start(request, profile)
        if start is not None:
            found.append(Due(add_hours(start, declared.hours(profile)), declared.code))
    return found
