"""Facts on the search for the family."""

from collections.abc import Mapping
from typing import Any

from amparo.cases.fact_providers import FactQuery, provides
from amparo.cases.file import CaseFile

_OPENED = {"active": "open", "silent_record_only": "silent_record_only"}


@provides("tracing")
def tracing(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Where the search stands."""
    state = None
    for entry in file.all("open_tracing", "record_tracing_step"):
        state = _OPENED[entry["tracing_mode"]] if entry.act == "open_tracing" else entry.get("tracing_status", state)
    return {"tracing": state}


@provides("relationship_verified", "contact_safe")
def checks(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """As last checked."""
    return {
        "relationship_verified": file.latest("relationship_verified", "record_relationship_check"),
        "contact_safe": file.latest("contact_safe", "record_contact_risk"),
    }
