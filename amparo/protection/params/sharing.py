"""Parameters that rest on what was asked of others."""

from amparo.core.compartments import TRAFFICKING
from amparo.core.params import Asking, confirmation


@confirmation("safe_placement_requested", proven_in=TRAFFICKING)
def safe_placement_requested(asking: Asking) -> bool:
    """Its request is on record."""
    return asking.file.last("record_safe_placement_request") is not None
