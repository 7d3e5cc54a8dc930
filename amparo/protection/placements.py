"""Which placement is in force, which acts move a child, and what was recorded since."""

from amparo.cases.file import CaseFile, Entry

ENDS_PLACEMENT = ("transfer_custody", "execute_return", "reunify")
MOVES_CHILD = ("register", "place_in_care", "receive_return", *ENDS_PLACEMENT)


def placement_of(file: CaseFile) -> Entry | None:
    """The placement in force; None if there is none, or an act since ended it."""
    last = file.last("place_in_care", *ENDS_PLACEMENT)
    return last if last and last.act == "place_in_care" else None


def since_last_move(file: CaseFile, *acts: str) -> list[Entry]:
    """Entries of these acts since the child was last moved, oldest first."""
    moved = file.last(*MOVES_CHILD)
    return [entry for entry in file.all(*acts) if moved is None or entry.occurred_at >= moved.occurred_at]
