"""Reads of what is known for a return or a reunification, from a file as its reader may see it. No queries."""

from dataclasses import dataclass

from amparo.core.file import CaseFile, Entry
from amparo.returns.home import Home, home_of


@dataclass(frozen=True, slots=True)
class Outlook:
    """The home as last assessed, and the latest of each check; None where there is none, or it may not be read."""

    home: Home
    home_assessment: Entry | None
    origin_risk: Entry | None
    origin_care: Entry | None
    stay_check: Entry | None


def outlook(file: CaseFile) -> Outlook:
    """What is known of where the child could go."""
    return Outlook(
        home=home_of(file),
        home_assessment=file.last("record_home_assessment"),
        origin_risk=file.last("record_origin_risk"),
        origin_care=file.last("record_origin_care"),
        stay_check=file.last("record_stay_check"),
    )
