"""The threshold of candidates: set by each country, with its cost in sight."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from amparo.ledger import clock, events
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError, RoleMayNot
from amparo.ledger.row_checks import describe_row
from amparo.ledger.text import t
from amparo.ledger.transaction import in_transaction
from amparo.registry.models import MatchThreshold

DEFAULT_THRESHOLD = 0.3
"""The threshold until a country sets its own."""
LOOK_AGAIN = "amparo.registry.jobs.look_for_every_report"


SET = "set_match_threshold"
"""The event of a threshold that was set, on the node's own chain."""


def describe_threshold(row: MatchThreshold) -> JsonObject:
    """Return a threshold as its event keeps it."""
    return describe_row(row, "id", "country", "least", "why", "by", "at")


@dataclass(frozen=True, slots=True)
class ThresholdCost:
    """The cost of a threshold.

    `read`: candidates that a person reads for 100 searches; `missed`: of 100 children who are there, those missed.
    """

    threshold: float
    read: float
    missed: float


@dataclass(frozen=True, slots=True)
class CurrentThreshold:
    """The threshold of this country; `by` and `at` are None until somebody set it."""

    least: float
    why: str = ""
    by: UUID | None = None
    at: datetime | None = None


@cache
def threshold_costs() -> tuple[ThresholdCost, ...]:
    """Return the measured costs of thresholds.

    On held-out questions (`python -m bench.linkage.costs`).
    """
    stored = json.loads(resources.files("amparo.matching").joinpath("costs.json").read_text(encoding="utf-8"))
    return tuple(ThresholdCost(**cost) for cost in stored["costs"])


def current_threshold() -> CurrentThreshold:
    """Return the threshold in force in this node's country. One query."""
    last = MatchThreshold.objects.filter(country=settings.NODE).order_by("-at", "-id").first()
    return CurrentThreshold(last.least, last.why, last.by, last.at) if last else CurrentThreshold(DEFAULT_THRESHOLD)


def minimum_probability() -> float:
    """Return the least probability of a candidate that is kept. One query."""
    return current_threshold().least


@in_transaction
def set_threshold(least: float, why: str, *, by: Actor) -> None:
    """Set the country's threshold, with a reason, and search again for every report.

    Raises `RoleMayNot` for anybody but a protection supervisor, `BadInput` for a threshold without a measured cost.
    """
    if by.role != "protection_supervisor":
        raise RoleMayNot
    if least not in {cost.threshold for cost in threshold_costs()}:
        raise BadInput(FieldError("least", t("Elija uno de la tabla.", "Choose one of the table.")))
    if not why.strip() or len(why) > 5000:
        raise BadInput(FieldError("why", t("Escriba por qué.", "Write why.")))
    row = MatchThreshold.objects.create(country=settings.NODE, least=least, why=why.strip(), by=by.id, at=clock.now())
    coded, sealed = {"outcome": "done", "least": least}, {"match_threshold": describe_threshold(row)}
    events.append(None, act=SET, coded=coded, sealed=sealed, by=by, occurred_at=row.at)
    app.configure_task(LOOK_AGAIN).defer()
