"""One's own work: what was sent, what is late, what waits, what comes up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse

from amparo.accounts.roles import ROLES
from amparo.cases import drafts, selectors
from amparo.cases.task_kinds import TASK_KINDS
from amparo.desk import lines
from amparo.desk.lines import Names, read_names
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.home import HomeSection, declare_home_part

if TYPE_CHECKING:
    from amparo.cases.models import Deadline

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


def _build_sections(by: Actor) -> Iterable[HomeSection]:
    """Yield what asks for this person: one line a child, the earliest first."""
    if not ROLES[by.role].sees_cases:
        return
    now = clock.now()
    deadlines = list(selectors.my_deadlines(by=by, most=MOST))
    shown_elsewhere = [kind.code for kind in TASK_KINDS.values() if kind.is_shown_elsewhere]
    found = list(lines.tasks_of(by).exclude(code__in=shown_elsewhere)[: _TASKS + 1])
    tasks, has_more_tasks = found[:_TASKS], len(found) > _TASKS
    to_sign, begun = drafts.list_unsigned(by=by), list(drafts.list_drafts(by=by)[:_DRAFTS])
    names = read_names([*deadlines, *tasks, *to_sign, *begun], by)
    rows = [(lines.build_task_row(task, now, by, names), task) for task in tasks]
    sent = [row for row, task in rows if TASK_KINDS[task.code].is_inbox]
    others = [(row, task) for row, task in rows if not TASK_KINDS[task.code].is_inbox]
    late: list[Deadline] = []
    coming: list[Deadline] = []
    for row in deadlines:
        (late if selectors.deadline_urgency(row, now) == "late" else coming).append(row)

    yield _sent_section(sent, by)
    late_tasks = [row for row, _ in others if lines.is_late(row)]
    yield _overdue_section(late, late_tasks, len(deadlines) == MOST, names, by)
    timely = [(row, task) for row, task in others if not lines.is_late(row)]
    waiting = [
        *(lines.build_sign_row(draft, names) for draft in to_sign),
        *(row for row, task in timely if not TASK_KINDS[task.code].is_on_case),
        *(lines.build_draft_row(draft, now, by, names) for draft in begun),
    ]
    none = t("Nadie espera su firma ni su respuesta.", "Nobody waits for your signature or answer.")
    title = t("Espera por usted", "Waits for you")
    yield HomeSection("waiting", title, 40, rows=waiting, count=len(waiting), empty=_say_none(none, by))
    tasks_to_come = [row for row, task in timely if TASK_KINDS[task.code].is_on_case]
    yield _coming_section(coming, tasks_to_come, len(deadlines) == MOST, names, by)
    if has_more_tasks:
        see: JsonObject = {"href": reverse("tasks"), "label": t("Verlas todas", "See all")}
        count = lines.tasks_of(by).count()
        yield HomeSection("tasks", t("Todas sus tareas", "All your tasks"), 55, count=count, more=see)


def _say_none(words: str, by: Actor) -> str:
    return words if by.role in _DEADLINES_ARE_THEIR_DAY else ""


def _sent_section(rows: list[JsonObject], by: Actor) -> HomeSection:
    """Return what others sent and wait for an answer to.

    Those whose work that is read also that there is nothing.
    """
    none = t("Nada espera su respuesta.", "Nothing waits for your answer.") if by.role in ANSWERING else ""
    return HomeSection("sent", t("Le enviaron", "Sent to you"), 10, rows=rows, count=len(rows), empty=none)


def _overdue_section(
    deadlines: list[Deadline], task_rows: list[JsonObject], is_cut: bool, names: Names, by: Actor
) -> HomeSection:
    held = {row.case_id for row in deadlines if row.code in CUSTODY}
    in_custody = [row for row in deadlines if row.case_id in held]
    others = [row for row in deadlines if row.case_id not in held]
    rows = lines.build_deadline_rows(in_custody, LINES, by, names) + task_rows
    rows += lines.build_deadline_rows(others, LINES, by, names)
    children = len({row.case_id for row in deadlines})
    total = selectors.count_cases_overdue(by=by) if is_cut else children
    see = {
        "href": f"{reverse('cases')}?overdue=1",
        "label": t("Ver los expedientes con plazo vencido", "See the cases with an overdue deadline"),
    }
    return HomeSection(
        "late",
        t("Vencido", "Overdue"),
        30,
        rows=rows,
        count=total + len(task_rows),
        more=see if total else None,
        empty=_say_none(t("Nada vencido.", "Nothing overdue."), by),
    )


def _coming_section(
    deadlines: list[Deadline], task_rows: list[JsonObject], is_cut: bool, names: Names, by: Actor
) -> HomeSection:
    children = len({row.case_id for row in deadlines})
    rows = task_rows + lines.build_deadline_rows(deadlines, LINES, by, names)
    if is_cut or children > LINES:
        see = {
            "href": reverse("cases"),
            "label": t("Ver todos los casos con sus plazos", "See all cases, with deadlines"),
        }
    else:
        see = {"href": reverse("tasks"), "label": t("Ver sus tareas en una lista", "See your tasks as a list")}
    return HomeSection(
        "coming",
        t("Lo que viene", "Coming up"),
        50,
        rows=rows,
        count=None if is_cut else children + len(task_rows),
        more=see if rows or is_cut else None,
        empty="" if is_cut else _say_none(t("Nada por ahora.", "Nothing for now."), by),
    )


declare_home_part("desk", _build_sections)
