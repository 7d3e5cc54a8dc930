"""A journey home, read from a case's file.

Whether the child is on the way, and how the journey ended.
"""

from __future__ import annotations

from amparo.cases.file import CaseFile, Entry

ARRIVAL_STAGES = frozenset({"handed_over", "arrived"})
FINAL_STAGES = ARRIVAL_STAGES | {"turned_back", "child_absent"}
"""Stages after which somebody knows how the journey ended."""


def current_departure(file: CaseFile) -> Entry | None:
    """Return the departure of the journey under way; None without one.

    A child who arrived or was turned back is on no journey.
    """
    departure = file.last("execute_return")
    if departure is None or entries_after(file, departure, "receive_return", "reunify"):
        return None
    stages = entries_after(file, departure, "record_travel_stage")
    return None if any(stage.get("stage") == "turned_back" for stage in stages) else departure


def unconfirmed_departure(file: CaseFile) -> Entry | None:
    """Return the departure without a recorded arrival, reception or alarm, if any."""
    departure = current_departure(file)
    if departure is None or entries_after(file, departure, "record_reception"):
        return None
    stages = entries_after(file, departure, "record_travel_stage")
    alerts = entries_after(file, departure, "record_alert")
    has_ended = any(stage.get("stage") in FINAL_STAGES for stage in stages)
    is_missing = any(alert.get("kind") == "absconded" for alert in alerts)
    return None if has_ended or is_missing else departure


def entries_for_next_journey(file: CaseFile, *acts: str) -> list[Entry]:
    """Return the entries of these acts since the last journey ended, oldest first.

    What was arranged for a journey that is over, by arrival or by turning back, does not hold for the next.
    """
    stages = file.all("record_travel_stage")
    turned_back = [stage for stage in stages if stage.get("stage") == "turned_back"]
    last_end = max((entry.seq for entry in [*file.all("receive_return"), *turned_back]), default=0)
    return [entry for entry in file.all(*acts) if entry.seq > last_end]


def entries_after(file: CaseFile, earlier: Entry, *acts: str) -> list[Entry]:
    """Return the entries of these acts that were written after another, oldest first."""
    return [entry for entry in file.all(*acts) if entry.seq > earlier.seq]


def current_receptions(file: CaseFile) -> list[Entry]:
    """Return the records of the current reception, oldest first.

    Those since the last departure or arrival; all of them where neither is on file.
    """
    moved = file.last("execute_return", "receive_return", "reunify")
    receptions = file.all("record_reception")
    if moved is None:
        return list(receptions)
    return [entry for entry in receptions if entry.seq > moved.seq and entry.occurred_at >= moved.occurred_at]
