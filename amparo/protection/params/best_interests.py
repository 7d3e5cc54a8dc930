"""Parameters computed from the assessment and the determination on file."""

from amparo.cases.compartments import PROTECTION
from amparo.cases.param_providers import DecisionContext, confirmation, parameter
from amparo.law.limits import OPTIONS_COMPARED
from amparo.protection.assessments import assessment_under_way
from amparo.protection.determinations import proceeding_under_way


@parameter("bia_factors", proven_in={PROTECTION})
def bia_factors(context: DecisionContext) -> frozenset[str] | None:
    """Return the factors rated in the assessment that is being written."""
    assessment = assessment_under_way(context.file)
    return frozenset(assessment.factors) if assessment else None


@parameter("unplanned_high_risks", proven_in={PROTECTION})
def unplanned_high_risks(context: DecisionContext) -> int | None:
    """Return how many high risks of the assessment under way lack a complete plan."""
    assessment = assessment_under_way(context.file)
    return assessment.unplanned_high_risks if assessment else None


@parameter("bid_recommended", proven_in={PROTECTION})
def bid_recommended(context: DecisionContext) -> bool | None:
    """Return whether the assessment that is being written recommends a determination."""
    assessment = assessment_under_way(context.file)
    return assessment.recommends_determination if assessment else None


@parameter("options", proven_in={PROTECTION})
def options(context: DecisionContext) -> frozenset[str] | None:
    """Return the solutions compared in the determination that is being written."""
    proceeding = proceeding_under_way(context.file)
    return frozenset(option["solution"] for option in proceeding.options) if proceeding else None


@confirmation("options_reasoned", proven_in={PROTECTION})
def are_options_reasoned(context: DecisionContext) -> bool:
    """Return whether enough of the compared solutions have reasons."""
    proceeding = proceeding_under_way(context.file)
    if proceeding is None:
        return False
    return sum(1 for option in proceeding.options if option.get("reasons")) >= OPTIONS_COMPARED
