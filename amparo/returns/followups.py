"""What a case's file says of life after arrival: when the child arrived, what was followed up, who sought them in vain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from amparo.cases.file import CaseFile, Entry
from amparo.ledger.codes import code_list
from amparo.ledger.days import whole_second

ARRIVALS = ("receive_return", "reunify", "record_local_solution_started")
_EARLY = {7: 2}
_EARLY_BY_DEFAULT = 7
_ALARMS = (
    ("moved_away", "absconded"), ("self_harm", "self_harm"), ("threats", "threat"), ("recruitment", "threat"),
)  # fmt: skip


def days() -> tuple[int, ...]:
    """Days after arrival at which a child is followed up."""
    return tuple(int(code) for code in code_list("followup_day"))


def arrived_at(file: CaseFile) -> datetime | None:
    """When the child last arrived where they are to live, or began to live so."""
    arrived = file.latest("arrival_at", *ARRIVALS)
    return whole_second(arrived) if arrived else None


def earliest(arrival: datetime, day: int) -> datetime:
    """From when the follow-up of this day may be held: a week before at most, the first two days before."""
    return arrival + timedelta(days=day - _EARLY.get(day, _EARLY_BY_DEFAULT))


def done(file: CaseFile) -> frozenset[int]:
    """Days for which the child was spoken with since the last arrival. A new arrival begins anew."""
    arrival = arrived_at(file)
    if arrival is None:
        return frozenset()
    spoken = (entry for entry in file.all("record_followup") if entry["outcome"] == "complete")
    return frozenset(int(e["day"]) for e in spoken if e.occurred_at >= earliest(arrival, int(e["day"])))


def alarm_of(entry: dict[str, object]) -> str | None:
    """Which alarm a follow-up raises, by what it says; None when nothing worries."""
    signs = set(entry.get("warning_signs") or [])  # type: ignore[call-overload]  # a list of codes
    signs |= {"threats"} if entry.get("new_threats") == "yes" else set()
    signs |= {"moved_away"} if entry.get("lives_with") == "left" else set()
    kind = next((alarm for sign, alarm in _ALARMS if sign in signs), None)
    worries = {entry.get("violence"), entry.get("wants_to_leave")}
    is_worrying = signs or "yes" in worries or entry.get("lives_with") == "alone"
    return kind or ("return_risk" if is_worrying else None)


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often, and by how many channels, a child was sought since somebody last reached them."""

    count: int
    channels: int


def attempts(file: CaseFile) -> Attempts:
    """Attempts in vain since the child was last reached."""
    tried: list[Entry] = []
    for entry in file.all("record_contact_attempt", "record_followup"):
        if entry.act == "record_contact_attempt" and not entry["reached"]:
            tried.append(entry)
        elif entry.get("reached") or entry.get("outcome") == "complete":
            tried = []
    return Attempts(len(tried), len({entry["channel"] for entry in tried}))
