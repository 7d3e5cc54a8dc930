"""Parameters of the end of a case: what supports it, how the child was sought, whether an adult agreed."""

from datetime import date

from amparo.cases.compartments import GENERAL
from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.param_providers import DecisionContext, confirmation, parameter
from amparo.law import Request, profile_for
from amparo.law.predicates import birthday
from amparo.ledger.days import local_day, local_time
from amparo.returns import followups

_MOST = 99


@parameter("contact_attempts", proven_in={GENERAL})
def contact_attempts(context: DecisionContext) -> int:
    """In vain, since the child was last reached."""
    return min(followups.attempts(context.file).count, _MOST)


@parameter("contact_channels", proven_in={GENERAL})
def contact_channels(context: DecisionContext) -> int:
    """Different ones, since the child was last reached."""
    return min(followups.attempts(context.file).channels, _MOST)


@confirmation("closure_evidence", proven_in={GENERAL})
def closure_evidence(context: DecisionContext) -> bool:
    """Evidence for this very reason was written since the case was last opened again."""
    reopened = context.file.last("record_reopening")
    return any(
        entry["closure_reason"] == context.answer("closure_reason")
        for entry in context.file.all("record_closure_evidence")
        if reopened is None or entry.seq > reopened.seq
    )


@confirmation("adult_consent", proven_in={GENERAL})
def adult_consent(context: DecisionContext) -> bool:
    """Somebody who was an adult on the day that they said so agreed, and did not take it back."""
    last = context.file.last_with("adult_consent", "record_transition_plan")
    if last is None or last["adult_consent"] != "yes":
        return False
    agreed_on = date.fromisoformat(last["consent_on"])
    return agreed_on <= local_day(context.at) and was_adult(context, agreed_on)


def was_adult(context: DecisionContext, on: date) -> bool:
    """Whether the person had come of age by that day, or was finally found to be an adult."""
    facts = compute_facts(context.file, FactQuery(context.at))
    request = Request(
        id="age", action="close_case", as_of=local_time(context.at), country=context.file.country, facts=facts
    )
    came_of_age = birthday(request, profile_for(context.file.country, on=request.as_of.date()).protection_age)
    return facts.age_status == "adult_confirmed" or (came_of_age is not None and came_of_age.date() <= on)
