"""Parameters of the end of a case: what supports it, how the child was sought, whether an adult agreed."""

from datetime import date

from amparo.core.days import day_of, local_time
from amparo.core.facts import Question, facts_of
from amparo.core.params import Asking, confirmation, parameter
from amparo.law import Request, profile_for
from amparo.law.predicates import birthday
from amparo.returns import followups

_MOST = 99


@parameter("contact_attempts")
def contact_attempts(asking: Asking) -> int:
    """In vain, since the child was last reached."""
    return min(followups.attempts(asking.file).count, _MOST)


@parameter("contact_channels")
def contact_channels(asking: Asking) -> int:
    """Different ones, since the child was last reached."""
    return min(followups.attempts(asking.file).channels, _MOST)


@confirmation("closure_evidence")
def closure_evidence(asking: Asking) -> bool:
    """Evidence for this very reason was written since the case was last opened again."""
    reopened = asking.file.last("record_reopening")
    return any(
        entry["closure_reason"] == asking.answer("closure_reason")
        for entry in asking.file.all("record_closure_evidence")
        if reopened is None or entry.seq > reopened.seq
    )


@confirmation("adult_consent")
def adult_consent(asking: Asking) -> bool:
    """Somebody who was an adult on the day that they said so agreed, and did not take it back."""
    last = asking.file.last_with("adult_consent", "record_transition_plan")
    if last is None or last["adult_consent"] != "yes":
        return False
    agreed_on = date.fromisoformat(last["consent_on"])
    return agreed_on <= day_of(asking.at) and was_adult(asking, agreed_on)


def was_adult(asking: Asking, on: date) -> bool:
    """Whether the person had come of age by that day, or was finally found to be an adult."""
    facts = facts_of(asking.file, Question(asking.at))
    request = Request(
        id="age", action="close_case", as_of=local_time(asking.at), country=asking.file.country, facts=facts
    )
    came_of_age = birthday(request, profile_for(asking.file.country).protection_age)
    return facts.age_status == "adult_confirmed" or (came_of_age is not None and came_of_age.date() <= on)
