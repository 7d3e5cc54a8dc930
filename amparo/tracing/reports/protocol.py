"""The alert protocol: its time limits.

For alerting authorities, informing the family and reviewing the search. A country with a protocol of its own changes
the hours here, with its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from amparo.cases.act import NewTask
from amparo.tracing.task_codes import ALERT, INFORM_FAMILY, REVIEW


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A limit in hours, and its source."""

    hours: int
    source: str

    def after(self, instant: datetime) -> datetime:
        """Return when it is over."""
        return instant + timedelta(hours=self.hours)


ALERT_LIMITS = {
    "high": TimeLimit(
        1, "CED/C/7 principle 6 (search without delay); the hour: this project's, to be set by each country"
    ),
    "normal": TimeLimit(
        24, "CED/C/7 principle 6 (search without delay); the hours: this project's, to be set by each country"
    ),
}
INFORM_FAMILY_LIMIT = TimeLimit(24, "CED/C/7 principle 5 (right to be informed); the hours: this project's")
URGENT_REVIEW_INTERVAL = TimeLimit(
    72, "CED/C/7 principle 7 (a search goes on until it is known); the hours: this project's"
)
REVIEW_INTERVAL = TimeLimit(30 * 24, "CED/C/7 principle 7; monthly after the first thirty days: this project's")
URGENT_REVIEW_PERIOD = timedelta(days=30)


def next_review_at(*, urgency: str, since: datetime, at: datetime) -> datetime:
    """Return when the search is reviewed next.

    Every 72 hours in the first thirty days of an urgent one, else every month.
    """
    often = urgency == "high" and at - since < URGENT_REVIEW_PERIOD
    return (URGENT_REVIEW_INTERVAL if often else REVIEW_INTERVAL).after(at)


def review_task(*, urgency: str, since: datetime, at: datetime) -> NewTask:
    """Return the task of the next review."""
    return NewTask(REVIEW, due_at=next_review_at(urgency=urgency, since=since, at=at))


def alert_task(*, urgency: str, at: datetime) -> NewTask:
    """Return the task of alerting the authorities."""
    return NewTask(ALERT, due_at=ALERT_LIMITS[urgency].after(at))


def opening_tasks(*, urgency: str, at: datetime) -> tuple[NewTask, ...]:
    """Return the tasks of a report that is opened, or opened again."""
    tell = NewTask(INFORM_FAMILY, due_at=INFORM_FAMILY_LIMIT.after(at))
    return (alert_task(urgency=urgency, at=at), tell, review_task(urgency=urgency, since=at, at=at))
