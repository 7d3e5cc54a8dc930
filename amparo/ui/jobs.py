"""Background jobs of the worker: exports, and the deletion of expired rows."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from procrastinate import JobContext
from procrastinate.contrib.django import app

from amparo.accounts.sessions import delete_expired_sessions
from amparo.ledger import clock
from amparo.ui.exports import delete_expired_exports, make_export
from amparo.ui.idempotency import delete_responses_before
from amparo.ui.shared_cache import delete_expired_values

KEEP_RESPONSES = timedelta(days=7)
KEEP_JOBS_HOURS, KEEP_FAILED_JOBS_HOURS = 2 * 24, 30 * 24


@app.task
def prepare_export(export_id: str, person_id: str) -> None:
    """Make an export as its reader.

    The job holds ids only: the search words stay in the person's own row.
    """
    make_export(UUID(export_id), UUID(person_id))


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="forget_exports", pass_context=False)
def forget_exports(timestamp: int) -> None:
    """Delete the exports that expired, every hour."""
    delete_expired_exports()


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="forget_responses", pass_context=False)
def forget_responses(timestamp: int) -> None:
    """Delete the stored responses older than a week, every night."""
    delete_responses_before(clock.now() - KEEP_RESPONSES)


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="forget_counters", pass_context=False)
def forget_counters(timestamp: int) -> None:
    """Delete the counters that expired, every hour."""
    delete_expired_values()


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="forget_jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    """Delete finished jobs every night; those that failed stay for a month.

    Periodic jobs alone leave thousands of rows a day.
    """
    manager = context.app.job_manager
    await manager.delete_old_jobs(nb_hours=KEEP_JOBS_HOURS)
    await manager.delete_old_jobs(nb_hours=KEEP_FAILED_JOBS_HOURS, include_failed=True)


@app.periodic(cron="27 3 * * *")
@app.task(queueing_lock="forget_sessions", pass_context=False)
def forget_sessions(timestamp: int) -> None:
    """Delete the sessions that expired, every night."""
    delete_expired_sessions()
