"""Page of the threshold of candidates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from amparo.accounts.selectors import person_names
from amparo.ledger import clock
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.threshold import current_threshold, set_threshold, threshold_costs
from amparo.tracing.rights import may_compare_matches
from amparo.ui import present
from amparo.ui.forms.summary import summarize_errors
from amparo.ui.pages.base import ReaderRequest, signed_in

_FIELDS: Final[tuple[JsonObject, ...]] = (
    {"kind": "radios", "name": "least", "label": t("Probabilidad", "Probability")},
    {"kind": "textarea", "name": "why", "label": t("Por qué se cambia", "Why it is changed")},
)


@signed_in
def threshold(request: ReaderRequest) -> HttpResponse:
    """Show the threshold of candidates and its cost; supervisors set it."""
    if not may_compare_matches(request.actor):
        raise Http404
    errors: Sequence[FieldError] = ()
    if request.method == "POST":
        try:
            set_threshold(_number(request.POST.get("least", "")), request.POST.get("why", ""), by=request.actor)
        except BadInput as problem:
            errors = problem.errors
        else:
            words = t("Quedó fijado: se vuelve a buscar cada reporte.", "Set: every report is looked for again.")
            messages.success(request, str(words))
            return redirect("match_threshold")
    context = _context(request, errors)
    return render(request, "tracing/match_threshold.html", context, status=422 if errors else 200)


def _context(request: ReaderRequest, errors: Sequence[FieldError]) -> JsonObject:
    by, now = request.actor, current_threshold()
    chosen = _number(request.POST["least"]) if "least" in request.POST else now.least
    return {
        "costs": [
            {
                "value": cost.threshold,
                "percent": round(cost.threshold * 100),
                "read": cost.read,
                "missed": cost.missed,
                "in_force": cost.threshold == now.least,
                "chosen": cost.threshold == chosen,
            }
            for cost in threshold_costs()
        ],
        "now": now,
        "in_force": round(now.least * 100),
        "who": person_names({now.by}).get(now.by, "") if now.by else "",
        "when": present.format_relative(now.at, clock.now(), by) if now.at else "",
        "may_set": by.role == "protection_supervisor",
        "errors": {error.path: str(error.message) for error in errors},
        "summary": summarize_errors(errors, _FIELDS),
        "typed": request.POST.get("why", ""),
    }


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
