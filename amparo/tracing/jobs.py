"""What the search does by itself: it makes the reports of an import, goes on with one that stalled, and forgets what is over."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from amparo.tracing.reports.overdue import raise_overdue
from amparo.tracing.steps import imports


@app.task
def make_reports(import_id: str, person_id: str) -> None:
    """Make the reports of an import as its importer. The job carries ids alone."""
    imports.run(UUID(import_id), UUID(person_id))


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="resume_imports", pass_context=False)
def resume_imports(timestamp: int) -> None:
    """Every ten minutes: imports that a worker left in the middle are gone on with."""
    imports.resume_stalled()


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="overdue_searches", pass_context=False)
def overdue_searches(timestamp: int) -> None:
    """Every five minutes: what a search owes and nobody did in time is brought before the supervisors."""
    raise_overdue()


@app.periodic(cron="27 3 * * *")
@app.task(queueing_lock="forget_imports", pass_context=False)
def forget_imports(timestamp: int) -> None:
    """Every night: what the rows of unfinished imports said is deleted after a week."""
    imports.forget_expired()
