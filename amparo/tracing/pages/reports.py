"""One report of a missing child."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from amparo.accounts.selectors import agency_names
from amparo.cases import components, selectors
from amparo.cases.act import ACTS, AnyAct
from amparo.cases.answers import answer_rows
from amparo.cases.case_kinds import frame_of
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.cases.kinds import REPORT
from amparo.cases.links import act_href, case_href
from amparo.cases.readings import log_reading
from amparo.cases.task_kinds import task_words
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import code_list
from amparo.ledger.json import JsonObject
from amparo.registry.comparison import explained
from amparo.registry.filing import FILING
from amparo.registry.matcher import MatcherSilent
from amparo.tracing.pages.bulletins import bulletin_row
from amparo.tracing.reports.known import consents_of, known
from amparo.tracing.selectors import reports as found_in
from amparo.tracing.selectors.results import reports_like
from amparo.ui.pages.base import ReaderRequest, signed_in

if TYPE_CHECKING:
    from amparo.cases.models import Case


@signed_in
def report(request: ReaderRequest, report_id: UUID) -> HttpResponse:
    """Who is sought, what can be done now, what is known, the bulletins."""
    by = request.actor
    one = found_in.visible_report(report_id, by=by)
    file = selectors.file_for(one, by=by)
    log_reading(one, "report", by=by)
    possible = found_in.possible_acts(file, by=by)
    context = frame_of(one, file, by=by, current="report") | {
        "acts": [_act_link(one, act.code) for act in possible],
        "tasks": _open_tasks(one, possible, by),
        "rows": answer_rows(ACTS["report_missing"], _known(file), by),
        "restricted": not by.may_read(frozenset({PROTECTION})),
        "bulletins": [bulletin_row(bulletin, by, whole=True) for bulletin in found_in.bulletins_of(one, by=by)],
        "alike": _alike(file, by),
    }
    return render(request, "tracing/report/index.html", context)


def _open_tasks(report: Case, possible: list[AnyAct], by: Actor) -> list[dict[str, Any]]:
    """What is to be done: by the reader's agency with the act that does it, by another with whose it is."""
    rows, now = [row for row in selectors.tasks_of_case(report, by=by) if row.done_at is None], clock.now()
    whose = agency_names({row.agency for row in rows if row.agency and row.agency != by.agency})
    does = {code: act.code for act in possible for code in act.closes_tasks}
    return [
        {
            "what": task_words(row),
            "whose": whose.get(row.agency, "") if row.agency else "",
            "href": "" if row.agency in whose or row.code not in does else _act_link(report, does[row.code])["href"],
            "deadline": components.deadline(row.code, row.due_at, now, by) | {"label": ""} if row.due_at else None,
        }
        for row in rows
    ]


def _alike(file: CaseFile, by: Actor) -> list[dict[str, Any]]:
    """Other reports that may be of the same child; none while the matcher is silent."""
    with suppress(MatcherSilent):
        return [
            {
                "href": reverse("report", args=[one.card.case_id]),
                "number": one.card.number,
                "name": one.card.name,
                "likely": explained(one.match),
            }
            for one in reports_like(file, by=by)
        ]
    return []


def _act_link(report: Case, code: str) -> JsonObject:
    is_file = code == FILING[REPORT].act
    href = case_href(report, "files") if is_file else act_href(report.id, code, REPORT)
    return {"href": href, "label": ACTS[code].title}


def _known(file: CaseFile) -> dict[str, Any]:
    """The answers as they stand, as the first form would say them."""
    names: dict[str, Any] = {}
    for entry in file.all("report_missing", "record_report_news"):
        names |= entry.get("names", {})
    asked = ACTS["report_missing"].Input.model_fields
    found = {name: value for name in asked if (value := known(file, name)) is not None}
    agreed = consents_of(file)
    found["consents"] = [code for code in code_list("search_consent") if code in agreed]
    return found | ({"names": names} if names else {})
