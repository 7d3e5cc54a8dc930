"""Dates of protection: the next review of care, of the plan, the end of a remedy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from amparo.cases.dates import CaseDate, day_ahead, declare_dates
from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile
from amparo.ledger.text import t
from amparo.protection.placements import current_placement
from amparo.protection.remedies import latest_decision, remedy_expiry, remedy_state


def _find_dates(file: CaseFile, at: datetime) -> Iterable[CaseDate]:
    if current_placement(file) is not None:
        words = t("Revisión del cuidado", "Review of the placement")
        yield from day_ahead(file.latest("next_on", "record_placement_review"), words)
    words = t("Revisión del plan de restitución", "Review of the restitution plan")
    yield from day_ahead(file.latest("review_on", "record_restitution_plan"), words)
    decision = latest_decision(file)
    until = remedy_expiry(file, decision) if decision else None
    if until and remedy_state(file, FactQuery(at)) == "window_open":
        yield CaseDate(until, t("Hasta cuándo puede pedirse un recurso", "Until when a remedy can be asked for"))


declare_dates("protection", _find_dates)
