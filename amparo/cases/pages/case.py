"""A child's case: what is next, and its tabs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.selectors import person_names
from amparo.cases import components, selectors, task_steps
from amparo.cases.act import ACTS
from amparo.cases.alarms import alarm_label
from amparo.cases.answers import answer_rows
from amparo.cases.breaches import breach_kind
from amparo.cases.case_kinds import build_frame, get_case_kind
from amparo.cases.file import CaseFile, Entry
from amparo.cases.links import act_href, case_href
from amparo.cases.obstacles import action_card
from amparo.cases.panels import build_panels
from amparo.cases.papers import find_paper
from amparo.cases.readings import log_reading
from amparo.cases.rights import role_may
from amparo.cases.tabs import TABS, Tab, list_tab_acts, tabs_in_order
from amparo.cases.task_kinds import task_href, task_label
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import NotVisible
from amparo.ledger.text import t
from amparo.ui import present
from amparo.ui.pages.base import ReaderRequest, signed_in

if TYPE_CHECKING:
    from amparo.cases.models import Case, Task

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
    """Show the actions on a case: ready, for somebody else, not yet possible."""
    case = selectors.visible_case(case_id, by=request.actor)
    log_reading(case, "case", by=request.actor)
    return _render_next(request, case)


def _render_next(request: ReaderRequest, case: Case, *, wrong: str = "") -> HttpResponse:
    """Show the page.

    `wrong`: what is wrong with the task that was to be added, shown with what was typed.
    """
    by, now = request.actor, clock.now()
    frame = build_frame(case, selectors.file_for(case, by=by), by=by, current="next")
    groups: dict[str, list[JsonObject]] = {"ready": [], "other": [], "blocked": []}
    is_handed_over = frame.get("is_handed_over", False)
    for state in [] if is_handed_over else selectors.action_states_on(frame["judged_file"], by=by):
        card = action_card(state, case, by, phone=frame["phone"])
        groups[card["state"]].append(card)
    open_tasks = [task for task in selectors.tasks_of_case(case, by=by) if task.done_at is None]
    context = {
        "records": _list_records(case, by, only_warnings=is_handed_over),
        "open_tasks": [_build_task(task, case, now, by) for task in open_tasks],
        "may_register": role_may(by, ACTS[get_case_kind(case).opened_by]),
        "task_errors": [{"href": "#text", "text": wrong}] if wrong else [],
        "task_typed": request.POST,
        "timeline_href": case_href(case, "timeline"),
    }
    return render(request, "cases/next.html", frame | groups | context, status=422 if wrong else 200)


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


def _build_task(task: Task, case: Case, now: datetime, by: Actor) -> JsonObject:
    due = components.build_deadline(task.code, task.due_at, now, by) | {"label": ""} if task.due_at else None
    task.case = case  # or each task would read it once more
    href, here = task_href(task), reverse("case", args=[case.id])
    return {
        "id": task.id,
        "what": task_label(task),
        "deadline": due,
        "href": href if href != here and task_steps.is_task_of(by, task) else "",
        "is_mine": task_steps.may_finish(by, task),
    }


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
    people = person_names({entry.by for entry in file.all(*codes)})
    found = []
    for code in codes:
        act, entries = ACTS[code], list(file.all(code))
        may_write = not only_reads and not act.opens_case and role_may(by, act)
        shown = [_build_entry(entry, people, by, case) for entry in reversed(entries)]
        if shown or may_write:
            href = act_href(case.id, code) if may_write else ""
            latest = shown[0] if shown else None
            found.append({"title": act.title, "href": href, "latest": latest, "earlier": shown[1:]})
    return found


def _build_entry(entry: Entry, people: dict[UUID, str], by: Actor, case: Case) -> JsonObject:
    paper = find_paper(entry)
    return {
        "rows": answer_rows(ACTS[entry.act], entry.body, by, case.id, without=_IN_PANELS) + _build_breach_rows(entry),
        "who": people.get(entry.by, ""),
        "at_text": present.format_relative(entry.occurred_at, clock.now(), by),
        "exact": present.format_exact(entry.occurred_at, by),
        "href": reverse("case_why", args=[case.id, entry.seq]) if _sees_event(entry, by) else "",
        "paper": reverse("paper_of_entry", args=[case.id, paper.slug, entry.id]) if paper else "",
    }


def _build_breach_rows(entry: Entry) -> list[JsonObject]:
    """Return the breach that the entry shows by itself, as a row of its answers."""
    is_shown = entry.act != "record_breach" and breach_kind(entry) is not None
    return [{"name": "breach", "key": _BREACH, "value": alarm_label(entry)}] if is_shown else []


def _sees_event(entry: Entry, by: Actor) -> bool:
    return entry.by == by.id or by.may_read(ACTS[entry.act].possible_compartments().union(entry.parts))
