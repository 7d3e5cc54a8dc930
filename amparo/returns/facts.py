"""Facts on return and reunification.

What is known of the place and the home, and what was approved and done.
"""

from collections.abc import Mapping

from amparo.cases.fact_providers import FactQuery, provides
from amparo.cases.file import CaseFile
from amparo.ledger.days import whole_second
from amparo.returns import followups
from amparo.returns.home import assessed_home, count_distinct_sources
from amparo.returns.journey import entries_for_next_journey
from amparo.returns.plan import latest_plan, open_plan
from amparo.returns.preparation import is_of_past_journey, last_examination, reception_agreement

_MAX_SOURCES = 30


@provides("stay_order")
def compute_stay_order(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the answer of the last check for judicial stays."""
    return {"stay_order": file.latest("stay_order", "record_stay_check")}


@provides("origin_risk", "origin_risk_at", "origin_risk_scope", "origin_risk_sources")
def compute_origin_risk(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the last assessment of the place alone.

    The sources of an earlier assessment do not support a later answer.
    """
    assessment = file.last("record_origin_risk")
    if assessment is None or is_of_past_journey(file, assessment):
        return {}
    return {
        "origin_risk": assessment["origin_risk"],
        "origin_risk_at": whole_second(assessment.occurred_at),
        "origin_risk_scope": assessment["origin_risk_scope"],
        "origin_risk_sources": min(count_distinct_sources(assessment.get("sources", [])), _MAX_SOURCES),
    }


@provides("home_assessment", "caregiver_willing_able", "origin_care")
def compute_future_care(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return who would care for the child, as last assessed."""
    home = assessed_home(file)
    return {
        "home_assessment": home.assessment,
        "caregiver_willing_able": home.willing_able,
        "origin_care": file.latest("origin_care", "record_origin_care"),
    }


@provides("return_plan", "return_plan_approved_at")
def compute_return_plan(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the state of the plan, and when it was approved."""
    plan = latest_plan(file)
    if plan is None:
        return {}
    approval = None if plan.is_over else plan.approval
    return {
        "return_plan": plan.state(query.at),
        "return_plan_approved_at": whole_second(approval.occurred_at) if approval else None,
    }


@provides("origin_reception", "receiver_kind", "receiver_vetted")
def compute_reception(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return what was last agreed with origin.

    A reception on another day than that of the plan is not confirmed.
    """
    agreement = reception_agreement(file)
    is_for_another_day = agreement.state == "confirmed" and not agreement.is_on_day_of(open_plan(file))
    return {
        "origin_reception": "requested" if is_for_another_day else agreement.state,
        "receiver_kind": agreement.receiver_kind,
        "receiver_vetted": agreement.receiver_vetted,
    }


@provides("fit_to_travel", "fit_to_travel_at")
def compute_fitness(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the result of the last examination, and when it took place."""
    examination = last_examination(file)
    if examination is None:
        return {}
    return {"fit_to_travel": examination.result, "fit_to_travel_at": examination.examined_at}


@provides("escort")
def compute_escort(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the escort last assigned to the next journey."""
    assignments = entries_for_next_journey(file, "record_escort")
    return {"escort": assignments[-1]["escort"] if assignments else None}


@provides("reintegration_plan")
def compute_reintegration_plan(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the state of the reintegration plan as last written."""
    return {"reintegration_plan": file.latest("state", "record_reintegration_plan")}


@provides("arrival_at", "followups_done")
def compute_followups(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return when the child last arrived, and the follow-ups completed since."""
    return {"arrival_at": followups.arrival_instant(file), "followups_done": followups.completed_followups(file)}


@provides("transition_plan")
def compute_transition_plan(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the state of the transition plan as last written.

    The transfer to adult services hands it over.
    """
    entry = file.last("record_transition_plan", "transfer_to_adult_services")
    if entry is None:
        return {}
    return {"transition_plan": entry.get("state", "handed_over")}
