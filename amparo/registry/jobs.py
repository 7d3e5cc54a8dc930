"""What the registry does by itself: it looks for files of the same child, and deletes uploads that no record named."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from amparo.cases.kinds import REPORT
from amparo.registry import candidates, files
from amparo.registry.match_records import ask_to_look
from amparo.registry.matcher import MatcherSilent
from amparo.registry.models import MatchRecord


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="forget_uploads", pass_context=False)
def forget_uploads(timestamp: int) -> None:
    """Every night: uploads that no record put on file within a week are deleted."""
    files.forget_uploads()


@app.task
def look_for_matches(case_id: str) -> None:
    """Look for files of the same child as this one; a minute later again while the matcher does not answer."""
    try:
        candidates.look_for(UUID(case_id))
    except MatcherSilent:
        ask_to_look(UUID(case_id), after=timedelta(minutes=1))


@app.task
def look_for_every_report() -> None:
    """Look again for the child of every report: a country has set another threshold."""
    for case_id in MatchRecord.objects.filter(kind=REPORT).values_list("case", flat=True):
        ask_to_look(case_id)
