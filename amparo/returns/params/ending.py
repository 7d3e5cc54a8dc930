"""Parameters of the end of a case.

Its evidence, the attempts of contact, the consent of the adult.
"""

from datetime import date

from amparo.cases.compartments import GENERAL
from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.param_providers import DecisionContext, confirmation, parameter
from amparo.law import Request, profile_for
from amparo.law.predicates import birthday
from amparo.ledger.days import local_day, local_time
from amparo.returns.followups import failed_attempts

_MAX_COUNT = 99


@parameter("contact_attempts", proven_in={GENERAL})
def contact_attempts(context: DecisionContext) -> int:
    """Return how many attempts of contact failed since the child was last reached."""
    return min(failed_attempts(context.file).count, _MAX_COUNT)


@parameter("contact_channels", proven_in={GENERAL})
def contact_channels(context: DecisionContext) -> int:
    """Return by how many channels attempts failed since the child was last reached."""
    return min(failed_attempts(context.file).channels, _MAX_COUNT)


@confirmation("closure_evidence", proven_in={GENERAL})
def has_closure_evidence(context: DecisionContext) -> bool:
    """Return whether this reason has evidence since the case was last reopened."""
    reopened = context.file.last("record_reopening")
    return any(
        entry["closure_reason"] == context.answer("closure_reason")
        for entry in context.file.all("record_closure_evidence")
        if reopened is None or entry.seq > reopened.seq
    )


@confirmation("adult_consent", proven_in={GENERAL})
def has_adult_consent(context: DecisionContext) -> bool:
    """Return whether the latest answer is a consent that was given as an adult."""
    entry = context.file.last_with("adult_consent", "record_transition_plan")
    if entry is None or entry["adult_consent"] != "yes":
        return False
    consent_on = date.fromisoformat(entry["consent_on"])
    return consent_on <= local_day(context.at) and was_adult(context, consent_on)


def was_adult(context: DecisionContext, on: date) -> bool:
    """Return whether the person was of age by a day, or finally found to be adult."""
    facts = compute_facts(context.file, FactQuery(context.at))
    as_of, country = local_time(context.at), context.file.country
    request = Request(id="age", action="close_case", as_of=as_of, country=country, facts=facts)
    came_of_age = birthday(request, profile_for(country, on=as_of.date()).protection_age)
    return facts.age_status == "adult_confirmed" or (came_of_age is not None and came_of_age.date() <= on)
