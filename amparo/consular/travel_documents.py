"""What a case's file says of the documents with which the child may travel."""

from datetime import date, datetime

from amparo.cases.file import CaseFile, Entry
from amparo.ledger.days import local_day


def state(file: CaseFile, at: datetime) -> str | None:
    """The law's word for it: one valid document is enough; one that has expired is no document."""
    last: dict[str, Entry] = {}
    for entry in file.all("record_travel_document"):
        if entry["step"] == "not_needed":
            last = {"": entry}
        else:
            last.pop("", None)
            last[entry["kind"]] = entry
    steps = {_step(entry, local_day(at)) for entry in last.values()}
    return next((step for step in ("not_needed", "issued", "requested", "expired") if step in steps), None)


def _step(entry: Entry, on: date) -> str:
    expires = entry.get("expires_on")
    is_over = entry["step"] == "issued" and bool(expires) and date.fromisoformat(expires) < on
    return "expired" if is_over else str(entry["step"])
