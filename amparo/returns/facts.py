"""Facts on return and reunification: what is known of the place and the home, and what was approved and done."""

from collections.abc import Mapping
from typing import Any

from amparo.cases.fact_providers import FactQuery, provides
from amparo.cases.file import CaseFile
from amparo.ledger.days import whole_second
from amparo.returns import followups
from amparo.returns.acts.checks import distinct_sources
from amparo.returns.home import home_of
from amparo.returns.journey import since_last_journey
from amparo.returns.plan import current, open_plan
from amparo.returns.preparation import fitness, reception_of, served_its_journey

_MOST = 30


@provides("stay_order")
def stay(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """As last checked."""
    return {"stay_order": file.latest("stay_order", "record_stay_check")}


@provides("origin_risk", "origin_risk_at", "origin_risk_scope", "origin_risk_sources")
def origin_risk(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """The last assessment alone: a source of an earlier one does not support a later answer."""
    last = file.last("record_origin_risk")
    if last is None or served_its_journey(file, last):
        return {}
    return {
        "origin_risk": last["origin_risk"],
        "origin_risk_at": whole_second(last.occurred_at),
        "origin_risk_scope": last["origin_risk_scope"],
        "origin_risk_sources": min(distinct_sources(last.get("sources", [])), _MOST),
    }


@provides("home_assessment", "caregiver_willing_able", "origin_care")
def care(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Who would care for the child, as last assessed."""
    home = home_of(file)
    return {
        "home_assessment": home.assessment,
        "caregiver_willing_able": home.willing_able,
        "origin_care": file.latest("origin_care", "record_origin_care"),
    }


@provides("return_plan", "return_plan_approved_at")
def return_plan(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """How far the plan came, and when it was approved, while that approval is or was in force."""
    plan = current(file)
    if plan is None:
        return {}
    approval = None if plan.is_over else plan.approval
    return {
        "return_plan": plan.state(question.at),
        "return_plan_approved_at": whole_second(approval.occurred_at) if approval else None,
    }


@provides("origin_reception", "receiver_kind", "receiver_vetted")
def reception(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """As last agreed with origin. Who receives on another day than the plan names did not confirm that one."""
    found = reception_of(file)
    is_for_another_day = found.state == "confirmed" and not found.is_for_the_day_of(open_plan(file))
    return {
        "origin_reception": "requested" if is_for_another_day else found.state,
        "receiver_kind": found.receiver_kind,
        "receiver_vetted": found.receiver_vetted,
    }


@provides("fit_to_travel", "fit_to_travel_at")
def fit(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """As last examined, from the hour of the examination."""
    return fitness(file)


@provides("escort")
def escort(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """As last assigned to the next journey."""
    assigned = since_last_journey(file, "record_escort")
    return {"escort": assigned[-1]["escort"] if assigned else None}


@provides("reintegration_plan")
def reintegration(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """As last written."""
    return {"reintegration_plan": file.latest("state", "record_reintegration_plan")}


@provides("arrival_at", "followups_done")
def after_arrival(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """When the child last arrived where they are to live, and what was followed up since."""
    return {"arrival_at": followups.arrived_at(file), "followups_done": followups.done(file)}


@provides("transition_plan")
def transition(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """As last written; handed over with the passage to services for adults."""
    last = file.last("record_transition_plan", "transfer_to_adult_services")
    if last is None:
        return {}
    return {"transition_plan": last.get("state", "handed_over")}
