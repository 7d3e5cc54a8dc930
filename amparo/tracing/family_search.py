"""The search for the family of a child, as the child's file states it."""

from __future__ import annotations

from amparo.cases.file import CaseFile

STATUS_OF_MODE = {"active": "open", "silent_record_only": "silent_record_only"}
"""The status that opening a search gives it, by its mode."""


def tracing_status(file: CaseFile) -> str | None:
    """Return the status of the family search, None before it was opened. No query.

    A code of the fact `tracing`.
    """
    status: str | None = None
    for entry in file.all("open_tracing", "record_tracing_step"):
        if entry.act == "open_tracing":
            status = STATUS_OF_MODE[entry["tracing_mode"]]
        else:
            status = entry.get("tracing_status", status)
    return status
