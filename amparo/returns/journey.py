"""What a case's file says of a journey home: whether the child is on the way, and whether anybody knows how it ended."""

from __future__ import annotations

from amparo.cases.file import CaseFile, Entry

ARRIVED = frozenset({"handed_over", "arrived"})
TOLD = ARRIVED | {"turned_back", "child_absent"}
"""Stages after which somebody knows where the journey led."""


def departure(file: CaseFile) -> Entry | None:
    """The departure of the journey on which the child is; None when the child is on none, or was turned back."""
    left = file.last("execute_return")
    if left is None or file_after(file, left, "receive_return", "reunify"):
        return None
    stages = file_after(file, left, "record_travel_stage")
    return None if any(entry.get("stage") == "turned_back" for entry in stages) else left


def awaited(file: CaseFile) -> Entry | None:
    """The departure after which nobody wrote an arrival, a reception or an alarm; None when there is no such."""
    left = departure(file)
    if left is None or file_after(file, left, "record_reception"):
        return None
    stages = file_after(file, left, "record_travel_stage")
    alerts = file_after(file, left, "record_alert")
    is_told = any(e.get("stage") in TOLD for e in stages) or any(e.get("kind") == "absconded" for e in alerts)
    return None if is_told else left


def since_last_journey(file: CaseFile, *acts: str) -> list[Entry]:
    """Entries of these acts, oldest first, but for what was arranged for a journey that is over: the child arrived, or turned
    back. An agreement for one journey says nothing of the next.
    """
    turned_back = [one for one in file.all("record_travel_stage") if one.get("stage") == "turned_back"]
    over = max((one.seq for one in [*file.all("receive_return"), *turned_back]), default=0)
    return [one for one in file.all(*acts) if one.seq > over]


def file_after(file: CaseFile, entry: Entry, *acts: str) -> list[Entry]:
    """Entries of these acts written after that entry, oldest first."""
    return [one for one in file.all(*acts) if one.seq > entry.seq]


def receptions(file: CaseFile) -> list[Entry]:
    """What was written at the reception that is now at hand: since the departure, or the last arrival, if any."""
    moved = file.last("execute_return", "receive_return", "reunify")
    written = file.all("record_reception")
    return [one for one in written if moved is None or (one.seq > moved.seq and one.occurred_at >= moved.occurred_at)]
