"""The day of a child's journey.

What its page reads, and the acts that its forms write.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.cases.act import ACTS
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile, Entry
from amparo.cases.rights import role_may
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.returns.journey import current_departure, entries_after
from amparo.returns.plan import Plan, unfinished_plan
from amparo.ui.forms import json_to_typed
from amparo.ui.pages.base import ReaderRequest

if TYPE_CHECKING:
    from amparo.cases.models import Case

DEPART, STAGE, HANDOVER, RECEIVE = "execute_return", "record_travel_stage", "record_handover", "receive_return"
HANDED_OVER, DELAYED = "handed_over", "delayed"
STAGE_FORMS = {
    DELAYED: ("expected_at", "place", "note"),
    "incident": ("place", "note"),
    "turned_back": ("place", "note"),
    "child_absent": ("place", "note"),
}
"""The stages that have a small form of their own, and its questions; names of inputs begin with the stage."""
EXPECTED_AT = f"{DELAYED}.expected_at"

type FormData = dict[str, list[str]]
"""What was typed into a form, by the name of each input."""


@dataclass(frozen=True)
class JourneyDay:
    """The day of one child's journey, as the reader may see it."""

    request: ReaderRequest
    case: Case
    file: CaseFile

    @property
    def by(self) -> Actor:
        """Return the reader."""
        return self.request.actor

    @property
    def departure(self) -> Entry | None:
        """Return the departure of the journey under way."""
        return current_departure(self.file)

    @property
    def plan(self) -> Plan | None:
        """Return the plan of the journey, while it is not over."""
        return unfinished_plan(self.file)

    @property
    def country(self) -> str:
        """Return the code of the country of origin, where the journey leads."""
        country: str = compute_fact("country_origin", self.file, FactQuery(clock.now()))
        return country

    def may(self, code: str) -> bool:
        """Return whether the reader's role includes an act."""
        return role_may(self.by, ACTS[code])

    def list_stages_since(self, departure: Entry | None) -> list[Entry]:
        """Return the stages recorded since a departure, the latest first."""
        return list(reversed(entries_after(self.file, departure, STAGE))) if departure else []


def propose_delay(day: JourneyDay) -> FormData:
    """Return the date of the planned arrival for the form of a delay, without an hour."""
    arrives_at = day.plan.answers.get("arrives_at") if day.plan else None
    if arrives_at is None:
        return {}
    typed = json_to_typed(ACTS[STAGE].Input, {"expected_at": arrives_at}, zone=day.by.zone, prefix=f"{DELAYED}.")
    return {name: values for name, values in typed.items() if not name.endswith("-time")}
