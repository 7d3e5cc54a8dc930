"""How many incidents and breaches there were."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from amparo.cases.pages.base import works_on_cases
from amparo.ledger import clock
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.protection.selectors import breach_counts, incident_counts
from amparo.ui.export import list_as_csv, wants_csv
from amparo.ui.pages.base import ReaderRequest, signed_in


@signed_in
@works_on_cases
def counts(request: ReaderRequest) -> HttpResponse:
    """Incidents and breaches of the last twelve months, in the cases that this person sees."""
    until = clock.now()
    since = until - timedelta(days=365)
    rows = [
        [words, label(list_name, code), count]
        for words, list_name, found in (
            (t("Incidente", "Incident"), "incident_type", incident_counts(by=request.actor, since=since, until=until)),
            (
                t("Violación por la autoridad", "Breach"),
                "breach_kind",
                breach_counts(by=request.actor, since=since, until=until),
            ),
        )
        for code, count in found.most_common()
    ]
    columns = [
        {"label": t("Qué", "What")},
        {"label": t("Tipo", "Kind")},
        {"label": t("Cuántos", "How many"), "kind": "number"},
    ]
    if wants_csv(request):
        return list_as_csv(columns, rows)
    return render(request, "protection/counts.html", {"columns": columns, "rows": rows})
