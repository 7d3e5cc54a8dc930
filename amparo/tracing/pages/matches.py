"""Pages of matches: undecided pairs, and the comparison of a child with a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from amparo.accounts.selectors import person_names
from amparo.cases import selectors
from amparo.cases.case_kinds import build_frame
from amparo.cases.file import CaseFile
from amparo.cases.readings import log_reading
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import NotVisible
from amparo.ledger.text import t
from amparo.registry.attachments import as_attachment
from amparo.registry.child_summary import summarise_file
from amparo.registry.comparison import explain_match, probability_words, registration_words, report_comparison_rows
from amparo.registry.components import child_line
from amparo.registry.files import read_sealed
from amparo.registry.selectors import child_card, identity_photograph
from amparo.tracing.matches.statements import confirming_people, match_statements, match_status
from amparo.tracing.panels.matches import MATCH_STATUS_TAGS, sought_name
from amparo.tracing.rights import may_compare_matches
from amparo.tracing.selectors.matches import (
    ComparedReport,
    MatchPair,
    compared_report,
    match_candidate,
    match_from_candidate,
    shared_photograph,
    undecided_pairs,
)
from amparo.tracing.selectors.reports import visible_report
from amparo.ui import present
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.requests import parse_count
from amparo.ui.stash import sign_owner

if TYPE_CHECKING:
    from amparo.cases.models import Case

_PAGE_SIZE = 25


@signed_in
def matches(request: ReaderRequest) -> HttpResponse:
    """List the undecided pairs of a child and a report, the likeliest first."""
    by = request.actor
    if not may_compare_matches(by):
        raise Http404
    skip = parse_count(request.GET.get("from", ""))
    found, count = undecided_pairs(by=by, limit=_PAGE_SIZE, skip=skip)
    following = f"?from={skip + _PAGE_SIZE}" if skip + _PAGE_SIZE < count else ""
    context = {
        "columns": [
            {"label": t("Quien está aquí", "The child who is here"), "kind": "person"},
            {"label": t("A quién se busca", "The child sought"), "kind": "person"},
            {"label": t("Qué tan probable", "How likely")},
            {"label": t("Desde", "Since")},
            {"label": t("Qué hacer", "What to do"), "kind": "link"},
        ],
        "rows": [_row(pair, by) for pair in found],
        "count": count,
        "page": {"next": following, "previous": f"?from={max(0, skip - _PAGE_SIZE)}" if skip else ""},
    }
    return render(request, "tracing/matches.html", context)


def _row(pair: MatchPair, by: Actor) -> list[Any]:
    child = child_line(pair.child, number=pair.child.number, href=reverse("case", args=[pair.child.case_id]))
    sought = {"name": sought_name(pair.report), "number": pair.report.number}
    href = reverse("report_match", args=[pair.child.case_id, pair.report.id])
    compare = {"href": href, "text": t("Comparar", "Compare")}
    return [
        child,
        sought,
        probability_words(pair.probability),
        present.format_relative(pair.found_at, clock.now(), by),
        compare,
    ]


@signed_in
def report_match(request: ReaderRequest, case_id: UUID, report_id: UUID) -> HttpResponse:
    """Show a child beside a report, with the decision for those who may take it."""
    by = request.actor
    case = selectors.visible_case(case_id, by=by)
    report = compared_report(case.id, report_id)
    file = selectors.file_for(case, by=by)
    found = match_candidate(case.id, report_id)
    log_reading(case, "comparison", by=by)
    left, right = _child_side(request, case, file), _report_side(case, report, by)
    status = match_status(file, report_id)
    context = build_frame(case, file, by=by, current="family-search") | {
        "left": left,
        "right": right,
        "rows": report_comparison_rows(left["known"], right["known"]),
        "likely": explain_match(match_from_candidate(found)) if found else None,
        "report": report,
        "standing": {"words": MATCH_STATUS_TAGS[status][0], "tone": MATCH_STATUS_TAGS[status][1]},
        "confirmed": status == "confirmed",
        "said": _statement_rows(file, report_id, by),
        "may_say": may_compare_matches(by),
        "proposed_by_me": confirming_people(file, report_id) == {by.id},
        "owner": sign_owner(by.id),
    }
    return render(request, "tracing/report_match.html", context)


@signed_in
def report_photograph(request: ReaderRequest, case_id: UUID, report_id: UUID) -> HttpResponse:
    """Return the photograph of a report to those who compare it.

    Where the searcher consented to sharing.
    """
    case = selectors.visible_case(case_id, by=request.actor)
    found = shared_photograph(case.id, report_id)
    if found is None:
        raise NotVisible
    log_reading(case, "comparison", by=request.actor)
    return as_attachment(found, read_sealed(found, found.case))


def _child_side(request: ReaderRequest, case: Case, file: CaseFile) -> JsonObject:
    photograph = identity_photograph(case, by=request.actor)
    return {
        "heading": child_line(child_card(case, file), number=case.number, href=reverse("case", args=[case.id])),
        "known": summarise_file(file),
        "about": registration_words(summarise_file(file), by=request.actor),
        "photograph": reverse("case_file", args=[case.id, photograph.id]) if photograph else "",
    }


def _report_side(case: Case, report: ComparedReport, by: Actor) -> JsonObject:
    """Return what was compared of the report; its address for those who see it."""
    reported = t("Reporte: {day}", "Reported: {day}", day=present.format_relative(report.opened_at, clock.now(), by))
    return {
        "heading": {"name": sought_name(report), "number": report.number, "href": _report_href(report, by)},
        "known": report.known,
        "about": reported,
        "photograph": reverse("report_photograph", args=[case.id, report.id])
        if shared_photograph(case.id, report.id)
        else "",
    }


def _report_href(report: ComparedReport, by: Actor) -> str:
    try:
        return reverse("report", args=[visible_report(report.id, by=by).id])
    except NotVisible:
        return ""


def _statement_rows(file: CaseFile, report: UUID, by: Actor) -> list[JsonObject]:
    """Return who stated what, and why, the latest first."""
    entries = match_statements(file, report)
    people = person_names({entry.by for entry in entries})
    return [
        {
            "who": people.get(entry.by, ""),
            "when": present.format_relative(entry.recorded_at, clock.now(), by),
            "verdict": label("match_verdict", entry["verdict"]),
            "why": entry["why"],
        }
        for entry in reversed(entries)
    ]
