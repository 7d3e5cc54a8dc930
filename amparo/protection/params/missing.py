"""For how long a child has been missing."""

from amparo.core.params import Asking, parameter
from amparo.protection.alarms import missing_since

_MOST = 9999


@parameter("missing_protocol_days")
def missing_protocol_days(asking: Asking) -> int:
    """Whole days for which nobody has known where the child is; 0 while somebody does."""
    since = missing_since(asking.file)
    return min((asking.at - since).days, _MOST) if since else 0
