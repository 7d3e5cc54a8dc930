"""Facts on the child's voice: what they were told, what they said, what they agreed to."""

from collections.abc import Mapping
from typing import Any

from amparo.cases.fact_providers import FactQuery, compute_fact, provides
from amparo.cases.file import CaseFile, Entry
from amparo.ledger.days import whole_second

PURPOSES = ("consular", "origin", "agency", "tracing", "family_contact", "photo")
MUST_BE_TOLD = frozenset({"rights", "process", "remedies"})


@provides("informed_at")
def informed(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """When rights, steps and remedies had all been explained, in one sitting or several, and were understood."""
    told: set[str] = set()
    for entry in file.all("record_information_given"):
        if entry.get("understood") != "no":
            told |= set(entry.get("topics", []))
        if told >= MUST_BE_TOLD:
            return {"informed_at": whole_second(entry.occurred_at)}
    return {}


@provides("child_views")
def views(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """The latest views recorded on the very act that is asked about."""
    on_this = [entry for entry in file.all("record_views") if question.action in entry.get("actions", [])]
    return {"child_views": on_this[-1]["child_views"]} if on_this else {}


@provides("consent_capacity", *(f"consent_{purpose}" for purpose in PURPOSES))
def consents(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """The latest decision on each purpose, and who could decide when the latest was taken."""
    found: dict[str, Any] = {"consent_capacity": file.latest("capacity", "record_consent")}
    for entry in file.all("record_consent"):
        found |= {f"consent_{purpose}": _decision(entry, file, question) for purpose in entry["purposes"]}
    return found


def _decision(entry: Entry, file: CaseFile, question: FactQuery) -> str | None:
    """A guardian's yes stands in for the child's; a parent's counts while they are verified and safe."""
    decision, giver = entry["decision"], entry["given_by"]
    if decision == "granted" and giver == "guardian":
        return "substituted"
    if decision == "granted" and giver == "parents" and not parents_are_safe(file, question):
        return None
    return str(decision)


def parents_are_safe(file: CaseFile, question: FactQuery) -> bool:
    """Whether the child is with parents, or another carer, whose bond is verified and who are shown to be no risk."""
    wanted = {"accompaniment": "accompanied", "companion_link_verified": "yes", "companion_risk": "no"}
    return all(compute_fact(name, file, question) == value for name, value in wanted.items())
