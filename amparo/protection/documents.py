"""The documents that prove a legal basis."""

from datetime import date

from amparo.cases.file import CaseFile
from amparo.ledger.json import JsonObject

_DOCUMENT_TYPE = {"court_order": "guardianship_order", "protection_measure": "protection_measure"}
_FILE_KIND = {"court_order": "court_document"}
_SEEN = frozenset({"original", "copy", "system"})
BASES_WITH_DOCUMENT = frozenset(_DOCUMENT_TYPE)


def is_basis_documented(basis: str, file: CaseFile, *, on: date) -> bool:
    """Return whether a valid document of a legal basis is on file."""
    documents = file.latest("documents", "record_documents", default=[])
    if any(_is_proof(document, basis, on) for document in documents):
        return True
    return basis in _FILE_KIND and any(entry.get("kind") == _FILE_KIND[basis] for entry in file.all("record_file"))


def _is_proof(document: JsonObject, basis: str, on: date) -> bool:
    is_expired = bool(document.get("expires_on")) and date.fromisoformat(document["expires_on"]) < on
    return document["type"] == _DOCUMENT_TYPE[basis] and document.get("seen") in _SEEN and not is_expired
