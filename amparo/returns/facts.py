"""Facts on return and reunification: what is known of the place and the home, and what was approved and done."""

from collections.abc import Mapping
from typing import Any

from amparo.core.facts import Question, provides, whole_second
from amparo.core.file import CaseFile
from amparo.returns.acts.checks import distinct_sources
from amparo.returns.home import home_of

_MOST = 30
LATER = frozenset({
    "origin_reception", "receiver_kind", "receiver_vetted", "travel_document", "fit_to_travel", "fit_to_travel_at",
    "escort", "reintegration_plan", "followups_done",
})  # fmt: skip
"""Facts whose records come with return itself: until then they have their defaults, and the law refuses."""


@provides("stay_order")
def stay(file: CaseFile, question: Question) -> Mapping[str, Any]:
    """As last checked."""
    return {"stay_order": file.latest("stay_order", "record_stay_check")}


@provides("origin_risk", "origin_risk_at", "origin_risk_scope", "origin_risk_sources")
def origin_risk(file: CaseFile, question: Question) -> Mapping[str, Any]:
    """The last assessment alone: a source of an earlier one does not support a later answer."""
    last = file.last("record_origin_risk")
    if last is None:
        return {}
    return {
        "origin_risk": last["origin_risk"],
        "origin_risk_at": whole_second(last.occurred_at),
        "origin_risk_scope": last["origin_risk_scope"],
        "origin_risk_sources": min(distinct_sources(last.get("sources", [])), _MOST),
    }


@provides("home_assessment", "caregiver_willing_able", "origin_care")
def care(file: CaseFile, question: Question) -> Mapping[str, Any]:
    """Who would care for the child, as last assessed."""
    home = home_of(file)
    return {
        "home_assessment": home.assessment,
        "caregiver_willing_able": home.willing_able,
        "origin_care": file.latest("origin_care", "record_origin_care"),
    }


@provides("return_plan", "return_plan_approved_at")
def return_plan(file: CaseFile, question: Question) -> Mapping[str, Any]:
    """Approved, once it was."""
    approved = file.last("approve_return_plan")
    if approved is None:
        return {}
    return {"return_plan": "approved", "return_plan_approved_at": whole_second(approved.occurred_at)}


@provides("arrival_at")
def arrival(file: CaseFile, question: Question) -> Mapping[str, Any]:
    """When the child last arrived where they are to live."""
    arrived = file.latest("arrival_at", "receive_return", "reunify")
    return {"arrival_at": whole_second(arrived) if arrived else None}


@provides("transition_plan")
def transition(file: CaseFile, question: Question) -> Mapping[str, Any]:
    """Handed over with the child's passage to services for adults."""
    return {"transition_plan": "handed_over" if file.last("transfer_to_adult_services") else None}
