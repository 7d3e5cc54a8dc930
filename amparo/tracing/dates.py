"""Dates of tracing: the contacts with the family that are planned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from amparo.cases.dates import CaseDate, declare_dates
from amparo.cases.file import CaseFile
from amparo.ledger.text import t
from amparo.tracing.contact import open_planned_sessions


def _find_dates(file: CaseFile, at: datetime) -> Iterable[CaseDate]:
    words = t("Contacto con la familia", "Contact with the family")
    for plan in open_planned_sessions(file):
        if planned_for := plan.get("planned_for"):
            yield CaseDate(datetime.fromisoformat(planned_for), words)


declare_dates("tracing", _find_dates)
