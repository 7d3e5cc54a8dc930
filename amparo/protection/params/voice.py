"""Parameters counted from the interviews on record."""

from datetime import timedelta

from amparo.core.params import Asking, parameter

_WINDOW = timedelta(days=30)
_MOST = 99


@parameter("interviews_same_subject_30d")
def interviews_same_subject(asking: Asking) -> int | None:
    """How often the child was already heard on this subject in the last 30 days, by anybody."""
    subject = asking.answer("interview_subject")
    if asking.action != "interview" or subject is None:
        return None
    told = [
        entry
        for entry in asking.file.all("interview")
        if entry.get("interview_subject") == subject and entry.occurred_at >= asking.at - _WINDOW
    ]
    return min(len(told), _MOST)
