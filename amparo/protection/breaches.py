"""Breaches: what was done to the child against the norm, by whomever."""

from collections.abc import Iterator

from amparo.cases.file import CaseFile, Entry

RETURNED = frozenset({"turned_back", "returned_without_determination", "expelled"})
DETENTION = frozenset({"held_in_station", "held_in_cell", "held_at_border", "held_closed"})


def held(file: CaseFile) -> Iterator[Entry]:
    """The breaches that put the child behind a closed door, oldest first."""
    return (entry for entry in file.all("record_breach") if entry.get("kind") in DETENTION)


def was_held(file: CaseFile) -> bool:
    """Whether the child was ever deprived of liberty, as far as the file knows."""
    return next(held(file), None) is not None


def has_come_back(file: CaseFile) -> bool:
    """Whether the child left for the country of origin, by the program or against the norm, or is there."""
    was_returned = any(entry.get("kind") in RETURNED for entry in file.all("record_breach"))
    is_there = file.latest("country_origin", "record_identity") == file.country
    return was_returned or is_there or file.last("execute_return") is not None
