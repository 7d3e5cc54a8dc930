"""What a list of reports is narrowed by, read from an address: the same for the page and for the API."""

from __future__ import annotations

from django.http import QueryDict

from amparo.registry.filters import code_of, words_of
from amparo.tracing.selectors.reports import ReportFilters


def report_filters_from(query: QueryDict) -> ReportFilters:
    """Return the filters of an address. Raises `BadInput` for one that cannot be read."""
    return ReportFilters(
        q=words_of(query.get("q", "")),
        state=code_of(query, "state", "report_state"),
        urgency=code_of(query, "urgency", "report_urgency"),
        age=code_of(query, "age", "search_age"),
    )
