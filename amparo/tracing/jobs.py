"""Background jobs of tracing.

They make the reports of an import, escalate overdue tasks, and delete what is expired.
"""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from amparo.tracing.reports.overdue import escalate_overdue_tasks
from amparo.tracing.steps.import_runs import delete_expired_cells, run_import, take_stalled_imports


@app.task
def make_reports(import_id: str, person_id: str) -> None:
    """Make the reports of an import with the rights of its importer.

    The job carries ids alone.
    """
    run_import(UUID(import_id), UUID(person_id))


def queue_import(import_id: UUID, *, person_id: UUID) -> None:
    """Queue the job that makes the reports of an import.

    One import at a time, so that the second of the same file finds what the first reported.
    """
    make_reports.configure(lock="report-imports").defer(import_id=str(import_id), person_id=str(person_id))


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="resume_imports", pass_context=False)
def resume_imports(timestamp: int) -> None:
    """Every ten minutes, queue the imports again that a worker left unfinished."""
    for found in take_stalled_imports():
        queue_import(found.id, person_id=found.person)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="overdue_searches", pass_context=False)
def overdue_searches(timestamp: int) -> None:
    """Every five minutes, escalate the overdue tasks on reports to the supervisors."""
    escalate_overdue_tasks()


@app.periodic(cron="27 3 * * *")
@app.task(queueing_lock="forget_imports", pass_context=False)
def forget_imports(timestamp: int) -> None:
    """Every night, delete the cells of imports that nobody finished within a week."""
    delete_expired_cells()
