"""The list of children who were handed over: when, and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from amparo.accounts.roles import ROLES
from amparo.cases.readings import log_readings
from amparo.ledger.actor import Actor
from amparo.ledger.canonical import iso_instant
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import NotVisible
from amparo.ledger.text import t
from amparo.registry.components import child_line
from amparo.registry.selectors import HandedOverRow, handed_over_among, handed_over_count, handed_over_list
from amparo.ui.present import format_exact
from amparo.ui.resource import Cell, Column, ListFilters, ListWords, Resource, SelectorRows, declare_resource


class HandedOverFilters(ListFilters):
    """Children who were handed over, by the words of a search alone.

    What another filter would ask is no longer the reader's to know.
    """


def handed_over_item(row: HandedOverRow, by: Actor) -> JsonObject:
    """Return a child who was handed over as JSON."""
    return {
        "id": str(row.child.id),
        "number": row.child.number,
        "name": row.child.name,
        "age": row.child.age,
        "sex": row.child.sex,
        "handed_over_at": iso_instant(row.at),
        "to_whom": row.to_whom,
    }


def _item_schema() -> JsonObject:
    text = {"type": "string"}
    names = ("id", "number", "name", "age", "sex", "handed_over_at", "to_whom")
    return {"type": "object", "properties": dict.fromkeys(names, text)}


def _child(row: HandedOverRow, by: Actor) -> Cell:
    return child_line(row.child, number=row.child.number, href=reverse("case", args=[row.child.id]))


def _log_download(cases: Sequence[UUID], by: Actor) -> None:
    """Log that a person downloaded these cases. Two queries.

    Raises `NotVisible` when they no longer read one.
    """
    if set(cases) - set(handed_over_among(cases, by=by)):
        raise NotVisible
    log_readings(sorted(cases), "download", by=by)


_TO_WHOM = Column[HandedOverRow](t("A quién", "To whom"), lambda row, by: row.to_whom or None)
_WHEN = t("Entregada o entregado", "Handed over")

declare_resource(
    Resource(
        name="handed_over",
        title=t("Entregas", "Handed over"),
        rows=SelectorRows(handed_over_list, handed_over_count),
        filters=HandedOverFilters,
        columns=(
            Column(t("Niña, niño o adolescente", "Child"), _child, "person"),
            Column(_WHEN, lambda row, by: format_exact(row.at, by)),
            _TO_WHOM,
        ),
        sheet=(
            Column(t("Número", "Number"), lambda row, by: row.child.number),
            Column(t("Nombre", "Name"), lambda row, by: row.child.name),
            Column(t("Edad", "Age"), lambda row, by: row.child.age),
            Column(_WHEN, lambda row, by: row.at),
            _TO_WHOM,
        ),
        item=handed_over_item,
        item_schema=_item_schema,
        id_of=lambda row: row.child.id,
        readers=lambda by: ROLES[by.role].sees_cases,
        page_readers=lambda by: ROLES[by.role].sees_cases,
        log_download=_log_download,
        page="handed_over",
        words=ListWords(
            order=t(
                "De cada quien lee lo que anotó su institución. Primero el expediente más reciente.",
                "Of each you read what your institution wrote. The latest case first.",
            ),
            search=t("Buscar por nombre o número", "Search by name or number"),
            none=t("No ha entregado a nadie", "You have handed nobody over"),
            none_match=t("Nadie coincide", "Nobody matches"),
        ),
    )
)
