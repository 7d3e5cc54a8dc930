"""Parameters that rest on the assessment and the determination on record."""

from amparo.core.params import Asking, confirmation, parameter
from amparo.law.limits import OPTIONS_COMPARED
from amparo.protection import assessments, determinations
from amparo.protection.assessments import Assessment
from amparo.protection.determinations import Proceeding


def _assessment(asking: Asking) -> Assessment | None:
    return assessments.under_way(asking.file)


def _proceeding(asking: Asking) -> Proceeding | None:
    found = determinations.current(asking.file)
    return found if found and found.decision is None else None


@parameter("bia_factors")
def bia_factors(asking: Asking) -> frozenset[str] | None:
    """Rated in the assessment that is being written."""
    found = _assessment(asking)
    return frozenset(found.factors) if found else None


@parameter("unplanned_high_risks")
def unplanned_high_risks(asking: Asking) -> int | None:
    """High risks in the assessment that is being written without action, somebody responsible and day."""
    found = _assessment(asking)
    return found.unplanned_high_risks if found else None


@parameter("bid_recommended")
def bid_recommended(asking: Asking) -> bool | None:
    """What the assessment that is being written recommends."""
    found = _assessment(asking)
    return found.recommends_determination if found else None


@parameter("options")
def options(asking: Asking) -> frozenset[str] | None:
    """Compared in the determination that is being written."""
    found = _proceeding(asking)
    return frozenset(option["solution"] for option in found.options) if found else None


@confirmation("options_reasoned")
def options_reasoned(asking: Asking) -> bool:
    """Reasons stand on record for two options at least."""
    found = _proceeding(asking)
    return found is not None and sum(1 for option in found.options if option.get("reasons")) >= OPTIONS_COMPARED
