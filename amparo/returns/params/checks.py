"""Parameters computed from the checks of courts and of homes on file."""

from datetime import datetime

from amparo.cases.compartments import GENERAL, PROTECTION
from amparo.cases.param_providers import DecisionContext, confirmation, parameter
from amparo.ledger.days import whole_second


@parameter("stay_checked_at", proven_in={GENERAL})
def stay_checked_at(context: DecisionContext) -> datetime | None:
    """Return when a check for judicial stays last had an answer."""
    checks = [entry for entry in context.file.all("record_stay_check") if entry["stay_order"] != "unknown"]
    return whole_second(checks[-1].occurred_at) if checks else None


@confirmation("destination_safe", proven_in={PROTECTION})
def is_destination_safe(context: DecisionContext) -> bool:
    """Return whether the latest home assessment found the country of the home safe."""
    assessment = context.file.last("record_home_assessment")
    return assessment is not None and assessment.get("destination_safe") == "yes"
