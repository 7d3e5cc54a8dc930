"""The parameter on a missing child."""

from amparo.cases.alarms import missing_since
from amparo.cases.compartments import GENERAL
from amparo.cases.param_providers import DecisionContext, parameter

_MAX_DAYS = 9999


@parameter("missing_protocol_days", proven_in={GENERAL})
def missing_protocol_days(context: DecisionContext) -> int:
    """Return for how many whole days the child has been missing; 0 if they are not."""
    since = missing_since(context.file)
    return min((context.at - since).days, _MAX_DAYS) if since else 0
