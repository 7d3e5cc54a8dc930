"""What the registry does by itself: it deletes lists after a day, and uploads that no record named after a week."""

from __future__ import annotations

from procrastinate.contrib.django import app

from amparo.registry import files
from amparo.registry.exports import forget_expired


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="forget_exports", pass_context=False)
def forget_exports(timestamp: int) -> None:
    """Every hour: lists that were prepared more than a day ago are deleted, with their keys."""
    forget_expired()


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="forget_uploads", pass_context=False)
def forget_uploads(timestamp: int) -> None:
    """Every night: uploads that no record put on file within a week are deleted."""
    files.forget_uploads()
