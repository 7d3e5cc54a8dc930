"""Whether the document that a legal basis rests on is on file."""

from datetime import date
from typing import Any

from amparo.cases.file import CaseFile

_TYPES = {"court_order": "guardianship_order", "protection_measure": "protection_measure"}
_FILES = {"court_order": "court_document"}
_SEEN = frozenset({"original", "copy", "system"})
NEEDS_DOCUMENT = frozenset(_TYPES)


def is_on_file(basis: str, file: CaseFile, *, on: date) -> bool:
    """Whether the document that proves this legal basis was seen and has not expired, or lies among the files."""
    listed = file.latest("documents", "record_documents", default=[])
    if any(_proves(document, basis, on) for document in listed):
        return True
    return basis in _FILES and any(entry.get("kind") == _FILES[basis] for entry in file.all("record_file"))


def _proves(document: dict[str, Any], basis: str, on: date) -> bool:
    is_over = bool(document.get("expires_on")) and date.fromisoformat(document["expires_on"]) < on
    return document["type"] == _TYPES[basis] and document.get("seen") in _SEEN and not is_over
