"""Breaches: what was done to the child against the norm, by anybody."""

from collections.abc import Iterator

from amparo.cases.breaches import RETURNED_OUTSIDE, breach_kind
from amparo.cases.file import CaseFile, Entry

RETURN_KINDS = frozenset({"turned_back", "returned_without_determination", "expelled", RETURNED_OUTSIDE})
DETENTION_KINDS = frozenset({"held_in_station", "held_in_cell", "held_at_border", "held_closed"})


def list_detentions(file: CaseFile) -> Iterator[Entry]:
    """Return the breaches that deprived the child of liberty, oldest first."""
    return (entry for entry in file.all("record_breach") if entry.get("kind") in DETENTION_KINDS)


def was_detained(file: CaseFile) -> bool:
    """Return whether the child was ever deprived of liberty, as far as the file knows."""
    return next(list_detentions(file), None) is not None


def has_returned_to_origin(file: CaseFile) -> bool:
    """Return whether the child left for the country of origin, or is there."""
    was_returned = any(breach_kind(entry) in RETURN_KINDS for entry in file.entries)
    is_in_origin = file.latest("country_origin", "record_identity") == file.country
    return was_returned or is_in_origin or file.last("execute_return") is not None
