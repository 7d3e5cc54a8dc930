"""Counts of statements, for acts that are limited to so many in a time."""

from __future__ import annotations

from datetime import datetime

from amparo.cases.compartments import Compartment
from amparo.cases.models import STATEMENT_TABLES
from amparo.ledger.actor import Actor

_TABLE_OF = {table.compartment: table for table in STATEMENT_TABLES}


def count_statements(act: str, compartment: Compartment, *, by: Actor, after: datetime) -> int:
    """Return how many statements of an act this person recorded after an instant, on any case. One query.

    `compartment`: one in which every statement of the act has a part; only what the reader sees is counted.
    """
    return _TABLE_OF[compartment]._default_manager.filter(act=act, by=by.id, recorded_at__gt=after).count()
