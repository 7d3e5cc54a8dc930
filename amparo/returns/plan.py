"""What a case's file says of the return plan: written over days, approved by two, good for thirty days.

Each `record_return_plan` adds or corrects; a list said again replaces the earlier one. What changes the journey itself
voids an approval. When the journey is over the plan is used up, and the next entry begins another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from amparo.cases.file import CaseFile, Entry
from amparo.cases.proceedings import over_days
from amparo.law.limits import RETURN_APPROVAL_HOURS
from amparo.ledger.days import whole_second
from amparo.ledger.words import folded

APPROVED_FOR = timedelta(hours=RETURN_APPROVAL_HOURS)
SUBSTANCE = ("mode", "arrives_at", "destination", "stages", "receivers")
"""What two people approve: whoever changes one of these changes the plan."""
SAID = (*SUBSTANCE, "arrival_zone", "documents", "travels_with", "luggage", "medicine")
STOPPED = frozenset({"rejected", "cancelled"})
ENDS = frozenset({"turned_back"})

# Where a country has one time zone, it says in which hour a child arrives; elsewhere the plan does, or the hour is as it
# was written.
_ZONES = {
    "BLZ": "America/Belize", "CRI": "America/Costa_Rica", "DOM": "America/Santo_Domingo", "GTM": "America/Guatemala",
    "HND": "America/Tegucigalpa", "NIC": "America/Managua", "PAN": "America/Panama", "SLV": "America/El_Salvador",
    "mex_centre": "America/Mexico_City", "mex_pacific": "America/Hermosillo", "mex_northwest": "America/Tijuana",
    "mex_southeast": "America/Cancun", "atlantic": "America/Halifax", "eastern": "America/New_York",
    "central": "America/Chicago", "mountain": "America/Denver", "pacific": "America/Los_Angeles",
}  # fmt: skip


@dataclass(slots=True)
class Plan:
    """One plan of return, each part as last written."""

    entries: list[Entry] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)
    step: str = "draft"
    step_reason: str = ""
    approval: Entry | None = None
    departure: Entry | None = None
    is_over: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a journey may still come of it."""
        return self.step not in STOPPED and not self.is_over

    @property
    def arrives_at(self) -> datetime | None:
        """The planned arrival, in the offset in which it was written."""
        planned = self.said.get("arrives_at")
        return datetime.fromisoformat(planned) if planned else None

    def state(self, at: datetime) -> str:
        """The law's word for it at an instant: a plan that is used up is none, a cancelled one was rejected."""
        if self.is_over:
            return "none"
        if self.step in STOPPED:
            return "rejected"
        if self.approval is None:
            return self.step
        return "expired" if at > whole_second(self.approval.occurred_at) + APPROVED_FOR else "approved"

    def differs(self, said: dict[str, Any]) -> bool:
        """Whether to say this now would change the journey itself."""
        return any(said[name] != self.said.get(name) for name in SUBSTANCE if name in said)

    def add(self, entry: Entry) -> None:
        """Take in one entry."""
        _STEPS[entry.act](self, entry)

    def say(self, entry: Entry) -> None:
        """Take in one record. A step that is said, and a change of the journey, take the approval back."""
        self.entries.append(entry)
        self.said |= {name: entry[name] for name in SAID if name in entry.body}
        step = entry.get("step")
        if step or entry.get("revised") or self.step in STOPPED:
            self.step, self.approval = step or "draft", None
            self.step_reason = entry.get("step_reason", "")


def plans(file: CaseFile) -> list[Plan]:
    """Every plan, oldest first, by when each entry was written: nothing dated back slips under an approval."""
    entries = sorted(file.all(*_STEPS), key=lambda entry: entry.seq)
    return over_days(Plan, entries, begun_by={"record_return_plan"})


def current(file: CaseFile) -> Plan | None:
    """The latest plan, whatever became of it."""
    found = plans(file)
    return found[-1] if found else None


def open_plan(file: CaseFile) -> Plan | None:
    """The plan that a journey may still come of."""
    found = current(file)
    return found if found and found.is_open else None


def arrival_at_destination(plan: Plan, country: str) -> datetime | None:
    """The planned arrival in whole seconds, in the hour of the place where the child arrives."""
    planned = plan.arrives_at
    if planned is None:
        return None
    zone = _ZONES.get(country) or _ZONES.get(plan.said.get("arrival_zone", ""))
    return whole_second(planned.astimezone(ZoneInfo(zone)) if zone else planned)


def travel_together(one: Plan, other: Plan | None) -> bool:
    """Whether two plans lead to the same place on the same day."""
    if other is None or not other.is_open or one.arrives_at is None or other.arrives_at is None:
        return False
    offset = one.arrives_at.tzinfo
    same_day = one.arrives_at.date() == other.arrives_at.astimezone(offset).date()
    place, theirs = str(one.said.get("destination", "")), str(other.said.get("destination", ""))
    return same_day and place != "" and folded(place) == folded(theirs)


def _approved(plan: Plan, entry: Entry) -> None:
    plan.approval = entry


def _departed(plan: Plan, entry: Entry) -> None:
    plan.departure = entry


def _on_the_way(plan: Plan, entry: Entry) -> None:
    plan.is_over = plan.is_over or (plan.departure is not None and entry.get("stage") in ENDS)


def _arrived(plan: Plan, entry: Entry) -> None:
    plan.is_over = True


_STEPS = {
    "record_return_plan": Plan.say,
    "approve_return_plan": _approved,
    "execute_return": _departed,
    "record_travel_stage": _on_the_way,
    "receive_return": _arrived,
    "reunify": _arrived,
}
