"""The return plan, read from a case's file.

Written over days, approved by two people, valid for thirty days. Each `record_return_plan` adds or corrects; a list
that is sent again replaces the earlier list. A change of the journey itself voids the approval. When the journey is
over, so is its plan, and the next entry begins another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from amparo.cases.file import CaseFile, Entry
from amparo.cases.proceedings import successive_proceedings
from amparo.law import PROFILES
from amparo.law.limits import RETURN_APPROVAL_HOURS
from amparo.ledger.days import whole_second
from amparo.ledger.json import JsonObject
from amparo.ledger.words import fold_text

APPROVAL_VALIDITY = timedelta(hours=RETURN_APPROVAL_HOURS)
APPROVED_FIELDS = ("mode", "voluntary", "arrives_at", "destination", "stages", "receivers")
"""What two people approve: a change of any of these needs a new approval."""
PLAN_FIELDS = (
    *APPROVED_FIELDS,
    "voluntariness_basis",
    "arrival_zone",
    "documents",
    "travels_with",
    "luggage",
    "medicine",
)
STOPPING_STEPS = frozenset({"rejected", "cancelled"})

_ZONES = {
    "mex_centre": "America/Mexico_City", "mex_pacific": "America/Hermosillo", "mex_northwest": "America/Tijuana",
    "mex_southeast": "America/Cancun", "atlantic": "America/Halifax", "eastern": "America/New_York",
    "central": "America/Chicago", "mountain": "America/Denver", "pacific": "America/Los_Angeles",
}  # fmt: skip


@dataclass(slots=True)
class Plan:
    """One return plan. `answers`: the latest answer to each of `PLAN_FIELDS`, as JSON.

    `voided`: by the id of each approval that no longer holds, the entry that voided it.
    """

    entries: list[Entry] = field(default_factory=list)
    answers: JsonObject = field(default_factory=dict)
    step: str = "draft"
    step_reason: str = ""
    approval: Entry | None = None
    departure: Entry | None = None
    voided: dict[UUID, Entry] = field(default_factory=dict)
    is_over: bool = False

    @property
    def is_open(self) -> bool:
        """Return whether the plan was neither stopped nor used up by a journey."""
        return self.step not in STOPPING_STEPS and not self.is_over

    @property
    def arrives_at(self) -> datetime | None:
        """Return the planned arrival, in the offset in which it was written."""
        planned = self.answers.get("arrives_at")
        return datetime.fromisoformat(planned) if planned else None

    def state(self, at: datetime) -> str:
        """Return the code of the law for the plan at an instant.

        `none` once it is over; a cancelled plan is `rejected`.
        """
        if self.is_over:
            return "none"
        if self.step in STOPPING_STEPS:
            return "rejected"
        if self.approval is None:
            return self.step
        return "expired" if at > whole_second(self.approval.occurred_at) + APPROVAL_VALIDITY else "approved"

    def is_changed_by(self, answers: JsonObject) -> bool:
        """Return whether these answers would change a part of the plan that is approved."""
        return any(answers[name] != self.answers.get(name) for name in APPROVED_FIELDS if name in answers)

    def add(self, entry: Entry) -> None:
        """Apply one entry."""
        _TRANSITIONS[entry.act](self, entry)

    def add_record(self, entry: Entry) -> None:
        """Apply one record. A step and a change of the journey void the approval."""
        self.entries.append(entry)
        self.answers |= {name: entry[name] for name in PLAN_FIELDS if name in entry.body}
        step = entry.get("step")
        if step or entry.get("revised") or self.step in STOPPING_STEPS:
            self.void_approval(entry)
            self.step, self.approval = step or "draft", None
            self.step_reason = entry.get("step_reason", "")

    def void_approval(self, by: Entry) -> None:
        """Note that an entry voided the approval, if there is one."""
        if self.approval is not None:
            self.voided[self.approval.id] = by


def list_plans(file: CaseFile) -> list[Plan]:
    """Return every plan, oldest first.

    Entries count in the order in which they were written: none that is dated back comes under an approval.
    """
    entries = sorted(file.all(*_TRANSITIONS), key=lambda entry: entry.seq)
    return successive_proceedings(Plan, entries, begun_by={"record_return_plan"})


def latest_plan(file: CaseFile) -> Plan | None:
    """Return the latest plan, also a stopped one or one that is over."""
    plans = list_plans(file)
    return plans[-1] if plans else None


def unfinished_plan(file: CaseFile) -> Plan | None:
    """Return the latest plan unless its journey is over; it may be stopped."""
    plan = latest_plan(file)
    return None if plan is None or plan.is_over else plan


def open_plan(file: CaseFile) -> Plan | None:
    """Return the latest plan if a journey may still follow from it."""
    plan = latest_plan(file)
    return plan if plan and plan.is_open else None


def arrival_at_destination(plan: Plan, country: str) -> datetime | None:
    """Return the planned arrival in the time zone of its place, in whole seconds."""
    planned = plan.arrives_at
    if planned is None:
        return None
    zone = _only_zone(country) or _ZONES.get(plan.answers.get("arrival_zone", ""))
    return whole_second(planned.astimezone(ZoneInfo(zone)) if zone else planned)


def _only_zone(country: str) -> str | None:
    """Return the time zone of a country with only one; elsewhere the plan names it."""
    profile = PROFILES.get(country)
    return profile.time_zone if profile and not profile.has_other_zones else None


def travel_together(plan: Plan, other: Plan | None) -> bool:
    """Return whether two plans lead to the same place on the same day."""
    if other is None or not other.is_open or plan.arrives_at is None or other.arrives_at is None:
        return False
    offset = plan.arrives_at.tzinfo
    is_same_day = plan.arrives_at.date() == other.arrives_at.astimezone(offset).date()
    place, other_place = (str(each.answers.get("destination", "")) for each in (plan, other))
    return is_same_day and place != "" and fold_text(place) == fold_text(other_place)


def _approve(plan: Plan, entry: Entry) -> None:
    plan.void_approval(entry)
    plan.approval = entry


def _depart(plan: Plan, entry: Entry) -> None:
    plan.departure = entry


def _pass_stage(plan: Plan, entry: Entry) -> None:
    plan.is_over = plan.is_over or (plan.departure is not None and entry.get("stage") == "turned_back")


def _arrive(plan: Plan, entry: Entry) -> None:
    plan.is_over = True


_TRANSITIONS = {
    "record_return_plan": Plan.add_record,
    "approve_return_plan": _approve,
    "execute_return": _depart,
    "record_travel_stage": _pass_stage,
    "receive_return": _arrive,
    "reunify": _arrive,
}
