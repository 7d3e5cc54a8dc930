"""What the worker does for people: lists that they asked for as files, and what is kept for a while is deleted."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from amparo.ledger import clock
from amparo.ui.exports import delete_expired_exports, make_export
from amparo.ui.idempotency import delete_responses_before

KEEP_RESPONSES = timedelta(days=7)


@app.task
def prepare_export(export_id: str, person_id: str) -> None:
    """Make a list as its reader. The job carries ids alone: what was searched for stays in the person's own row."""
    make_export(UUID(export_id), UUID(person_id))


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="forget_exports", pass_context=False)
def forget_exports(timestamp: int) -> None:
    """Every hour: delete lists that were prepared more than a day ago, with their keys."""
    delete_expired_exports()


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="forget_responses", pass_context=False)
def forget_responses(timestamp: int) -> None:
    """Every night: delete the answers to writes that nobody will repeat any more."""
    delete_responses_before(clock.now() - KEEP_RESPONSES)
