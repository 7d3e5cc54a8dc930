"""The list of one's own tasks, whole: the home shows the first of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from amparo.accounts.roles import ROLES
from amparo.cases.emergency import TASK as LOOK_TASK
from amparo.cases.readings import log_readings
from amparo.cases.task_kinds import TASK_KINDS
from amparo.desk import lines
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.canonical import iso_instant
from amparo.ledger.json import JsonObject
from amparo.ledger.paging import RowPage, keyset_page
from amparo.ledger.text import t
from amparo.registry.selectors import cases_named
from amparo.ui.fields import field
from amparo.ui.resource import Cell, Column, ListFilters, ListWords, Resource, SelectorRows, declare_resource

if TYPE_CHECKING:
    from amparo.cases.models import Task

_LAST = datetime(9999, 1, 1, tzinfo=UTC)
"""Where tasks without a date stand."""


class TaskFilters(ListFilters):
    """Tasks by what they ask for and by their date.

    Words search the names of the children.
    """

    overdue: bool = field(t("Plazos", "Deadlines"), default=False, hint=t("Sólo vencidas", "Overdue alone"))
    sent: bool = field(
        t("Lo que le enviaron", "What was sent to you"),
        default=False,
        hint=t("Sólo lo que espera su respuesta", "Only what waits for your answer"),
    )
    looks: bool = field(
        t("Consultas de emergencia", "Emergency looks"),
        default=False,
        hint=t("Sólo consultas que debe revisar", "Only looks that you are to review"),
    )


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task with its line."""

    id: UUID
    case: UUID | None
    code: str
    due_at: datetime | None
    created_at: datetime
    line: JsonObject


def _list_tasks(
    *, by: Actor, filters: TaskFilters, limit: int = 50, cursor: str = "", counted: bool = False
) -> RowPage[TaskRow]:
    """Return a page of tasks, the earliest due first.

    Five queries, one more if `counted`.
    """
    wanted = _filter_tasks(by, filters)
    dated = wanted.annotate(due=Coalesce("due_at", Value(_LAST)))
    page = keyset_page(dated, ("due", "code", "id"), cursor=cursor, limit=limit)
    names, now = lines.read_names(page.rows, by), clock.now()
    rows = [
        TaskRow(row.id, row.case_id, row.code, row.due_at, row.created_at, lines.build_task_row(row, now, by, names))
        for row in page.rows
    ]
    return page.with_rows(rows, wanted.count() if counted else None)


def _count_tasks(*, by: Actor, filters: TaskFilters) -> int:
    return _filter_tasks(by, filters).count()


def _filter_tasks(by: Actor, filters: TaskFilters) -> QuerySet[Task]:
    wanted = lines.tasks_of(by)
    if filters.overdue:
        wanted = wanted.filter(due_at__lt=clock.now())
    if filters.sent:
        wanted = wanted.filter(code__in=[kind.code for kind in TASK_KINDS.values() if kind.is_inbox])
    if filters.looks:
        wanted = wanted.filter(code=LOOK_TASK)
    return wanted.filter(case__in=cases_named(filters.q, by=by)) if filters.q else wanted


def _log_download(tasks: Sequence[UUID], by: Actor) -> None:
    """Log that a person downloaded the cases of these tasks that they see.

    Three queries.
    """
    found = lines.tasks_of(by).filter(id__in=tasks)
    log_readings(sorted({task.case.id for task in found if task.case}), "download", by=by)


def _child(row: TaskRow, by: Actor) -> Cell:
    who: JsonObject | None = row.line["who"]
    return who


def _child_in_words(row: TaskRow, by: Actor) -> Cell:
    return row.line["who"]["name"] if row.line["who"] else ""


def _number(row: TaskRow, by: Actor) -> Cell:
    return row.line["who"]["number"] if row.line["who"] else ""


def _what(row: TaskRow, by: Actor) -> Cell:
    button = row.line["button"]
    return {"href": button["href"], "text": row.line["what"]} if button else {"text": row.line["what"], "href": ""}


def _deadline(row: TaskRow, by: Actor) -> Cell:
    deadline: JsonObject | None = row.line["deadline"]
    return deadline


def task_item(row: TaskRow, by: Actor) -> JsonObject:
    """Return a task of the list as JSON."""
    return {
        "id": str(row.id),
        "case": str(row.case) if row.case else None,
        "code": row.code,
        "text": str(row.line["what"]),
        "due_at": iso_instant(row.due_at) if row.due_at else None,
        "created_at": iso_instant(row.created_at),
    }


def _item_schema() -> JsonObject:
    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    return {
        "type": "object",
        "properties": {
            **dict.fromkeys(("id", "code", "text", "created_at"), text),
            **dict.fromkeys(("case", "due_at"), maybe),
        },
    }


declare_resource(
    Resource(
        name="tasks",
        title=t("Mis tareas", "My tasks"),
        rows=SelectorRows(_list_tasks, _count_tasks),
        filters=TaskFilters,
        columns=(
            Column(t("De quién", "Of whom"), _child, "person"),
            Column(t("Qué hay que hacer", "What is to be done"), _what, "link"),
            Column(t("Hasta cuándo", "Until when"), _deadline, "deadline"),
        ),
        sheet=(
            Column(t("Número", "Number"), _number),
            Column(t("De quién", "Of whom"), _child_in_words),
            Column(t("Qué hay que hacer", "What is to be done"), lambda row, by: str(row.line["what"])),
            Column(t("Hasta cuándo", "Until when"), lambda row, by: row.due_at),
            Column(t("Desde cuándo", "Since when"), lambda row, by: row.created_at),
        ),
        item=task_item,
        item_schema=_item_schema,
        id_of=lambda row: row.id,
        readers=lambda by: ROLES[by.role].sees_cases,
        page_readers=lambda by: ROLES[by.role].sees_cases,
        log_download=_log_download,
        page="tasks",
        words=ListWords(
            order=t("Primero lo que vence antes.", "What falls due first comes first."),
            search=t("Buscar por nombre o número", "Search by name or number"),
            none=t("No tiene tareas", "You have no tasks"),
            none_match=t("Ninguna tarea coincide", "No task matches"),
        ),
        row_state=lambda row, by: "late" if row.due_at and row.due_at <= clock.now() else "",
    )
)
