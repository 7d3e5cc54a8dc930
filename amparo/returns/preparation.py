"""What a case's file says of who receives the child, of their health for the journey, and of what origin put in writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from amparo.cases.file import CaseFile, Entry
from amparo.ledger.days import whole_second
from amparo.returns.journey import since_last_journey
from amparo.returns.plan import Plan

FAVOURABLE = frozenset({"travel", "travel_with_conditions"})
SAME_HOUR = timedelta(hours=2)


@dataclass(slots=True)
class Reception:
    """How far origin agreed, and who will have the child that night."""

    state: str | None = None
    receiver_kind: str | None = None
    receiver_vetted: str | None = None
    received_at: str | None = None
    hour_accepted: str | None = None
    is_admitted: bool = False

    def is_for_the_day_of(self, plan: Plan | None) -> bool:
        """Whether origin receives on the day on which the plan arrives; also where either names none."""
        if self.received_at is None or plan is None or plan.arrives_at is None:
            return True
        agreed = datetime.fromisoformat(self.received_at).astimezone(plan.arrives_at.tzinfo)
        return agreed.date() == plan.arrives_at.date()

    def covers(self, plan: Plan | None) -> bool:
        """Whether the hour that was accepted in writing, though out of hours, is that of the planned arrival."""
        if self.hour_accepted is None or plan is None or plan.arrives_at is None:
            return False
        return abs(datetime.fromisoformat(self.hour_accepted) - plan.arrives_at) <= SAME_HOUR


def reception_of(file: CaseFile) -> Reception:
    """What was agreed with origin for the next journey, each answer the latest. Whoever newly receives must be vetted anew."""
    found = Reception()
    for entry in since_last_journey(file, "record_reception_accepted"):
        found.state = entry.get("origin_reception", found.state)
        found.received_at = entry.get("received_at", found.received_at)
        if "receiver_kind" in entry.body:
            found.receiver_kind, found.receiver_vetted = entry["receiver_kind"], entry.get("receiver_vetted")
        if "out_of_hours_accepted" in entry.body:
            found.hour_accepted = entry.get("received_at") if entry["out_of_hours_accepted"] else None
        found.is_admitted = entry.get("admission_guaranteed", found.is_admitted)
    return found


def served_its_journey(file: CaseFile, entry: Entry) -> bool:
    """Whether the child has arrived since: what was found out for one journey says nothing of another."""
    arrived = file.last("receive_return")
    return arrived is not None and arrived.seq > entry.seq


def fitness(file: CaseFile) -> Mapping[str, Any]:
    """The last examination alone."""
    last = file.last_with("fit_to_travel", "record_fitness_to_travel")
    if last is None or served_its_journey(file, last):
        return {}
    examined_at = whole_second(last.get("examined_at", last.occurred_at))
    return {"fit_to_travel": last["fit_to_travel"], "fit_to_travel_at": examined_at}


def may_travel(file: CaseFile) -> bool:
    """Whether the last specialist opinion allows the journey."""
    return file.latest("opinion", "record_fitness_to_travel") in FAVOURABLE
