"""The placement in force, the acts that move a child, and later records.

The later records are those made since the last move.
"""

from uuid import UUID

from amparo.cases.file import CaseFile, Entry

PLACEMENT_ENDING_ACTS = ("transfer_custody", "execute_return", "reunify")
_MOVING_ACTS = ("register", "place_in_care", "receive_return", *PLACEMENT_ENDING_ACTS)


def current_placement(file: CaseFile) -> Entry | None:
    """Return the placement in force; None without one, or once another act ended it."""
    entry = file.last("place_in_care", *PLACEMENT_ENDING_ACTS)
    return entry if entry and entry.act == "place_in_care" else None


def is_placed_with(file: CaseFile, provider_id: UUID) -> bool:
    """Return whether the child is placed with a provider."""
    placement = current_placement(file)
    return placement is not None and placement.get("provider") == str(provider_id)


def entries_since_last_move(file: CaseFile, *acts: str) -> list[Entry]:
    """Return the entries of these acts since the child was last moved, oldest first."""
    move = file.last(*_MOVING_ACTS)
    return [entry for entry in file.all(*acts) if move is None or entry.occurred_at >= move.occurred_at]
