"""Parameters that rest on what was asked of others."""

from amparo.cases.compartments import TRAFFICKING
from amparo.cases.param_providers import DecisionContext, confirmation


@confirmation("safe_placement_requested", proven_in={TRAFFICKING})
def safe_placement_requested(context: DecisionContext) -> bool:
    """Its request is on record."""
    return context.file.last("record_safe_placement_request") is not None
