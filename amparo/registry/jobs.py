"""Background jobs of the registry.

They find candidates, and delete uploads that no record named.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from amparo.cases.kinds import REPORT
from amparo.ledger.batches import list_ids_in_batches
from amparo.registry import candidates, files
from amparo.registry.match_records import queue_match_search
from amparo.registry.matcher import MatcherUnavailable
from amparo.registry.models import MatchRecord


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="forget_uploads", pass_context=False)
def forget_uploads(timestamp: int) -> None:
    """Every night, delete uploads that no record named within a week."""
    files.delete_unrecorded_uploads()


@app.task
def look_for_matches(case_id: str) -> None:
    """Find candidates for this file.

    Again a minute later while the matcher is unavailable.
    """
    try:
        candidates.find_candidates(UUID(case_id))
    except MatcherUnavailable:
        queue_match_search(UUID(case_id), after=timedelta(minutes=1))


@app.task
def look_for_every_report() -> None:
    """Find candidates for every report again, after the threshold changed."""
    for case_id in list_ids_in_batches(MatchRecord.objects.filter(kind=REPORT), "case"):
        queue_match_search(case_id)
