"""Life after arrival, read from a case's file.

The arrival, the follow-ups, and the failed attempts of contact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from amparo.cases.file import CaseFile, Entry
from amparo.ledger.codes import code_list
from amparo.ledger.days import whole_second
from amparo.ledger.json import JsonObject

ARRIVAL_ACTS = ("receive_return", "reunify", "record_local_solution_started")
_DAYS_EARLY = {7: 2}
_DAYS_EARLY_BY_DEFAULT = 7
_ALARM_OF_SIGN = {
    "moved_away": "absconded", "self_harm": "self_harm", "threats": "threat", "recruitment": "threat",
}  # fmt: skip
"""The kind of alarm that each sign raises, the gravest sign first."""


def followup_days() -> tuple[int, ...]:
    """Return the days after arrival at which a child is followed up."""
    return tuple(int(code) for code in code_list("followup_day"))


def arrival_instant(file: CaseFile) -> datetime | None:
    """Return when the child last arrived where they are to live; None before that."""
    arrived_at = file.latest("arrival_at", *ARRIVAL_ACTS)
    return whole_second(arrived_at) if arrived_at else None


def earliest_followup(arrived_at: datetime, day: int) -> datetime:
    """Return from when the follow-up of a day may be held.

    A week before its day; the first follow-up, two days before.
    """
    return arrived_at + timedelta(days=day - _DAYS_EARLY.get(day, _DAYS_EARLY_BY_DEFAULT))


def completed_followups(file: CaseFile) -> frozenset[int]:
    """Return the days whose follow-up was completed since the last arrival."""
    arrived_at = arrival_instant(file)
    if arrived_at is None:
        return frozenset()
    completed = ((int(entry["day"]), entry) for entry in file.all("record_followup") if entry["outcome"] == "complete")
    return frozenset(day for day, entry in completed if entry.occurred_at >= earliest_followup(arrived_at, day))


def followup_alarm(answers: JsonObject) -> str | None:
    """Return the kind of alarm that a follow-up raises; None without a concern."""
    signs = set(answers.get("warning_signs") or [])
    if answers.get("new_threats") == "yes":
        signs.add("threats")
    if answers.get("lives_with") == "left":
        signs.add("moved_away")
    kind = next((alarm for sign, alarm in _ALARM_OF_SIGN.items() if sign in signs), None)
    is_at_risk = "yes" in {answers.get("violence"), answers.get("wants_to_leave")}
    is_of_concern = signs or is_at_risk or answers.get("lives_with") == "alone"
    return kind or ("return_risk" if is_of_concern else None)


@dataclass(frozen=True, slots=True)
class FailedAttempts:
    """How many attempts of contact failed since the last success, by which channels."""

    count: int
    channels: int


def failed_attempts(file: CaseFile) -> FailedAttempts:
    """Return the attempts that failed since the child was last reached."""
    failed: list[Entry] = []
    for entry in file.all("record_contact_attempt", "record_followup"):
        if entry.act == "record_contact_attempt" and not entry["reached"]:
            failed.append(entry)
        elif entry.get("reached") or entry.get("outcome") == "complete":
            failed = []
    return FailedAttempts(len(failed), len({entry["channel"] for entry in failed}))
