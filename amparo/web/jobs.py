"""What the worker does for people: lists that they asked for as files."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from amparo.web.sheet import prepare


@app.task
def prepare_export(export_id: str, person_id: str) -> None:
    """Make a list as its reader. The job carries ids alone: what was searched for stays in the person's own row."""
    prepare(UUID(export_id), UUID(person_id))
