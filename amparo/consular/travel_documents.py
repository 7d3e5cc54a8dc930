"""Read from a case's file: the documents with which the child may travel."""

from datetime import date, datetime

from amparo.cases.file import CaseFile, Entry
from amparo.ledger.days import local_day

_BEST_FIRST = ("not_needed", "issued", "requested", "expired")


def travel_document_state(file: CaseFile, at: datetime) -> str | None:
    """Return the code of the law for the travel documents; None without any.

    One valid document is enough.
    """
    latest: dict[str, Entry] = {}
    for entry in file.all("record_travel_document"):
        if entry["step"] == "not_needed":
            latest = {"": entry}
        else:
            latest.pop("", None)
            latest[entry["kind"]] = entry
    states = {_find_state(entry, local_day(at)) for entry in latest.values()}
    return next((state for state in _BEST_FIRST if state in states), None)


def _find_state(entry: Entry, on: date) -> str:
    expires_on = entry.get("expires_on")
    is_expired = entry["step"] == "issued" and bool(expires_on) and date.fromisoformat(expires_on) < on
    return "expired" if is_expired else str(entry["step"])
