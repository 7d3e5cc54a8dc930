"""Facts on the child's voice: information, views, consent."""

from collections.abc import Mapping

from amparo.cases.fact_providers import FactQuery, compute_fact, provides
from amparo.cases.file import CaseFile, Entry
from amparo.ledger.days import whole_second

_PURPOSES = ("consular", "origin", "agency", "tracing", "family_contact", "photo")
_RETURN_ACTIONS = frozenset({"approve_return_plan", "execute_return"})
_VIEW_OF_WISH = {"does_not_want": "disagrees", "withdrawn": "disagrees", "undecided": "ambivalent"}
_REQUIRED_TOPICS = frozenset({"rights", "process", "remedies"})


@provides("informed_at")
def compute_information(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return when rights, process and remedies had all been explained and understood."""
    understood: set[str] = set()
    for entry in file.all("record_information_given"):
        if entry.get("understood") != "no":
            understood |= set(entry.get("topics", []))
        if understood >= _REQUIRED_TOPICS:
            return {"informed_at": whole_second(entry.occurred_at)}
    return {}


@provides("child_views", of_an_action=True)
def compute_views(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the latest views on the action of the query.

    Of a return, a child who does not want it stands against it, whatever else was written, until they want it.
    """
    wishes = [entry["wish"] for entry in file.all("record_return_wish") if entry["whose"] == "child"]
    if query.action in _RETURN_ACTIONS and wishes and wishes[-1] in _VIEW_OF_WISH:
        return {"child_views": _VIEW_OF_WISH[wishes[-1]]}
    records = [entry for entry in file.all("record_views") if query.action in entry.get("actions", [])]
    return {"child_views": records[-1]["child_views"]} if records else {}


@provides("consent_capacity", *(f"consent_{purpose}" for purpose in _PURPOSES))
def compute_consents(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the latest decision on each purpose, and who was last able to decide."""
    facts: dict[str, object] = {"consent_capacity": file.latest("capacity", "record_consent")}
    for entry in file.all("record_consent"):
        facts |= {
            f"consent_{purpose}": _compute_effective_decision(entry, file, query) for purpose in entry["purposes"]
        }
    return facts


def _compute_effective_decision(entry: Entry, file: CaseFile, query: FactQuery) -> str | None:
    """Return the decision as it counts; None for parents who are not safe.

    The consent of a guardian substitutes the child's.
    """
    decision, giver = entry["decision"], entry["given_by"]
    if decision == "granted" and giver == "guardian":
        return "substituted"
    if decision == "granted" and giver == "parents" and not are_parents_safe(file, query):
        return None
    return str(decision)


def are_parents_safe(file: CaseFile, query: FactQuery) -> bool:
    """Return whether the child is with a verified carer who is known to be no risk."""
    required = {"accompaniment": "accompanied", "companion_link_verified": "yes", "companion_risk": "no"}
    return all(compute_fact(name, file, query) == value for name, value in required.items())
