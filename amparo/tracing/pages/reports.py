"""The page of one report of a missing child."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from amparo.accounts.selectors import agency_names
from amparo.cases import components, selectors
from amparo.cases.act import ACTS, AnyAct
from amparo.cases.answers import answer_rows
from amparo.cases.case_kinds import build_frame
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.cases.kinds import REPORT
from amparo.cases.links import act_href, case_href
from amparo.cases.readings import log_reading
from amparo.cases.task_kinds import task_label
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import code_list
from amparo.ledger.json import JsonObject
from amparo.registry.comparison import explain_match
from amparo.registry.filing import FILING
from amparo.registry.matcher import MatcherUnavailable
from amparo.tracing.pages.bulletins import bulletin_row
from amparo.tracing.reports.answers import current_consents, latest_answer
from amparo.tracing.selectors import bulletins as bulletin_selectors
from amparo.tracing.selectors import reports as report_selectors
from amparo.tracing.selectors.search_results import similar_reports
from amparo.ui.pages.base import ReaderRequest, signed_in

if TYPE_CHECKING:
    from amparo.cases.models import Case


@signed_in
def report(request: ReaderRequest, report_id: UUID) -> HttpResponse:
    """Show a report: child, possible acts, answers, bulletins, similar reports."""
    by = request.actor
    report_case = report_selectors.visible_report(report_id, by=by)
    file = selectors.file_for(report_case, by=by)
    log_reading(report_case, "report", by=by)
    possible = report_selectors.possible_acts(file, by=by)
    context = build_frame(report_case, file, by=by, current="report") | {
        "acts": [_act_link(report_case, act.code) for act in possible],
        "tasks": _open_tasks(report_case, possible, by),
        "rows": answer_rows(ACTS["report_missing"], _current_answers(file), by),
        "restricted": not by.may_read(frozenset({PROTECTION})),
        "bulletins": [
            bulletin_row(bulletin, by, whole=True) for bulletin in bulletin_selectors.bulletins_of(report_case, by=by)
        ],
        "alike": _similar_report_rows(file, by),
    }
    return render(request, "tracing/report/index.html", context)


def _open_tasks(report: Case, possible: list[AnyAct], by: Actor) -> list[JsonObject]:
    """Return the open tasks, with the act of one's own, the agency of others'."""
    rows, now = [row for row in selectors.tasks_of_case(report, by=by) if row.done_at is None], clock.now()
    whose = agency_names({row.agency for row in rows if row.agency and row.agency != by.agency})
    does = {code: act.code for act in possible for code in act.closes_tasks}
    return [
        {
            "what": task_label(row),
            "whose": whose.get(row.agency, "") if row.agency else "",
            "href": "" if row.agency in whose or row.code not in does else _act_link(report, does[row.code])["href"],
            "deadline": components.build_deadline(row.code, row.due_at, now, by) | {"label": ""}
            if row.due_at
            else None,
        }
        for row in rows
    ]


def _similar_report_rows(file: CaseFile, by: Actor) -> list[JsonObject]:
    """Return other reports that may be of the same child.

    None while the matcher is unavailable.
    """
    with suppress(MatcherUnavailable):
        return [
            {
                "href": reverse("report", args=[result.card.case_id]),
                "number": result.card.number,
                "name": result.card.name,
                "likely": explain_match(result.match),
            }
            for result in similar_reports(file, by=by)
        ]
    return []


def _act_link(report: Case, code: str) -> JsonObject:
    is_file = code == FILING[REPORT].act
    href = case_href(report, "files") if is_file else act_href(report.id, code, REPORT)
    return {"href": href, "label": ACTS[code].title}


def _current_answers(file: CaseFile) -> JsonObject:
    """Return the current answers by the questions of the first form."""
    names: JsonObject = {}
    for entry in file.all("report_missing", "record_report_news"):
        names |= entry.get("names", {})
    fields = ACTS["report_missing"].Input.model_fields
    answers = {name: value for name in fields if (value := latest_answer(file, name)) is not None}
    agreed = current_consents(file)
    answers["consents"] = [code for code in code_list("search_consent") if code in agreed]
    return answers | ({"names": names} if names else {})
