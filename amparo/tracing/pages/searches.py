"""What a search for a child found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from amparo.cases.kinds import CHILD
from amparo.cases.links import act_href, case_href
from amparo.cases.readings import log_reading
from amparo.registry.comparison import explained
from amparo.registry.components import child_line
from amparo.registry.matcher import MatcherSilent
from amparo.registry.models import Card
from amparo.tracing.acts.searching import CODE as SEARCH
from amparo.tracing.selectors.results import Found, found_by, search_entry
from amparo.ui.pages.base import ReaderRequest, signed_in

if TYPE_CHECKING:
    from amparo.cases.models import Case


@signed_in
def search_results(request: ReaderRequest, case_id: UUID, entry_id: UUID) -> HttpResponse:
    """The files that the reader may know of, the likeliest first; the same page whether or not there are others."""
    by = request.actor
    case, _, entry = search_entry(case_id, entry_id, by=by)
    try:
        found, silent = found_by(entry, on=case.id, by=by), False
    except MatcherSilent:
        found, silent = [], True
    log_reading(case, "search", by=by)
    name = " ".join(str(value) for part, value in entry["names"].items() if part != "unknown")
    context = {
        "case": case,
        "name": name or entry.get("document", ""),
        "why": entry["why"],
        "back": case_href(case),
        "again": act_href(case.id, SEARCH, case.kind),
        "found": [_shown(one, case) for one in found],
        "silent": silent,
    }
    return render(request, "tracing/search_results.html", context)


def _shown(one: Found, searched_from: Case) -> dict[str, Any]:
    card = one.card
    is_child = isinstance(card, Card)
    href = reverse("case" if is_child else "report", args=[card.case_id])
    who = {"name": card.name, "number": card.number, "href": href}
    return {
        "who": child_line(card, number=card.number, href=href) if isinstance(card, Card) else who,
        "is_child": is_child,
        "likely": explained(one.match),
        "compare": _compare(one, searched_from),
    }


def _compare(one: Found, searched_from: Case) -> str:
    """Where the two files are compared and it is said whether they are of one child."""
    here, there = searched_from.kind == CHILD, one.match.kind == CHILD
    if here and there:
        return reverse("compare", args=[searched_from.id, one.card.case_id])
    if here != there:
        child, report = (searched_from.id, one.card.case_id) if here else (one.card.case_id, searched_from.id)
        return reverse("report_match", args=[child, report])
    return ""
