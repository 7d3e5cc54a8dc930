"""Filters of the lists of reports and of bulletins."""

from __future__ import annotations

from typing import Annotated

from amparo.ledger.codes import In
from amparo.ledger.text import t
from amparo.ui.fields import field
from amparo.ui.resource.filters import ListFilters


class ReportFilters(ListFilters):
    """Reports by state, urgency and age of the search."""

    state: Annotated[str, In("report_state")] | None = field(t("Estado", "State"))
    urgency: Annotated[str, In("report_urgency")] | None = field(t("Urgencia", "Urgency"))
    age: Annotated[str, In("search_age")] | None = field(t("Desde cuándo se busca", "How long the search has run"))


class BulletinFilters(ListFilters):
    """Bulletins by state."""

    state: Annotated[str, In("bulletin_state")] | None = field(t("Estado", "State"))
