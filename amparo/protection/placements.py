"""The placement in force, the acts that move a child, and later records.

The later records are those made since the last move.
"""

from uuid import UUID

from amparo.cases.breaches import breach_kind
from amparo.cases.file import CaseFile, Entry

_MOVING_ACTS = ("register", "place_in_care", "receive_return", "transfer_custody", "execute_return", "reunify")
_KEEPS_CARE = "protection_authority"


def ends_placement(entry: Entry) -> bool:
    """Return whether an entry moved the child out of the place of care.

    Custody that passes to the protection authority keeps the placement, which is that authority's. A reception ends it
    when the child goes to the family, or came from where nobody let them leave.
    """
    if entry.act == "receive_return":
        return entry["custody"] != _KEEPS_CARE or breach_kind(entry) is not None
    is_handed_over = entry.act == "transfer_custody" and entry["custody"] != _KEEPS_CARE
    return is_handed_over or entry.act in {"execute_return", "reunify"}


def current_placement(file: CaseFile) -> Entry | None:
    """Return the placement in force; None without one, or once another act ended it."""
    moves = (entry for entry in reversed(file.entries) if entry.act == "place_in_care" or ends_placement(entry))
    entry = next(moves, None)
    return entry if entry and entry.act == "place_in_care" else None


def is_placed_with(file: CaseFile, provider_id: UUID) -> bool:
    """Return whether the child is placed with a provider."""
    placement = current_placement(file)
    return placement is not None and placement.get("provider") == str(provider_id)


def entries_since_last_move(file: CaseFile, *acts: str) -> list[Entry]:
    """Return the entries of these acts since the child was last moved, oldest first."""
    move = file.last(*_MOVING_ACTS)
    return [entry for entry in file.all(*acts) if move is None or entry.occurred_at >= move.occurred_at]
