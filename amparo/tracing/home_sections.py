"""Likely matches on the home of whoever decides on them."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from amparo.cases.act import ACTS
from amparo.cases.rights import role_may
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.registry.comparison import probability_words
from amparo.registry.components import child_line
from amparo.tracing.selectors.matches import MatchPair, undecided_pairs
from amparo.ui.home import HomeSection, declare_home_part

LINES = 5


def _build_sections(by: Actor) -> Iterable[HomeSection]:
    """Yield the likeliest matches of a child here with a report.

    For who traces families they come first.
    """
    if not role_may(by, ACTS["record_report_match"]):
        return
    found, count = undecided_pairs(by=by, limit=LINES)
    traces = by.role == "tracing_officer"
    yield HomeSection(
        "matches",
        t("Coincidencias por comparar", "Matches to compare"),
        15 if traces else 45,
        rows=[_build_line(pair) for pair in found],
        count=count,
        href=reverse("matches"),
        empty=t("No hay coincidencias por comparar.", "There are no matches to compare.") if traces else "",
    )


def _build_line(pair: MatchPair) -> JsonObject:
    href, number = reverse("report_match", args=[pair.child.case_id, pair.report.id]), pair.report.number
    return {
        "who": child_line(pair.child, number=pair.child.number, href=href),
        "what": t("Puede ser a quien se busca en {number}", "May be who is sought in {number}", number=number),
        "from_whom": probability_words(pair.probability),
        "deadline": None,
        "button": {"href": href, "label": t("Comparar", "Compare")},
    }


declare_home_part("tracing", _build_sections)
