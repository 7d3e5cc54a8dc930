"""Writes that several acts of return share, inside their transaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from amparo.cases.task_steps import close_tasks
from amparo.law import PROFILES
from amparo.ledger.actor import Actor
from amparo.ledger.kept_rows import keep

if TYPE_CHECKING:
    from amparo.cases.models import Case


def change_country(case: Case, country: str | None) -> None:
    """Set the country where the child is, if its law is known here."""
    if country in PROFILES:
        case.country = country
        keep(case)


def close_arrival_tasks(case: Case, *, by: Actor, at: datetime) -> None:
    """Close the tasks to confirm an arrival: it is known now. One query."""
    close_tasks(case.id, [("confirm_arrival", {})], by=by, at=at)
