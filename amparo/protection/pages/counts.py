"""The page that counts incidents and breaches."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from amparo.cases.pages.base import works_on_cases
from amparo.ledger import clock
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.protection.selectors.incidents import breach_counts, incident_counts
from amparo.ui.export import csv_response, wants_csv
from amparo.ui.pages.base import ReaderRequest, signed_in

_PERIOD = timedelta(days=365)
_INCIDENT, _BREACH = t("Incidente", "Incident"), t("Violación por la autoridad", "Breach")
_COLUMNS = [
    {"label": t("Qué", "What")},
    {"label": t("Tipo", "Kind")},
    {"label": t("Cuántos", "How many"), "kind": "number"},
]


@signed_in
@works_on_cases
def show_counts(request: ReaderRequest) -> HttpResponse:
    """Show how many incidents and breaches the reader's cases had in twelve months."""
    until = clock.now()
    since = until - _PERIOD
    incidents = incident_counts(by=request.actor, since=since, until=until)
    breaches = breach_counts(by=request.actor, since=since, until=until)
    rows = [[_INCIDENT, label("incident_type", code), count] for code, count in incidents.most_common()]
    rows += [[_BREACH, label("breach_kind", code), count] for code, count in breaches.most_common()]
    if wants_csv(request):
        return csv_response(_COLUMNS, rows)
    return render(request, "protection/counts.html", {"columns": _COLUMNS, "rows": rows})
