"""Facts on representation and care: guardian, lawyer, custody, placement."""

from collections.abc import Mapping

from amparo.cases.fact_providers import FactQuery, provides
from amparo.cases.file import CaseFile, Entry
from amparo.ledger.days import whole_second
from amparo.protection.placements import current_placement

_STATE_OF_KIND = {"interim": "interim", "formal": "appointed"}


@provides("guardian", "guardian_conflict")
def compute_guardian(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the state of guardianship, and any conflict that was not excluded."""
    facts: dict[str, object] = {}
    for entry in file.all("appoint_guardian", "record_guardianship"):
        facts = _apply_appointment(entry) if entry.act == "appoint_guardian" else _apply_step(facts, entry["step"])
    return facts


def _apply_appointment(entry: Entry) -> dict[str, object]:
    state = _STATE_OF_KIND[entry["guardian_kind"]]
    return {"guardian": state, "guardian_conflict": entry.get("guardian_conflict")}


def _apply_step(facts: dict[str, object], step: str) -> dict[str, object]:
    if step == "requested":
        has_guardian = facts.get("guardian") in _STATE_OF_KIND.values()
        return facts if has_guardian else facts | {"guardian": "requested"}
    if step == "ended":
        return {"guardian": "ended"}
    return facts | {"guardian_conflict": "yes" if step == "conflict_found" else "no"}


@provides("legal_rep")
def compute_legal_representation(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the latest step of legal representation."""
    return {"legal_rep": file.latest("step", "record_legal_representation")}


@provides("custody", "custody_since")
def compute_custody(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return who has custody by the latest statement, and since when unbroken."""
    holder, since = None, None
    for entry in file.entries:
        custody = entry.get("custody")
        if custody and custody != holder:
            holder = custody
            since = whole_second(entry.get("custody_since") or entry.occurred_at)
    return {"custody": holder, "custody_since": since}


@provides("placement_since", "placement_reviewed_at")
def compute_placement(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return since when the placement is in force, and its last review."""
    placement = current_placement(file)
    if placement is None:
        return {}
    reviews = [entry for entry in file.all("record_placement_review") if entry.occurred_at >= placement.occurred_at]
    return {
        "placement_since": whole_second(placement.occurred_at),
        "placement_reviewed_at": whole_second(reviews[-1].occurred_at) if reviews else None,
    }


@provides("protection_notified_at")
def compute_protection_notice(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return when protection was first notified, or registered the child itself."""
    for entry in file.all("register", "record_protection_notified"):
        if entry.act == "record_protection_notified" or str(entry.agency) == entry.get("protection_agency"):
            return {"protection_notified_at": whole_second(entry.occurred_at)}
    return {}
