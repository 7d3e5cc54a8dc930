"""The lists of tracing: reports of missing children, and received bulletins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from amparo.accounts.roles import ROLES
from amparo.cases.access import listed_cases
from amparo.cases.act import ACTS
from amparo.cases.kinds import REPORT
from amparo.cases.readings import log_readings
from amparo.cases.rights import role_may
from amparo.ledger.actor import Actor
from amparo.ledger.canonical import iso_instant
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import NotVisible
from amparo.ledger.text import t
from amparo.tracing.bulletin_items import bulletin_item
from amparo.tracing.filters import BulletinFilters, ReportFilters
from amparo.tracing.frame import report_tag
from amparo.tracing.papers.bulletin import bulletin_title
from amparo.tracing.rights import ROLES_WITH_COUNTS
from amparo.tracing.selectors.bulletins import (
    awaits_receipt,
    bulletin_state,
    filter_bulletins,
    may_show_name,
    received_bulletins,
)
from amparo.tracing.selectors.reports import ReportRow, report_count, report_list
from amparo.ui import present
from amparo.ui.resource import Cell, Column, ListWords, ModelRows, Resource, SelectorRows, declare_resource

if TYPE_CHECKING:
    from amparo.tracing.models.reports import Bulletin

_TONES = {"in_force": "action", "expired": "neutral", "withdrawn": "danger"}
_CHILD = t("Niña, niño o adolescente", "Child")


def _report_item(row: ReportRow, by: Actor) -> JsonObject:
    return {
        "id": str(row.id),
        "number": row.number,
        "name": row.name,
        "age": row.age,
        "sex": row.sex,
        "urgency": row.urgency,
        "state": row.state,
        "reported_at": iso_instant(row.reported_at),
        "last_news_on": row.last_news_at.isoformat() if row.last_news_at else None,
        "agency": str(row.agency) if row.agency else None,
    }


def _report_schema() -> JsonObject:
    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    texts = ("id", "number", "name", "age", "sex", "urgency", "state", "reported_at")
    return {
        "type": "object",
        "properties": dict.fromkeys(texts, text) | dict.fromkeys(("last_news_on", "agency"), maybe),
    }


def _child_cell(row: ReportRow, by: Actor) -> Cell:
    return {"name": row.name, "age": row.age, "number": row.number, "href": reverse("report", args=[row.id])}


def _log_download(reports: Sequence[UUID], by: Actor) -> None:
    """Log that a person downloaded these reports. Two queries.

    Raises `NotVisible` when they no longer see one.
    """
    seen = listed_cases(by=by, kind=REPORT).filter(case__in=reports).values_list("case", flat=True)
    if set(reports) - set(seen):
        raise NotVisible
    log_readings(sorted(reports), "download", by=by)


def _page_links(by: Actor) -> JsonObject:
    return {
        "add_href": reverse("new_report") if role_may(by, ACTS["report_missing"]) else "",
        "may_report": role_may(by, ACTS["report_missing"]),
        "may_match": role_may(by, ACTS["record_report_match"]),
        "may_count": by.role in ROLES_WITH_COUNTS,
    }


_AUTHORITY = Column[ReportRow](t("Autoridad responsable", "Responsible authority"), lambda row, by: row.agency_name)
_NEWS = Column[ReportRow](t("Última noticia", "Last news"), lambda row, by: row.last_news_at)
_REPORTED = t("Reportada el", "Reported on")

declare_resource(
    Resource(
        name="reports",
        title=t("Niñas, niños y adolescentes que se buscan", "Missing children"),
        rows=SelectorRows(report_list, report_count),
        filters=ReportFilters,
        columns=(
            Column(_CHILD, _child_cell, "person"),
            Column(t("Urgencia", "Urgency"), lambda row, by: report_tag("report_urgency", row.urgency), "tag"),
            Column(t("Estado", "State"), lambda row, by: report_tag("report_state", row.state), "tag"),
            Column(_REPORTED, lambda row, by: row.reported_at),
            _NEWS,
            _AUTHORITY,
        ),
        sheet=(
            Column(t("Número", "Number"), lambda row, by: row.number),
            Column(t("Nombre", "Name"), lambda row, by: row.name),
            Column(t("Edad", "Age"), lambda row, by: row.age),
            Column(t("Sexo", "Sex"), lambda row, by: str(label("sex", row.sex))),
            Column(t("Urgencia", "Urgency"), lambda row, by: report_tag("report_urgency", row.urgency)),
            Column(t("Estado", "State"), lambda row, by: report_tag("report_state", row.state)),
            Column(_REPORTED, lambda row, by: present.to_local(row.reported_at, by).date()),
            _NEWS,
            _AUTHORITY,
        ),
        item=_report_item,
        item_schema=_report_schema,
        id_of=lambda row: row.id,
        page_readers=lambda by: ROLES[by.role].sees_cases,
        log_download=_log_download,
        page="reports",
        template="tracing/reports.html",
        words=ListWords(
            order=t("Primero el que se reportó al último.", "The latest reported first."),
            search=t("Buscar por nombre o número", "Search by name or number"),
            add=t("Reportar", "Report"),
            none=t("Todavía no hay reportes", "No reports yet"),
            none_hint=t(
                "Cuando alguien busque a una niña, niño o adolescente que no tiene expediente, repórtelo aquí.",
                "When somebody searches for a child who has no case, report it here.",
            ),
            none_match=t("Ningún reporte coincide", "No report matches"),
            none_match_hint=t(
                "Pruebe con menos letras o quite filtros. Sólo ve los reportes en que participa.",
                "Try fewer letters or remove filters. You only see reports in which you take part.",
            ),
        ),
        extra_context=_page_links,
    )
)


def _bulletin_title(bulletin: Bulletin, by: Actor) -> Cell:
    """Return the link to a bulletin, with the child's name where it may be shown."""
    title = bulletin_title(bulletin.content if may_show_name(bulletin) else {})
    return {"href": reverse("bulletin", args=[bulletin.id]), "text": title}


def _bulletin_state(bulletin: Bulletin, by: Actor) -> Cell:
    state = bulletin_state(bulletin)
    return {"text": str(label("bulletin_state", state)), "tone": _TONES[state]}


def _receipt(bulletin: Bulletin, by: Actor) -> Cell:
    if awaits_receipt(bulletin):
        return {"text": str(t("Por confirmar", "To be confirmed")), "tone": "time"}
    return {"text": str(t("Confirmado", "Confirmed")), "tone": "done"}


def _bulletin_schema() -> JsonObject:
    text = {"type": "string"}
    return {
        "type": "object",
        "properties": {
            **dict.fromkeys(("id", "report", "state", "issued_at", "expires_at"), text),
            "content": {"type": ["object", "null"]},
            "photograph": {"type": "boolean"},
            "recipients": {"type": "array", "items": {"type": "object"}},
        },
    }


declare_resource(
    Resource(
        name="bulletins",
        title=t("Boletines de búsqueda", "Search bulletins"),
        rows=ModelRows(lambda by: received_bulletins(by=by), ("-issued_at", "-id"), narrow=filter_bulletins),
        filters=BulletinFilters,
        columns=(
            Column(_CHILD, _bulletin_title, "link"),
            Column(t("Estado", "State"), _bulletin_state, "tag"),
            Column(t("Emitido", "Issued"), lambda row, by: row.issued_at),
            Column(t("Vale hasta", "Valid until"), lambda row, by: row.expires_at),
            Column(t("Recibo", "Receipt"), _receipt, "tag"),
        ),
        item=lambda row, by: bulletin_item(row),
        item_schema=_bulletin_schema,
        id_of=lambda row: row.id,
        page_readers=lambda by: ROLES[by.role].sees_cases,
        page="bulletins",
        template="tracing/bulletins.html",
        words=ListWords(
            order=t("Primero el que se emitió al último.", "The latest issued first."),
            search=t("Buscar por nombre", "Search by name"),
            none=t("Ningún boletín", "No bulletins"),
            none_hint=t(
                "Cuando su institución reciba uno, aparecerá aquí.",
                "When your agency receives one, it will appear here.",
            ),
        ),
        row_state=lambda row, by: "new" if awaits_receipt(row) else "",
    )
)
