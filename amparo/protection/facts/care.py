"""Facts on who stands for the child and who has them: guardian, lawyer, custody, placement."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amparo.cases.fact_providers import FactQuery, provides
from amparo.cases.file import CaseFile
from amparo.ledger.days import whole_second
from amparo.protection.placements import placement_of

_APPOINTED = {"interim": "interim", "formal": "appointed"}


@provides("guardian", "guardian_conflict")
def guardian(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """How far guardianship came. A conflict found later stands until it is excluded or another guardian appointed."""
    found: dict[str, Any] = {}
    for entry in file.all("appoint_guardian", "record_guardianship"):
        step = entry.get("step")
        if entry.act == "appoint_guardian":
            found = {
                "guardian": _APPOINTED[entry["guardian_kind"]],
                "guardian_conflict": entry.get("guardian_conflict"),
            }
        elif step == "requested":
            if found.get("guardian") not in _APPOINTED.values():
                found["guardian"] = "requested"
        elif step == "ended":
            found = {"guardian": "ended"}
        else:
            found["guardian_conflict"] = "yes" if step == "conflict_found" else "no"
    return found


@provides("legal_rep")
def legal_representation(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """As last recorded."""
    return {"legal_rep": file.latest("step", "record_legal_representation")}


@provides("custody", "custody_since")
def custody(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Whoever had the child by the latest statement of any act, since the first statement of that unbroken stretch."""
    holder, since = None, None
    for entry in file.entries:
        stated = entry.get("custody")
        if stated and stated != holder:
            holder = stated
            since = _since(entry.get("custody_since"), entry.occurred_at)
    return {"custody": holder, "custody_since": since}


def _since(stated: str | None, otherwise: datetime) -> datetime:
    return whole_second(stated or otherwise)


@provides("placement_since", "placement_reviewed_at")
def placement(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """The care placement in force and its last review; none after a transfer, a return or a reunification."""
    current = placement_of(file)
    if current is None:
        return {}
    reviews = [e for e in file.all("record_placement_review") if e.occurred_at >= current.occurred_at]
    return {
        "placement_since": whole_second(current.occurred_at),
        "placement_reviewed_at": whole_second(reviews[-1].occurred_at) if reviews else None,
    }


@provides("protection_notified_at")
def notified(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """When protection was first told; at once when it opened the case itself."""
    for entry in file.all("register", "record_protection_notified"):
        if entry.act == "record_protection_notified" or str(entry.agency) == entry.get("protection_agency"):
            return {"protection_notified_at": whole_second(entry.occurred_at)}
    return {}
