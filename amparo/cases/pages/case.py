"""A child's case: what is next, and its tabs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.selectors import person_names
from amparo.cases import selectors, task_steps
from amparo.cases.act import ACTS
from amparo.cases.alarms import alarm_label
from amparo.cases.answers import answer_rows
from amparo.cases.breaches import breach_kind
from amparo.cases.case_kinds import build_frame, get_case_kind
from amparo.cases.checklist import read_checklist
from amparo.cases.file import CaseFile, Entry
from amparo.cases.links import act_href, case_href
from amparo.cases.panels import build_panels
from amparo.cases.papers import find_paper
from amparo.cases.readings import log_reading
from amparo.cases.rights import role_may
from amparo.cases.tabs import TABS, Tab, list_tab_acts, tabs_in_order
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import NotVisible
from amparo.ledger.text import t
from amparo.ui import present
from amparo.ui.pages.base import ReaderRequest, signed_in

if TYPE_CHECKING:
    from amparo.cases.models import Case

# Sixty answers of a screening: the panel says what they come to. Mirrored questions: the panel has them in a table.
_IN_PANELS = frozenset({"answers", "mirrored"})
_TASK_ERROR = t(
    "Escriba la tarea (3 a 500 letras) y, si quiere, en cuántos días (0 a 366).",
    "Write the task (3 to 500 letters) and, if you wish, in how many days (0 to 366).",
)
_MAX_DAYS = 366
_BREACH = t("Incumplimiento", "Breach")


@signed_in
def what_is_next(request: ReaderRequest, case_id: UUID) -> HttpResponse:
    """Show the case as a checklist: now, waiting for others, done, later."""
    case = selectors.visible_case(case_id, by=request.actor)
    log_reading(case, "case", by=request.actor)
    return _render_next(request, case)


def _render_next(request: ReaderRequest, case: Case, *, wrong: str = "") -> HttpResponse:
    """Show the page.

    `wrong`: what is wrong with the task that was to be added, shown with what was typed.
    """
    by, file = request.actor, selectors.file_for(case, by=request.actor)
    frame = build_frame(case, file, by=by, current="next")
    context = {
        "checklist": read_checklist(case, file, frame, by),
        "records": _list_records(case, by, only_warnings=frame["is_handed_over"]),
        "may_register": role_may(by, ACTS[get_case_kind(case).opened_by]),
        "task_errors": [{"href": "#text", "text": wrong}] if wrong else [],
        "task_typed": request.POST,
        "timeline_href": case_href(case, "timeline"),
    }
    return render(request, "cases/next.html", frame | context, status=422 if wrong else 200)


def _list_records(case: Case, by: Actor, *, only_warnings: bool) -> list[JsonObject]:
    """Return links to the records that this person may write, by tab.

    `only_warnings`: of danger alone, for who handed the child over.
    """
    found = []
    for tab in tabs_in_order():
        acts = [ACTS[code] for code in list_tab_acts(tab)]
        links = [
            {"href": act_href(case.id, act.code), "label": act.title}
            for act in acts
            if act.kind == "record" and not act.opens_case and role_may(by, act) and (act.warns or not only_warnings)
        ]
        if links:
            found.append({"title": tab.title, "links": links})
    return found


@signed_in
def add_task(request: ReaderRequest, case_id: UUID) -> HttpResponse:
    """Add a task by hand on a case."""
    case = selectors.visible_case(case_id, by=request.actor)
    if request.method != "POST":
        return redirect("case", case.id)
    text, due = request.POST.get("text", "").strip(), request.POST.get("due", "").strip()
    is_due_known = not due or (due.isdecimal() and len(due) <= 3 and int(due) <= _MAX_DAYS)
    if not (3 <= len(text) <= 500 and text.isprintable() and is_due_known):
        return _render_next(request, case, wrong=str(_TASK_ERROR))
    due_at = clock.now() + timedelta(days=int(due)) if due else None
    task_steps.add_task(case, text, due_at, by=request.actor)
    messages.success(request, str(t("Tarea añadida.", "Task added.")))
    return redirect("case", case.id)


@signed_in
def finish_task(request: ReaderRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    """Mark a task as done."""
    case = selectors.visible_case(case_id, by=request.actor)
    if request.method != "POST" or not task_steps.finish_task(case, task_id, by=request.actor):
        raise NotVisible
    messages.success(request, str(t("Tarea hecha: quedó en la cronología.", "Task done: it is in the timeline.")))
    return redirect("case", case.id)


@signed_in
def tab(request: ReaderRequest, case_id: UUID, slug: str) -> HttpResponse:
    """Show one tab of the case.

    What is on file there, the latest first, with its history and what can be done.
    """
    case, by = selectors.visible_case(case_id, by=request.actor), request.actor
    if slug not in TABS:
        raise NotVisible
    file = selectors.file_for(case, by=by)
    log_reading(case, slug, by=by)
    frame = build_frame(case, file, by=by, current=slug)
    sections = _build_sections(file, TABS[slug], case, by, only_reads=bool(frame["open_until"]))
    context = {
        "tab": TABS[slug],
        "sections": sections,
        "panels": build_panels(slug, case, file, by),
        "blank": [section for section in sections if not section["latest"] and section["href"]],
    }
    return render(request, "cases/tab.html", frame | context)


def _build_sections(file: CaseFile, of: Tab, case: Case, by: Actor, *, only_reads: bool) -> list[JsonObject]:
    codes = list_tab_acts(of)
    entries_here = list(file.all(*codes))
    people = person_names({entry.by for entry in entries_here})
    seen = selectors.visible_places(case, (entry.seq for entry in entries_here))
    found = []
    for code in codes:
        act, entries = ACTS[code], list(file.all(code))
        may_write = not only_reads and not act.opens_case and role_may(by, act)
        shown = [_build_entry(entry, people, by, case, is_seen=entry.seq in seen) for entry in reversed(entries)]
        if shown or may_write:
            href = act_href(case.id, code) if may_write else ""
            latest = shown[0] if shown else None
            found.append({"title": act.title, "href": href, "latest": latest, "earlier": shown[1:]})
    return found


def _build_entry(entry: Entry, people: dict[UUID, str], by: Actor, case: Case, *, is_seen: bool) -> JsonObject:
    paper = find_paper(entry)
    return {
        "rows": answer_rows(ACTS[entry.act], entry.body, by, case.id, without=_IN_PANELS) + _build_breach_rows(entry),
        "who": people.get(entry.by, ""),
        "at_text": present.format_relative(entry.occurred_at, clock.now(), by),
        "exact": present.format_exact(entry.occurred_at, by),
        "href": reverse("case_why", args=[case.id, entry.seq]) if is_seen else "",
        "paper": reverse("paper_of_entry", args=[case.id, paper.slug, entry.id]) if paper else "",
    }


def _build_breach_rows(entry: Entry) -> list[JsonObject]:
    """Return the breach that the entry shows by itself, as a row of its answers."""
    is_shown = entry.act != "record_breach" and breach_kind(entry) is not None
    return [{"name": "breach", "key": _BREACH, "value": alarm_label(entry)}] if is_shown else []
