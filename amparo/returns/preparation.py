"""The preparations for a journey, read from a case's file.

Who receives the child, and whether they may travel.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from amparo.cases.file import CaseFile, Entry
from amparo.ledger.days import whole_second
from amparo.returns.journey import entries_for_next_journey
from amparo.returns.plan import Plan

FAVOURABLE_OPINIONS = frozenset({"travel", "travel_with_conditions"})
HOUR_TOLERANCE = timedelta(hours=2)


@dataclass(slots=True)
class ReceptionAgreement:
    """What was agreed with the country of origin.

    Instants are ISO text. `accepted_hour`: accepted in writing, though out of hours.
    """

    state: str | None = None
    receiver_kind: str | None = None
    receiver_vetted: str | None = None
    received_at: str | None = None
    accepted_hour: str | None = None
    is_admission_guaranteed: bool = False

    def is_on_day_of(self, plan: Plan | None) -> bool:
        """Return whether reception and arrival are on one day, where both have a day."""
        if self.received_at is None or plan is None or plan.arrives_at is None:
            return True
        agreed = datetime.fromisoformat(self.received_at).astimezone(plan.arrives_at.tzinfo)
        return agreed.date() == plan.arrives_at.date()

    def accepts_hour_of(self, plan: Plan | None) -> bool:
        """Return whether the hour accepted in writing is that of the planned arrival."""
        if self.accepted_hour is None or plan is None or plan.arrives_at is None:
            return False
        return abs(datetime.fromisoformat(self.accepted_hour) - plan.arrives_at) <= HOUR_TOLERANCE

    def add(self, entry: Entry) -> None:
        """Apply one record. A new receiver must be vetted anew."""
        self.state = entry.get("origin_reception", self.state)
        self.received_at = entry.get("received_at", self.received_at)
        if "receiver_kind" in entry.body:
            self.receiver_kind, self.receiver_vetted = entry["receiver_kind"], entry.get("receiver_vetted")
        if "out_of_hours_accepted" in entry.body:
            self.accepted_hour = entry.get("received_at") if entry["out_of_hours_accepted"] else None
        self.is_admission_guaranteed = entry.get("admission_guaranteed", self.is_admission_guaranteed)


def reception_agreement(file: CaseFile) -> ReceptionAgreement:
    """Return what was agreed with origin for the next journey, the latest answers."""
    agreement = ReceptionAgreement()
    for entry in entries_for_next_journey(file, "record_reception_accepted"):
        agreement.add(entry)
    return agreement


def is_of_past_journey(file: CaseFile, entry: Entry) -> bool:
    """Return whether the child has arrived since an entry.

    A finding for one journey does not hold for another.
    """
    arrival = file.last("receive_return")
    return arrival is not None and arrival.seq > entry.seq


@dataclass(frozen=True, slots=True)
class Examination:
    """An examination of fitness to travel; `result`: a code of `yes_no_unknown`."""

    result: str
    examined_at: datetime


def last_examination(file: CaseFile) -> Examination | None:
    """Return the last examination for the next journey; None without one."""
    entry = file.last_with("fit_to_travel", "record_fitness_to_travel")
    if entry is None or is_of_past_journey(file, entry):
        return None
    return Examination(entry["fit_to_travel"], whole_second(entry.get("examined_at", entry.occurred_at)))


def is_travel_advised(file: CaseFile) -> bool:
    """Return whether the last opinion of a specialist allows the journey."""
    return file.latest("opinion", "record_fitness_to_travel") in FAVOURABLE_OPINIONS
