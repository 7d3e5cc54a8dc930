"""For how long a child has been missing."""

from amparo.cases.alarms import missing_since
from amparo.cases.compartments import GENERAL
from amparo.cases.param_providers import DecisionContext, parameter

_MOST = 9999


@parameter("missing_protocol_days", proven_in={GENERAL})
def missing_protocol_days(context: DecisionContext) -> int:
    """Whole days for which nobody has known where the child is; 0 while somebody does."""
    since = missing_since(context.file)
    return min((context.at - since).days, _MOST) if since else 0
