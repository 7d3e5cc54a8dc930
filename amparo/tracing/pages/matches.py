"""Children who are here beside reports of missing children: what waits to be compared, and the comparison itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.selectors import person_names
from amparo.cases import selectors
from amparo.cases.act import ACTS
from amparo.cases.case_kinds import frame_of
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.cases.readings import log_reading
from amparo.cases.rights import role_may
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.problems import BadInput, NotVisible
from amparo.ledger.text import t
from amparo.registry.compare import known_of
from amparo.registry.comparison import compared_with_report, explained, registered, share
from amparo.registry.components import child_line
from amparo.registry.files import read_sealed
from amparo.registry.pages.files import as_attachment
from amparo.registry.selectors import child_card, photograph_of
from amparo.registry.threshold import costs, in_force, set_threshold
from amparo.tracing.acts.matches import RecordReportMatch
from amparo.tracing.matches.verdicts import proposers, said_of, standing
from amparo.tracing.panels.matches import STANDINGS, name_of
from amparo.tracing.selectors.matches import (
    Compared,
    Pair,
    candidate,
    compared_report,
    match_of,
    pairs,
    photograph_of_report,
)
from amparo.tracing.selectors.reports import visible_report
from amparo.ui import present
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.stash import sign_owner

if TYPE_CHECKING:
    from amparo.cases.models import Case

_ON_A_PAGE = 25


@signed_in
def matches(request: ReaderRequest) -> HttpResponse:
    """Pairs of a child and a report that wait for somebody to compare them, the likeliest first."""
    by = request.actor
    if not _may_say(by):
        raise Http404
    skip = _skip(request)
    found, count = pairs(by=by, limit=_ON_A_PAGE, skip=skip)
    following = f"?from={skip + _ON_A_PAGE}" if skip + _ON_A_PAGE < count else ""
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
        "page": {"next": following, "previous": f"?from={max(0, skip - _ON_A_PAGE)}" if skip else ""},
    }
    return render(request, "tracing/matches.html", context)


@signed_in
def threshold(request: ReaderRequest) -> HttpResponse:
    """From how likely on pairs are kept for people to compare, and what each choice costs; supervisors set it."""
    by, errors = request.actor, {}
    if not _may_say(by):
        raise Http404
    if request.method == "POST":
        try:
            set_threshold(_number(request.POST.get("least", "")), request.POST.get("why", ""), by=by)
        except BadInput as problem:
            errors = {error.path: error.message for error in problem.errors}
        else:
            messages.success(
                request,
                str(t("Quedó fijado: se vuelve a buscar cada reporte.", "Set: every report is looked for again.")),
            )
            return redirect("match_threshold")
    now = in_force()
    chosen = _number(request.POST["least"]) if "least" in request.POST else now.least
    context = {
        "costs": [
            {"value": cost.threshold, "percent": round(cost.threshold * 100), "read": cost.read, "missed": cost.missed,
             "in_force": cost.threshold == now.least, "chosen": cost.threshold == chosen}
            for cost in costs()
        ],
        "now": now,
        "in_force": round(now.least * 100),
        "who": person_names({now.by}).get(now.by, "") if now.by else "",
        "when": present.format_relative(now.at, clock.now(), by) if now.at else "",
        "may_set": by.role == "protection_supervisor",
        "errors": errors,
        "summary": [{"href": f"#{path}", "text": text} for path, text in errors.items()],
        "typed": request.POST.get("why", ""),
    }  # fmt: skip
    return render(request, "tracing/match_threshold.html", context, status=422 if errors else 200)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _skip(request: ReaderRequest) -> int:
    asked = request.GET.get("from", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0


def _row(pair: Pair, by: Actor) -> list[Any]:
    child = child_line(pair.child, number=pair.child.number, href=reverse("case", args=[pair.child.case_id]))
    sought = {"name": name_of(pair.report), "number": pair.report.number}
    way = reverse("report_match", args=[pair.child.case_id, pair.report.id])
    compare = {"href": way, "text": t("Comparar", "Compare")}
    return [child, sought, share(pair.probability), present.format_relative(pair.found_at, clock.now(), by), compare]


@signed_in
def report_match(request: ReaderRequest, case_id: UUID, report_id: UUID) -> HttpResponse:
    """A child beside a report: what agrees, what was said, and for those who may, the decision."""
    by = request.actor
    case = selectors.visible_case(case_id, by=by)
    report = compared_report(case.id, report_id)
    file = selectors.file_for(case, by=by)
    found = candidate(case.id, report_id)
    log_reading(case, "comparison", by=by)
    left, right = _child_side(request, case, file), _report_side(case, report, by)
    how = standing(file, report_id)
    context = frame_of(case, file, by=by, current="family-search") | {
        "left": left,
        "right": right,
        "rows": compared_with_report(left["known"], right["known"]),
        "likely": explained(match_of(found)) if found else None,
        "report": report,
        "standing": {"words": STANDINGS[how][0], "tone": STANDINGS[how][1]},
        "confirmed": how == "confirmed",
        "said": _said(file, report_id, by),
        "may_say": _may_say(by),
        "proposed_by_me": proposers(file, report_id) == {by.id},
        "owner": sign_owner(by.id),
    }
    return render(request, "tracing/report_match.html", context)


@signed_in
def report_photograph(request: ReaderRequest, case_id: UUID, report_id: UUID) -> HttpResponse:
    """The photograph of a report, for those who compare a child with it and where the searcher agreed."""
    case = selectors.visible_case(case_id, by=request.actor)
    found = photograph_of_report(case.id, report_id)
    if found is None:
        raise NotVisible
    log_reading(case, "comparison", by=request.actor)
    return as_attachment(found, read_sealed(found, found.case))


def _may_say(by: Actor) -> bool:
    return PROTECTION in by.compartments and role_may(by, ACTS[RecordReportMatch.code])


def _child_side(request: ReaderRequest, case: Case, file: CaseFile) -> dict[str, Any]:
    photograph = photograph_of(case, by=request.actor)
    return {
        "heading": child_line(child_card(case, file), number=case.number, href=reverse("case", args=[case.id])),
        "known": known_of(file),
        "about": registered(known_of(file), by=request.actor),
        "photograph": reverse("case_file", args=[case.id, photograph.id]) if photograph else "",
    }


def _report_side(case: Case, report: Compared, by: Actor) -> dict[str, Any]:
    """What was compared of the report, and the way to it for those who see it too."""
    told = t("Reporte: {day}", "Reported: {day}", day=present.format_relative(report.opened_at, clock.now(), by))
    return {
        "heading": {"name": name_of(report), "number": report.number, "href": _href(report, by)},
        "known": report.known,
        "about": told,
        "photograph": reverse("report_photograph", args=[case.id, report.id])
        if photograph_of_report(case.id, report.id)
        else "",
    }


def _href(report: Compared, by: Actor) -> str:
    try:
        return reverse("report", args=[visible_report(report.id, by=by).id])
    except NotVisible:
        return ""


def _said(file: CaseFile, report: UUID, by: Actor) -> list[dict[str, Any]]:
    """Who said what, and why, the latest first."""
    entries = said_of(file, report)
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
