"""One's own work: what was sent, what is late, what waits, what comes up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from amparo.accounts.roles import ROLES
from amparo.cases import drafts, selectors
from amparo.cases.duties import deadlines_met_by
from amparo.cases.emergency import TASK as LOOK_TASK
from amparo.cases.roles import SIGNERS
from amparo.cases.task_kinds import TASK_KINDS
from amparo.desk import lines
from amparo.desk.dates import build_dates_section
from amparo.desk.lines import REVIEWS_OF_CARE, Names, Owners, read_names, read_owners
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.home import HomeSection, declare_home_part

if TYPE_CHECKING:
    from amparo.cases.models import Deadline, Draft, Task

LINES, MOST = 100, 400
CUSTODY = frozenset({"custody_exit", "custody_warning"})
"""Deadlines of children whom migration or police hold: they stand before everything else."""
_DRAFTS, _TASKS = 20, 60
ANSWERING = frozenset(
    {"refugee_officer", "prosecutor", "labour_inspector", "health_worker", "consul", "partner_ngo", "care_provider"}
)
"""Roles whose day begins with what others sent to them."""
_DEADLINES_ARE_THEIR_DAY = frozenset(
    {"protection_officer", "protection_supervisor", "tracing_officer", "liaison_officer"}
)
"""Roles that read also that nothing is late, waits or comes up; the homes of others are no list of zeros."""
_CLOCKS_STAND_WITH_CHILDREN = frozenset({"border_officer", "police_officer"})
"""Roles whose home shows the deadlines that they meet in the lines of the children with them."""
_WAIT_FOR_OTHERS = frozenset({"guardian", "legal_representative", "care_provider", "tracing_officer"})
"""Roles that follow what others must do for their children."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What asks for a person: read once, shown in several sections."""

    by: Actor
    now: datetime
    deadlines: list[Deadline]
    of_others: list[Deadline]
    tasks: list[Task]
    has_more_tasks: bool
    to_sign: list[Draft]
    begun: list[Draft]
    names: Names
    owners: Owners

    @property
    def is_cut(self) -> bool:
        """Return whether more deadlines run than were read."""
        return len(self.deadlines) == MOST

    def task_rows(
        self, *, inbox: bool = False, on_case: bool | None = None, late: bool | None = None, alarm: bool = False
    ) -> list[JsonObject]:
        """Return the lines of alarms, of the tasks that others sent, or of all besides."""
        found = [task for task in self.tasks if task.code != LOOK_TASK and TASK_KINDS[task.code].is_alarm is alarm]
        found = [task for task in found if TASK_KINDS[task.code].is_inbox is inbox]
        if on_case is not None:
            found = [task for task in found if TASK_KINDS[task.code].is_on_case is on_case]
        rows = [lines.build_task_row(task, self.now, self.by, self.names) for task in found]
        return rows if late is None else [row for row in rows if lines.is_late(row) is late]


def _read_work(by: Actor) -> _Work:
    """Read what asks for this person."""
    shown_elsewhere = [kind.code for kind in TASK_KINDS.values() if kind.is_shown_elsewhere]
    found = list(lines.tasks_of(by).exclude(code__in=shown_elsewhere)[: _TASKS + 1])
    shows_clocks = by.role not in _CLOCKS_STAND_WITH_CHILDREN
    if by.role in _WAIT_FOR_OTHERS:
        deadlines, of_others = _read_deadlines_of_all(by)
    else:
        deadlines, of_others = list(selectors.my_deadlines(by=by)[:MOST]) if shows_clocks else [], []
    to_sign = drafts.list_unsigned(by=by) if by.role in SIGNERS else []
    begun = list(drafts.list_drafts(by=by)[:_DRAFTS])
    names = read_names([*deadlines, *of_others, *found, *to_sign, *begun], by)
    return _Work(
        by,
        clock.now(),
        deadlines,
        of_others,
        found[:_TASKS],
        len(found) > _TASKS,
        to_sign,
        begun,
        names,
        read_owners(of_others),
    )


def _read_deadlines_of_all(by: Actor) -> tuple[list[Deadline], list[Deadline]]:
    """Return the deadlines of this person, and those that others must meet.

    Two queries, four more for who has more than are read at once.
    """
    found = list(selectors.deadlines_known_to(by=by)[:MOST])
    if len(found) == MOST:
        return list(selectors.my_deadlines(by=by)[:MOST]), list(selectors.deadlines_of_others(by=by)[:MOST])
    theirs = set(deadlines_met_by(by.role))
    return [row for row in found if row.code in theirs], [row for row in found if row.code not in theirs]


def _build_sections(by: Actor) -> Iterable[HomeSection]:
    """Yield what asks for this person: one line a child, the earliest first."""
    if not ROLES[by.role].sees_cases:
        return
    work = _read_work(by)
    late = [row for row in work.deadlines if selectors.deadline_urgency(row, work.now) == "late"]
    coming = [row for row in work.deadlines if selectors.deadline_urgency(row, work.now) != "late"]
    alarms = work.task_rows(alarm=True)
    title = t("Peligro: atienda primero", "Danger: attend to this first")
    every = t("Todas sus tareas", "All your tasks")
    yield HomeSection("danger", title, 2, rows=alarms, count=len(alarms), href=reverse("tasks"), see_all=every)
    yield _sent_section(work)
    yield _overdue_section(late, work)
    yield from _supervision_sections(work)
    yield from _waiting_sections(work)
    yield _coming_section(coming, work)
    yield from _others_sections(work)
    if dates := build_dates_section(by):
        yield dates
    if work.has_more_tasks:
        count = lines.tasks_of(by).count()
        yield HomeSection("tasks", t("Todas sus tareas", "All your tasks"), 55, count=count, href=reverse("tasks"))


def _list_href(name: str, **filters: str) -> str:
    return f"{reverse(name)}?{urlencode(filters)}" if filters else reverse(name)


def _say_none(words: str, by: Actor) -> str:
    return words if by.role in _DEADLINES_ARE_THEIR_DAY else ""


def _sent_section(work: _Work) -> HomeSection:
    """Return what others sent and wait for an answer to.

    Those whose work that is read also that there is nothing.
    """
    none = t("Nada espera su respuesta.", "Nothing waits for your answer.") if work.by.role in ANSWERING else ""
    rows, href = work.task_rows(inbox=True), _list_href("tasks", sent="1")
    return HomeSection("sent", t("Le enviaron", "Sent to you"), 10, rows=rows, count=len(rows), href=href, empty=none)


def _supervision_sections(work: _Work) -> Iterable[HomeSection]:
    """Yield what waits for who supervises: safeguards to lift, looks to review."""
    if not ROLES[work.by.role].is_supervisor:
        return
    to_lift = [lines.build_sign_row(draft, work.names) for draft in work.to_sign if draft.wants == "override"]
    title, href = t("Le piden levantar una salvaguarda", "Asked to lift a safeguard"), _list_href("drafts", to_lift="1")
    yield HomeSection("to_lift", title, 36, rows=to_lift, count=len(to_lift), href=href)
    looks = [lines.build_task_row(task, work.now, work.by, work.names) for task in work.tasks if task.code == LOOK_TASK]
    title, href = t("Consultas de emergencia por revisar", "Emergency looks to review"), _list_href("tasks", looks="1")
    yield HomeSection("looks", title, 37, rows=looks, count=len(looks), href=href)


def _waiting_sections(work: _Work) -> Iterable[HomeSection]:
    """Yield what waits for this person's signature or answer, and what they began."""
    kinds = {"signature"} if ROLES[work.by.role].is_supervisor else {"signature", "override"}
    to_sign = [lines.build_sign_row(draft, work.names) for draft in work.to_sign if draft.wants in kinds]
    title, href = t("Espera su firma", "Waits for your signature"), _list_href("drafts", to_sign="1")
    yield HomeSection("to_sign", title, 38, rows=to_sign, count=len(to_sign), href=href)
    waiting = work.task_rows(on_case=False, late=False)
    none = t("Nadie espera su firma ni su respuesta.", "Nobody waits for your signature or answer.")
    title, empty = t("Espera por usted", "Waits for you"), "" if to_sign else _say_none(none, work.by)
    yield HomeSection(
        "waiting", title, 40, rows=waiting, count=len(waiting), href=reverse("tasks") if waiting else "", empty=empty
    )
    begun = [lines.build_draft_row(draft, work.now, work.by, work.names) for draft in work.begun]
    count = len(begun) if len(begun) < _DRAFTS else drafts.list_drafts(by=work.by).count()
    title = t("Lo que dejó a medias", "What you began")
    yield HomeSection("begun", title, 45, rows=begun, count=count, href=reverse("drafts"))


def _overdue_section(deadlines: list[Deadline], work: _Work) -> HomeSection:
    held = {row.case_id for row in deadlines if row.code in CUSTODY}
    in_custody = [row for row in deadlines if row.case_id in held]
    others = [row for row in deadlines if row.case_id not in held]
    late_tasks = work.task_rows(late=True)
    rows = lines.build_deadline_rows(in_custody, LINES, work.by, work.names) + late_tasks
    rows += lines.build_deadline_rows(others, LINES, work.by, work.names)
    children = len({row.case_id for row in deadlines})
    total = selectors.count_cases_overdue(by=work.by) if work.is_cut else children
    tasks_href = _list_href("tasks", overdue="1")
    see_tasks: JsonObject = {"href": tasks_href, "label": t("Sus tareas vencidas", "Your overdue tasks")}
    return HomeSection(
        "late",
        t("Vencido", "Overdue"),
        30,
        rows=rows,
        links=[see_tasks] if late_tasks and total else None,
        count=total + len(late_tasks),
        href=tasks_href if late_tasks and not total else _list_href("deadlines", whose="mine", overdue="1"),
        see_all=_say_deadlines(deadlines, work),
        empty=_say_none(t("Nada vencido.", "Nothing overdue."), work.by),
    )


def _coming_section(deadlines: list[Deadline], work: _Work) -> HomeSection:
    children, tasks = len({row.case_id for row in deadlines}), work.task_rows(on_case=True, late=False)
    rows = tasks + lines.build_deadline_rows(deadlines, LINES, work.by, work.names)
    see_tasks: JsonObject = {"href": reverse("tasks"), "label": t("Sus tareas en una lista", "Your tasks as a list")}
    return HomeSection(
        "coming",
        t("Lo que viene", "Coming up"),
        50,
        rows=rows,
        links=[see_tasks] if tasks and deadlines else None,
        count=None if work.is_cut else children + len(tasks),
        href=_list_href("deadlines", whose="mine") if deadlines or not tasks else reverse("tasks"),
        see_all=_say_deadlines(work.deadlines, work),
        empty="" if work.is_cut else _say_none(t("Nada por ahora.", "Nothing for now."), work.by),
    )


def _others_sections(work: _Work) -> Iterable[HomeSection]:
    """Yield what others must do for this person's children, and who.

    For those who care for them the reviews of their care stand apart.
    """
    reviews = [row for row in work.of_others if row.code in REVIEWS_OF_CARE and work.by.role == "care_provider"]
    others = [row for row in work.of_others if row not in reviews]
    title, href = t("Revisiones del cuidado", "Reviews of care"), _list_href("deadlines", reviews="1")
    yield _section_of_others("reviews", title, 15, reviews, href, work)
    title, href = t("Lo que deben hacer otras personas", "What others must do"), _list_href("deadlines", whose="others")
    yield _section_of_others("others", title, 57, others, href, work)


def _section_of_others(
    name: str, title: str, position: int, found: list[Deadline], href: str, work: _Work
) -> HomeSection:
    rows = lines.build_deadline_rows(found, LINES, work.by, work.names, work.owners)
    count = None if len(work.of_others) == MOST else len({row.case_id for row in found})
    return HomeSection(name, title, position, rows=rows, count=count, href=href, see_all=_say_deadlines(found, work))


def _say_deadlines(found: list[Deadline], work: _Work) -> str:
    """Return how many deadlines the list holds: the section counts children."""
    if work.is_cut or not found:
        return ""
    return t("Ver los plazos, uno por uno: {n}", "See the deadlines, one by one: {n}", n=len(found))


declare_home_part("desk", _build_sections)
