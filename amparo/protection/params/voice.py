"""Parameters counted from the interviews on record."""

from datetime import timedelta

from amparo.cases.compartments import HEALTH, PROTECTION, TRAFFICKING
from amparo.cases.param_providers import DecisionContext, parameter

_WINDOW = timedelta(days=30)
_MOST = 99


@parameter("interviews_same_subject_30d", proven_in={PROTECTION, TRAFFICKING, HEALTH})
def interviews_same_subject(context: DecisionContext) -> int | None:
    """How often the child was already heard on this subject in the last 30 days, by anybody."""
    subject = context.answer("interview_subject")
    if context.action != "interview" or subject is None:
        return None
    told = [
        entry
        for entry in context.file.all("interview")
        if entry.get("interview_subject") == subject and entry.occurred_at >= context.at - _WINDOW
    ]
    return min(len(told), _MOST)
