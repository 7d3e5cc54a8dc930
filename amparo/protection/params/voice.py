"""The parameter computed from the interviews on file."""

from datetime import timedelta

from amparo.cases.compartments import HEALTH, PROTECTION, TRAFFICKING
from amparo.cases.param_providers import DecisionContext, parameter

_PERIOD = timedelta(days=30)
_MAX_INTERVIEWS = 99


@parameter("interviews_same_subject_30d", proven_in={PROTECTION, TRAFFICKING, HEALTH})
def interviews_same_subject(context: DecisionContext) -> int | None:
    """Return how often the child was interviewed on the subject in the last 30 days."""
    subject = context.answer("interview_subject")
    if context.action != "interview" or subject is None:
        return None
    interviews = [
        entry
        for entry in context.file.all("interview")
        if entry.get("interview_subject") == subject and entry.occurred_at >= context.at - _PERIOD
    ]
    return min(len(interviews), _MAX_INTERVIEWS)
