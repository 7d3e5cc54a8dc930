"""The list of cases: one row a child, the latest changed first."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from amparo.accounts.roles import ROLES
from amparo.cases import components
from amparo.cases.access import has_handed_over, listed_cases
from amparo.cases.act import ACTS
from amparo.cases.emergency import may_open_in_emergency
from amparo.cases.readings import log_readings
from amparo.cases.rights import role_may
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.canonical import iso_instant
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import NotVisible
from amparo.ledger.text import t
from amparo.registry.components import child_line, step_words
from amparo.registry.filters import CaseFilters
from amparo.registry.selectors import CaseRow, case_count, case_list
from amparo.ui.resource import Cell, Column, ListWords, Resource, SelectorRows, declare_resource


def case_item(row: CaseRow, by: Actor) -> JsonObject:
    """Return a listed case as JSON."""
    return {
        "id": str(row.id),
        "number": row.number,
        "name": row.name,
        "age": row.age,
        "sex": row.sex,
        "country": row.country,
        "with_whom": row.with_whom,
        "country_origin": row.origin,
        "step": row.step,
        "agency": str(row.agency) if row.agency else None,
        "officer": str(row.officer) if row.officer else None,
        "changed_at": iso_instant(row.changed_at),
        "next_due_at": iso_instant(row.next_due_at) if row.next_due_at else None,
    }


def _item_schema() -> JsonObject:
    text = {"type": "string"}
    maybe = {"type": ["string", "null"]}
    return {
        "type": "object",
        "properties": {
            **dict.fromkeys(("id", "number", "name", "age", "sex", "country", "with_whom", "country_origin"), text),
            "step": {"type": ["integer", "null"]},
            **dict.fromkeys(("agency", "officer", "next_due_at"), maybe),
            "changed_at": text,
        },
    }


def _child(row: CaseRow, by: Actor) -> Cell:
    return child_line(row, number=row.number, href=reverse("case", args=[row.id]))


def _next_deadline(row: CaseRow, by: Actor) -> Cell:
    if row.next_due_at is None:
        return None
    shown = components.build_deadline("", row.next_due_at, clock.now(), by, opened_at=row.next_opened_at)
    return shown | {"label": ""}


def _step(row: CaseRow, by: Actor) -> Cell:
    return {"text": step_words(row.step), "tone": "neutral"} if row.step else None


def _state(row: CaseRow, by: Actor) -> str:
    return "late" if row.next_due_at and row.next_due_at <= clock.now() else ""


def _coded(list_name: str, name: str) -> Column[CaseRow]:
    heads = {"sex": t("Sexo", "Sex"), "origin": t("Origen", "Origin"), "country": t("País", "Country")}
    return Column(heads[name], lambda row, by: str(label(list_name, getattr(row, name))))


def _with_whom(row: CaseRow, by: Actor) -> Cell:
    return str(label("accompaniment", row.with_whom)).partition(":")[0]


def _log_download(cases: Sequence[UUID], by: Actor) -> None:
    """Log that a person downloaded these cases. Two queries.

    Raises `NotVisible` when they no longer see one.
    """
    if set(cases) - set(listed_cases(by=by).filter(case__in=cases).values_list("case", flat=True)):
        raise NotVisible
    log_readings(sorted(cases), "download", by=by)


def _page_links(by: Actor) -> JsonObject:
    return {
        "may_look": may_open_in_emergency(by),
        "handed_over": has_handed_over(by),
        "may_compare": role_may(by, ACTS["record_duplicate"]),
        "add_href": reverse("new_case") if role_may(by, ACTS["register"]) else "",
    }


_NEXT = t("Próximo plazo", "Next deadline")
_AUTHORITY = Column[CaseRow](t("Autoridad responsable", "Responsible authority"), lambda row, by: row.agency_name)

declare_resource(
    Resource(
        name="cases",
        title=t("Casos", "Cases"),
        rows=SelectorRows(case_list, case_count),
        filters=CaseFilters,
        columns=(
            Column(t("Niña, niño o adolescente", "Child"), _child, "person"),
            Column(_NEXT, _next_deadline, "deadline"),
            Column(t("Paso", "Step"), _step, "tag"),
            _AUTHORITY,
        ),
        sheet=(
            Column(t("Número", "Number"), lambda row, by: row.number),
            Column(t("Nombre", "Name"), lambda row, by: row.name),
            Column(t("Edad", "Age"), lambda row, by: row.age),
            _coded("sex", "sex"),
            Column(t("Con quién", "With whom"), _with_whom),
            _coded("nationality", "origin"),
            _coded("country", "country"),
            Column(_NEXT, lambda row, by: row.next_due_at),
            Column(t("Paso", "Step"), lambda row, by: step_words(row.step) if row.step else ""),
            _AUTHORITY,
        ),
        item=case_item,
        item_schema=_item_schema,
        id_of=lambda row: row.id,
        page_readers=lambda by: ROLES[by.role].sees_cases,
        log_download=_log_download,
        page="cases",
        template="registry/cases.html",
        words=ListWords(
            order=t("Primero el que cambió al último.", "The latest changed first."),
            search=t("Buscar por nombre o número", "Search by name or number"),
            add=t("Registrar", "Register"),
            none=t("Todavía no hay casos", "No cases yet"),
            none_hint=t(
                "Cuando registre a una niña, niño o adolescente, o alguien le derive un caso, aparecerá aquí.",
                "When you register a child, or somebody refers a case to you, it will appear here.",
            ),
            none_match=t("Ningún caso coincide", "No case matches"),
            none_match_hint=t(
                "Pruebe con menos letras o quite filtros. Sólo ve los casos en que su institución participa.",
                "Try fewer letters or remove filters. You only see cases in which your institution takes part.",
            ),
        ),
        extra_context=_page_links,
        row_state=_state,
    )
)
