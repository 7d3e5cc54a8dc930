"""Breaches: what was done to the child against the norm, by whomever."""

from collections.abc import Iterator

from amparo.core.file import CaseFile, Entry

DETENTION = frozenset({"held_in_station", "held_in_cell", "held_at_border", "held_closed"})


def held(file: CaseFile) -> Iterator[Entry]:
    """The breaches that put the child behind a closed door, oldest first."""
    return (entry for entry in file.all("record_breach") if entry.get("kind") in DETENTION)


def was_held(file: CaseFile) -> bool:
    """Whether the child was ever deprived of liberty, as far as the file knows."""
    return next(held(file), None) is not None
