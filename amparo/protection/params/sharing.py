"""Parameters computed from requests to other institutions."""

from amparo.cases.compartments import TRAFFICKING
from amparo.cases.param_providers import DecisionContext, confirmation


@confirmation("safe_placement_requested", proven_in={TRAFFICKING})
def is_safe_placement_requested(context: DecisionContext) -> bool:
    """Return whether the request for a safe place is on file."""
    return context.file.last("record_safe_placement_request") is not None
