"""Writes that the acts of this app share, inside their transaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from amparo.cases.models import Task
from amparo.law import PROFILES
from amparo.ledger.actor import Actor

if TYPE_CHECKING:
    from amparo.cases.models import Case


def move_to(case: Case, country: str | None) -> None:
    """From now on the child is in that country. Outside the Conference no other law is known here: its own stays."""
    if country in PROFILES:
        case.country = country


def arrival_is_known(case: Case, *, by: Actor, at: datetime) -> None:
    """Nobody needs to ask any more whether the child arrived."""
    Task.objects.filter(case=case, code="confirm_arrival", done_at=None).update(done_at=at, done_by=by.id)
