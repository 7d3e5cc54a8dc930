"""The deadlines of a person's cases: theirs, and those that others meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from django.db.models import QuerySet

from amparo.accounts.roles import ROLES
from amparo.cases import components, selectors
from amparo.cases.links import case_href
from amparo.cases.readings import log_readings
from amparo.desk import lines
from amparo.desk.lines import REVIEWS_OF_CARE
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import In
from amparo.ledger.json import JsonObject
from amparo.ledger.paging import RowPage, keyset_page
from amparo.ledger.text import t
from amparo.registry.selectors import cases_named
from amparo.ui.fields import field
from amparo.ui.resource import Cell, Column, ListFilters, ListWords, Resource, SelectorRows, declare_resource

if TYPE_CHECKING:
    from amparo.cases.models import Deadline


class DeadlineFilters(ListFilters):
    """Deadlines by who must meet them, and whether they are overdue.

    Words search the names of the children.
    """

    whose: Annotated[str, In("deadline_owner")] | None = field(t("De quién", "Whose"))
    reviews: bool = field(
        t("Revisiones", "Reviews"), default=False, hint=t("Sólo revisiones del cuidado", "Reviews of care alone")
    )
    overdue: bool = field(t("Vencidos", "Overdue"), default=False, hint=t("Sólo vencidos", "Overdue alone"))


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One deadline: the child in a line, what it asks for, and who must meet it."""

    deadline: Deadline
    who: JsonObject
    owner: str
    state: str


def _list_deadlines(
    *, by: Actor, filters: DeadlineFilters, limit: int = 50, cursor: str = "", counted: bool = False
) -> RowPage[DeadlineRow]:
    """Return a page of deadlines, the earliest first.

    Five queries, one more if `counted`.
    """
    wanted = _filter_deadlines(by, filters)
    page = keyset_page(wanted, ("due_at", "code", "id"), cursor=cursor, limit=limit)
    names, owners, now = lines.read_names(page.rows, by), lines.read_owners(page.rows), clock.now()
    rows = [
        DeadlineRow(
            row,
            names.line(row.case, case_href(row.case)),
            owners.words(row),
            selectors.deadline_urgency(row, now),
        )
        for row in page.rows
    ]
    return page.with_rows(rows, wanted.count() if counted else None)


def _count_deadlines(*, by: Actor, filters: DeadlineFilters) -> int:
    return _filter_deadlines(by, filters).count()


def _filter_deadlines(by: Actor, filters: DeadlineFilters) -> QuerySet[Deadline]:
    whose = {"mine": selectors.my_deadlines, "others": selectors.deadlines_of_others}
    wanted = whose.get(filters.whose or "", selectors.deadlines_known_to)(by=by)
    if filters.reviews:
        wanted = wanted.filter(code__in=REVIEWS_OF_CARE)
    if filters.overdue:
        wanted = wanted.filter(selectors.overdue_condition(clock.now()))
    return wanted.filter(case__in=cases_named(filters.q, by=by)) if filters.q else wanted


def _log_download(deadlines: Sequence[UUID], by: Actor) -> None:
    """Log that a person downloaded the cases of these deadlines. Two queries."""
    found = selectors.deadlines_known_to(by=by).filter(id__in=deadlines)
    log_readings(sorted(set(found.order_by().values_list("case", flat=True))), "download", by=by)


def _what(row: DeadlineRow, by: Actor) -> Cell:
    return {"href": row.who["href"], "text": components.deadline_label(row.deadline.code)}


def _when(row: DeadlineRow, by: Actor) -> Cell:
    shown = row.deadline
    built = components.build_deadline(shown.code, shown.due_at, clock.now(), by, opened_at=shown.opened_at)
    return built | {"label": ""}


def deadline_item(row: DeadlineRow, by: Actor) -> JsonObject:
    """Return a deadline of the list as JSON."""
    shown = selectors.deadline_json(row.deadline, clock.now())
    return shown | {"case": str(row.deadline.case_id), "text": components.deadline_label(row.deadline.code)}


def _item_schema() -> JsonObject:
    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    return {
        "type": "object",
        "properties": {
            **dict.fromkeys(("id", "case", "code", "text", "due_at", "opened_at", "state"), text),
            **dict.fromkeys(("closed_at", "agency", "person"), maybe),
        },
    }


_OWNER = Column[DeadlineRow](t("Quién debe cumplirlo", "Who must meet it"), lambda row, by: row.owner)

declare_resource(
    Resource(
        name="deadlines",
        title=t("Plazos", "Deadlines"),
        rows=SelectorRows(_list_deadlines, _count_deadlines),
        filters=DeadlineFilters,
        columns=(
            Column(t("De quién", "Of whom"), lambda row, by: row.who, "person"),
            Column(t("Plazo", "Deadline"), _what, "link"),
            Column(t("Hasta cuándo", "Until when"), _when, "deadline"),
            _OWNER,
        ),
        sheet=(
            Column(t("Número", "Number"), lambda row, by: row.deadline.case.number),
            Column(t("De quién", "Of whom"), lambda row, by: row.who["name"]),
            Column(t("Plazo", "Deadline"), lambda row, by: components.deadline_label(row.deadline.code)),
            Column(t("Hasta cuándo", "Until when"), lambda row, by: row.deadline.due_at),
            Column(t("Desde cuándo", "Since when"), lambda row, by: row.deadline.opened_at),
            _OWNER,
        ),
        item=deadline_item,
        item_schema=_item_schema,
        id_of=lambda row: row.deadline.id,
        readers=lambda by: ROLES[by.role].sees_cases,
        page_readers=lambda by: ROLES[by.role].sees_cases,
        log_download=_log_download,
        page="deadlines",
        words=ListWords(
            order=t("Primero el que vence antes.", "What falls due first comes first."),
            search=t("Buscar por nombre o número", "Search by name or number"),
            none=t("No corre ningún plazo", "No deadline runs"),
            none_match=t("Ningún plazo coincide", "No deadline matches"),
        ),
        row_state=lambda row, by: "late" if row.state == "late" else "",
    )
)
