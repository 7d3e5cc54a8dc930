"""Parameters that rest on the assessment and the determination on record."""

from amparo.cases.compartments import PROTECTION
from amparo.cases.param_providers import DecisionContext, confirmation, parameter
from amparo.law.limits import OPTIONS_COMPARED
from amparo.protection import assessments, determinations
from amparo.protection.assessments import Assessment
from amparo.protection.determinations import Proceeding


def _assessment(context: DecisionContext) -> Assessment | None:
    return assessments.under_way(context.file)


def _proceeding(context: DecisionContext) -> Proceeding | None:
    found = determinations.current(context.file)
    return found if found and found.decision is None else None


@parameter("bia_factors", proven_in={PROTECTION})
def bia_factors(context: DecisionContext) -> frozenset[str] | None:
    """Rated in the assessment that is being written."""
    found = _assessment(context)
    return frozenset(found.factors) if found else None


@parameter("unplanned_high_risks", proven_in={PROTECTION})
def unplanned_high_risks(context: DecisionContext) -> int | None:
    """High risks in the assessment that is being written without action, somebody responsible and day."""
    found = _assessment(context)
    return found.unplanned_high_risks if found else None


@parameter("bid_recommended", proven_in={PROTECTION})
def bid_recommended(context: DecisionContext) -> bool | None:
    """What the assessment that is being written recommends."""
    found = _assessment(context)
    return found.recommends_determination if found else None


@parameter("options", proven_in={PROTECTION})
def options(context: DecisionContext) -> frozenset[str] | None:
    """Compared in the determination that is being written."""
    found = _proceeding(context)
    return frozenset(option["solution"] for option in found.options) if found else None


@confirmation("options_reasoned", proven_in={PROTECTION})
def options_reasoned(context: DecisionContext) -> bool:
    """Reasons stand on record for two options at least."""
    found = _proceeding(context)
    return found is not None and sum(1 for option in found.options if option.get("reasons")) >= OPTIONS_COMPARED
