"""Parameters that rest on what was checked before a child goes anywhere."""

from datetime import datetime

from amparo.core.facts import whole_second
from amparo.core.params import Asking, confirmation, parameter


@parameter("stay_checked_at")
def stay_checked_at(asking: Asking) -> datetime | None:
    """When courts were last asked and gave an answer."""
    checks = [entry for entry in asking.file.all("record_stay_check") if entry["stay_order"] != "unknown"]
    return whole_second(checks[-1].occurred_at) if checks else None


@confirmation("destination_safe")
def destination_safe(asking: Asking) -> bool:
    """The latest home assessment says so of the country of the home, by two sources."""
    last = asking.file.last("record_home_assessment")
    return last is not None and last.get("destination_safe") == "yes"
