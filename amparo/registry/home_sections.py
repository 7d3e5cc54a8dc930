"""The children of a person on their home: who is with them, for whom they answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from amparo.accounts.roles import ROLES
from amparo.cases import components
from amparo.cases.access import has_handed_over
from amparo.cases.act import ACTS
from amparo.cases.checklist import DO, deadline_href
from amparo.cases.links import act_href
from amparo.cases.rights import role_may
from amparo.cases.roles import OFFICER
from amparo.cases.selectors import my_deadlines
from amparo.law.limits import SMALLEST_CELL
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.registry.components import child_line, step_words
from amparo.registry.filters import CaseFilters
from amparo.registry.selectors import (
    Caseload,
    CaseRow,
    Cell,
    case_count,
    case_list,
    count_children,
    handed_over_list,
    list_caseload,
)
from amparo.registry.selectors.child_counts import ADULT, UNKNOWN
from amparo.ui.home import HomeSection, declare_home_part
from amparo.ui.present import format_local_date

if TYPE_CHECKING:
    from uuid import UUID

    from amparo.cases.models import Deadline

_LINES, _HANDED_OVER_LINES = 60, 5


@dataclass(frozen=True, slots=True)
class _Children:
    """What a role calls the children of its list.

    `none`: what it reads where there are none. `custody`: those in this custody alone.
    """

    title: str
    none: str
    position: int
    custody: str = ""


_WITH_YOU = t("Con usted ahora", "With you now")
_NOBODY_WITH_YOU = t("Nadie está a su cargo ahora.", "Nobody is in your charge now.")
_YOURS = t("Sus niñas, niños y adolescentes", "Your children")
_NONE = t("Cuando le asignen a una niña, niño o adolescente, aparecerá aquí.", "A child assigned to you appears here.")
_SHARED = t("Con quienes trabaja", "Children you work with")
_NONE_SHARED = t("Cuando le deriven un caso, aparecerá aquí.", "A case that is referred to you appears here.")

_BY_ROLE = {
    "border_officer": _Children(_WITH_YOU, _NOBODY_WITH_YOU, 5, custody="migration"),
    "police_officer": _Children(_WITH_YOU, _NOBODY_WITH_YOU, 5, custody="police"),
    "care_provider": _Children(t("Aquí esta noche", "Here tonight"), _NOBODY_WITH_YOU, 5),
    "guardian": _Children(_YOURS, _NONE, 20),
    "legal_representative": _Children(_YOURS, _NONE, 20),
    **dict.fromkeys(
        ("refugee_officer", "prosecutor", "labour_inspector", "health_worker", "consul", "partner_ngo"),
        _Children(_SHARED, _NONE_SHARED, 60),
    ),
    "liaison_officer": _Children(_SHARED, _NONE_SHARED, 60),
}
_REGISTER_FIRST = frozenset({"border_officer", "police_officer"})


def _build_sections(by: Actor) -> Iterable[HomeSection]:
    """Yield the children of this person by their clocks, and whom they handed over."""
    if by.role == "statistician":
        yield from _count_sections()
    if ROLES[by.role].is_supervisor:
        yield from _caseload_sections(by)
    if by.role == OFFICER:
        yield _my_cases_section(by)
    shown = _BY_ROLE.get(by.role)
    if shown is None:
        return
    filters = CaseFilters(custody=shown.custody or None, open_only=True)
    page = case_list(by=by, filters=filters, limit=_LINES, counted=True)
    query = f"?{urlencode({'open_only': '1'} | ({'custody': shown.custody} if shown.custody else {}))}"
    due = _earliest_deadlines(page.rows, by) if shown.custody else {}  # others read theirs in sections of their own
    yield HomeSection(
        "children",
        shown.title,
        shown.position,
        rows=[_build_line(row, due.get(row.id), by) for row in _order_by_clock(page.rows, due)],
        count=page.total,
        href=reverse("cases") + query,
        button=_register_button(by),
        empty=shown.none,
    )
    if shown.custody and has_handed_over(by):
        yield _handed_over_section(by)


def _handed_over_section(by: Actor) -> HomeSection:
    """Return whom this person's institution handed over: when, and to whom."""
    page = handed_over_list(by=by, limit=_HANDED_OVER_LINES, counted=True)
    rows: list[JsonObject] = [
        {
            "who": child_line(row.child, number=row.child.number, href=reverse("case", args=[row.child.id])),
            "what": t("Entrega: {whom}", "Handed over to: {whom}", whom=row.to_whom)
            if row.to_whom
            else t("Entrega", "Handed over"),
            "from_whom": format_local_date(row.at, by),
            "deadline": None,
            "button": {
                "href": reverse("case", args=[row.child.id]),
                "label": t("Ver lo que anotó", "See what you wrote"),
            },
        }
        for row in page.rows
    ]
    title = t("Entregas", "Handed over")
    return HomeSection("handed_over", title, 70, rows=rows, count=page.total, href=reverse("handed_over"))


_PARTS = {
    "age": (t("Por edad", "By age"), "age_band_statistics"),
    "sex": (t("Por sexo", "By sex"), "sex"),
    "with_whom": (t("Con quién viajan", "With whom they travel"), "accompaniment"),
    "origin": (t("Por país de origen", "By country of origin"), "nationality"),
    "custody": (t("En custodia de quién", "In whose custody"), "custody"),
    "step": (t("En qué paso están", "At which step they are"), "case_step"),
}
_OTHER_CELLS = {
    UNKNOWN: t("No se sabe", "Not known"),
    "XXX": t("No se sabe", "Not known"),
    ADULT: t("18 años o más", "18 and over"),
    "closed": t("Caso cerrado", "Case closed"),
}
_FEW = t("menos de {n}, o se sabría", "fewer than {n}, or could be found", n=SMALLEST_CELL)


def _count_sections() -> Iterable[HomeSection]:
    """Yield how many children there are, for who counts them and sees none."""
    columns = [{"label": t("Respuesta", "Answer")}, {"label": t("Niñas, niños y adolescentes", "Children")}]
    for place, (part, cells) in enumerate(count_children().items()):
        title, list_name = _PARTS[part]
        rows = [[_cell_words(cell, list_name), _FEW if cell.count is None else str(cell.count)] for cell in cells]
        none = t("Todavía no hay nadie registrado.", "Nobody is registered yet.")
        table: JsonObject | None = {"columns": columns, "rows": rows} if rows else None
        yield HomeSection(f"children_by_{part}", title, 10 + place, table=table, empty=none)


def _cell_words(cell: Cell, list_name: str) -> str:
    return str(_OTHER_CELLS.get(cell.code) or label(list_name, cell.code)).partition(":")[0]


def _my_cases_section(by: Actor) -> HomeSection:
    """Return the way to the cases of an officer, and how many they are."""
    mine = CaseFilters(officer=by.id, open_only=True)
    href = f"{reverse('cases')}?{urlencode({'officer': str(by.id), 'open_only': '1'})}"
    none = t("Ningún caso abierto está a su nombre.", "No open case is in your name.")
    return HomeSection("my_cases", t("Mis casos", "My cases"), 35, count=case_count(by=by, filters=mine), href=href,
                       empty=none)  # fmt: skip


def _caseload_sections(by: Actor) -> Iterable[HomeSection]:
    """Yield who has how many open cases and how many of them are late.

    Then how many have nobody.
    """
    rows = list_caseload(by=by)
    links: list[JsonObject] = [
        {
            "href": f"{reverse('cases')}?{urlencode(_of_officer(row) | {'open_only': '1'})}",
            "label": row.name if row.officer else t("Sin responsable", "Without an officer"),
            "count": row.cases,
            "hint": t("{n} con plazo vencido", "{n} with an overdue deadline", n=row.overdue) if row.overdue else "",
        }
        for row in rows
    ]
    title, open_cases = t("Quién lleva qué: casos abiertos", "Who has what: open cases"), sum(row.cases for row in rows)
    href = f"{reverse('cases')}?{urlencode({'agency': str(by.agency), 'open_only': '1'})}"
    yield HomeSection("caseload", title, 35, links=links, count=open_cases, href=href)
    without = sum(row.cases for row in rows if row.officer is None)
    if without:
        title, href = t("Sin responsable", "Without an officer"), f"{reverse('cases')}?unassigned=1&open_only=1"
        yield HomeSection("unassigned", title, 34, count=without, href=href)


def _of_officer(row: Caseload) -> dict[str, str]:
    return {"officer": str(row.officer)} if row.officer else {"unassigned": "1"}


def _register_button(by: Actor) -> JsonObject | None:
    if by.role not in _REGISTER_FIRST or not role_may(by, ACTS["register"]):
        return None
    words = t("Registrar a una niña, niño o adolescente", "Register a child")
    return {"href": reverse("new_case"), "label": words}


def _earliest_deadlines(rows: list[CaseRow], by: Actor) -> dict[UUID, Deadline]:
    """Return the first deadline that this person must meet on each of these cases.

    What others must meet is none of their clock. Two queries.
    """
    found = my_deadlines(by=by).filter(case__in=[row.id for row in rows]) if rows else ()
    return {row.case_id: row for row in reversed(list(found))}


def _order_by_clock(rows: list[CaseRow], due: dict[UUID, Deadline]) -> list[CaseRow]:
    """Return these rows, the earliest deadline first."""
    return sorted(rows, key=lambda row: (row.id not in due, due[row.id].due_at if row.id in due else row.changed_at))


def _build_line(row: CaseRow, due: Deadline | None, by: Actor) -> JsonObject:
    href = reverse("case", args=[row.id])
    what, deadline, way = step_words(row.step) if row.step else "", None, ""
    if due:
        shown = components.build_deadline(due.code, due.due_at, clock.now(), by, opened_at=due.opened_at)
        what, deadline = str(shown["label"]) or what, shown | {"label": ""}
        way = deadline_href(due.code, row.id, by)
    return {
        "who": child_line(row, number=row.number, href=href),
        "what": what,
        "deadline": deadline,
        "button": {"href": way or href, "label": DO if way else t("Abrir", "Open")},
        "second": _absence_button(row, by),
    }


def _absence_button(row: CaseRow, by: Actor) -> JsonObject | None:
    """Return the first of the two taps by which a carer says that a child is gone."""
    if by.role != "care_provider":
        return None
    return {"href": f"{act_href(row.id, 'record_alert')}?absent=1", "label": t("No está", "Is absent")}


declare_home_part("registry", _build_sections)
