"""Parameters that rest on what was checked before a child goes anywhere."""

from datetime import datetime

from amparo.cases.compartments import GENERAL, PROTECTION
from amparo.cases.param_providers import DecisionContext, confirmation, parameter
from amparo.ledger.days import whole_second


@parameter("stay_checked_at", proven_in={GENERAL})
def stay_checked_at(context: DecisionContext) -> datetime | None:
    """When courts were last asked and gave an answer."""
    checks = [entry for entry in context.file.all("record_stay_check") if entry["stay_order"] != "unknown"]
    return whole_second(checks[-1].occurred_at) if checks else None


@confirmation("destination_safe", proven_in={PROTECTION})
def destination_safe(context: DecisionContext) -> bool:
    """The latest home assessment says so of the country of the home, by two sources."""
    last = context.file.last("record_home_assessment")
    return last is not None and last.get("destination_safe") == "yes"
