"""Page of the pairs of cases that may be of one child, the likeliest first."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.cases.act import ACTS
from amparo.cases.rights import role_may
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput
from amparo.ledger.text import t
from amparo.registry.comparison import probability_words
from amparo.registry.components import child_line
from amparo.registry.duplicate_pairs import DuplicatePair, open_duplicate_pairs
from amparo.ui import present
from amparo.ui.narrowing import build_narrowing, page_links
from amparo.ui.pages.base import ReaderRequest, signed_in

_SHARES = ("0.9", "0.7", "0.5")


@signed_in
def review(request: ReaderRequest) -> HttpResponse:
    """List the pairs that wait for a comparison."""
    by = request.actor
    if not role_may(by, ACTS["record_duplicate"]):
        raise Http404
    q, least = request.GET.get("q", "")[:200], request.GET.get("at_least", "")
    least = least if least in _SHARES else ""
    try:
        page = open_duplicate_pairs(by=by, q=q, at_least=float(least or 0), cursor=request.GET.get("cursor", ""))
    except BadInput:
        return redirect("review")
    context = {
        "columns": [
            {"label": t("Un expediente", "One case"), "kind": "person"},
            {"label": t("Otro expediente", "Another case"), "kind": "person"},
            {"label": t("Son la misma persona", "They are the same child")},
            {"label": t("Desde", "Since")},
            {"label": t("Qué hacer", "What to do"), "kind": "link"},
        ],
        "rows": [_row(pair, by) for pair in page.rows],
        "count": page.total,
        "page": page_links(request.GET, following=page.next, previous=page.previous),
        "narrowed": build_narrowing(request.GET, [_filter(least)], url=reverse("review")),
        "searched": bool(q or least),
    }
    return render(request, "registry/review.html", context)


def _row(pair: DuplicatePair, by: Actor) -> list[Any]:
    older, newer = (
        child_line(card, number=card.number, href=reverse("case", args=[card.case_id]))
        for card in (pair.older, pair.newer)
    )
    compare = {
        "href": reverse("compare", args=[pair.older.case_id, pair.newer.case_id]),
        "text": t("Comparar", "Compare"),
    }
    return [
        older,
        newer,
        probability_words(pair.probability),
        present.format_relative(pair.found_at, clock.now(), by),
        compare,
    ]


def _filter(least: str) -> JsonObject:
    offered = [{"value": one, "label": t("{n} de cada 10 o más", "{n} in 10 or more", n=one[2:])} for one in _SHARES]
    words = t("Qué tan probable es", "How likely it is")
    return {"kind": "select", "name": "at_least", "label": words, "choices": offered, "value": least}
