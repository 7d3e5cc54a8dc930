"""What a person has begun, and what waits for their signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from amparo.accounts.roles import ROLES
from amparo.cases import drafts
from amparo.cases.act import ACTS
from amparo.cases.readings import log_readings
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
    from amparo.cases.models import Draft


class DraftFilters(ListFilters):
    """Drafts by what they wait for.

    Words search the names of the children.
    """

    to_sign: bool = field(
        t("Por firmar", "To sign"), default=False, hint=t("Sólo lo que espera su firma", "Only what you are to sign")
    )
    to_lift: bool = field(
        t("Salvaguardas", "Safeguards"),
        default=False,
        hint=t("Sólo salvaguardas que le piden levantar", "Only safeguards that you are asked to lift"),
    )


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft with its line."""

    draft: Draft
    line: JsonObject


def _list_drafts(
    *, by: Actor, filters: DraftFilters, limit: int = 50, cursor: str = "", counted: bool = False
) -> RowPage[DraftRow]:
    """Return a page of drafts, the oldest first.

    Five queries and one for each own draft that waits for a signature, one more if `counted`.
    """
    wanted = _filter_drafts(by, filters)
    page = keyset_page(wanted, ("saved_at", "id"), cursor=cursor, limit=limit)
    names = lines.read_names(page.rows, by)
    rows = [DraftRow(row, _build_line(row, by, names)) for row in page.rows]
    return page.with_rows(rows, wanted.count() if counted else None)


def _build_line(row: Draft, by: Actor, names: lines.Names) -> JsonObject:
    is_own = row.person == by.id
    return lines.build_draft_row(row, clock.now(), by, names) if is_own else lines.build_sign_row(row, names)


def _count_drafts(*, by: Actor, filters: DraftFilters) -> int:
    return _filter_drafts(by, filters).count()


def _filter_drafts(by: Actor, filters: DraftFilters) -> QuerySet[Draft]:
    unsigned = Q(id__in=[draft.id for draft in drafts.list_unsigned(by=by)])
    if filters.to_sign:
        wanted = drafts.list_reachable(by=by).filter(unsigned, wants="signature")
    elif filters.to_lift:
        wanted = drafts.list_reachable(by=by).filter(unsigned, wants="override")
    else:
        wanted = drafts.list_reachable(by=by).filter(unsigned | Q(person=by.id))
    return wanted.filter(case__in=cases_named(filters.q, by=by)) if filters.q else wanted


def _log_download(rows: Sequence[UUID], by: Actor) -> None:
    """Log that a person downloaded the cases of these drafts. Two queries."""
    found = drafts.list_reachable(by=by).filter(id__in=rows, case__isnull=False)
    log_readings(sorted({draft.case.id for draft in found if draft.case}), "download", by=by)


def _number(row: DraftRow, by: Actor) -> Cell:
    return row.draft.case.number if row.draft.case else ""


def _name(row: DraftRow, by: Actor) -> Cell:
    return row.line["who"]["name"] if row.line["who"] else ""


def _what(row: DraftRow, by: Actor) -> Cell:
    return {"href": row.line["button"]["href"], "text": row.line["what"]}


def draft_item(row: DraftRow, by: Actor) -> JsonObject:
    """Return a draft of the list as JSON."""
    return {
        "id": str(row.draft.id),
        "case": str(row.draft.case.id) if row.draft.case else None,
        "act": row.draft.act,
        "text": str(ACTS[row.draft.act].title),
        "wants": row.draft.wants,
        "person": str(row.draft.person),
        "saved_at": iso_instant(row.draft.saved_at),
    }


def _item_schema() -> JsonObject:
    text = {"type": "string"}
    of_text = dict.fromkeys(("id", "act", "text", "wants", "person", "saved_at"), text)
    return {"type": "object", "properties": {**of_text, "case": {"type": ["string", "null"]}}}


_STATE = Column[DraftRow](t("Cómo está", "How it stands"), lambda row, by: str(row.line.get("from_whom", "")))

declare_resource(
    Resource(
        name="drafts",
        title=t("Firmas y borradores", "Signatures and drafts"),
        rows=SelectorRows(_list_drafts, _count_drafts),
        filters=DraftFilters,
        columns=(
            Column(t("De quién", "Of whom"), lambda row, by: row.line["who"], "person"),
            Column(t("Qué", "What"), _what, "link"),
            _STATE,
        ),
        sheet=(
            Column(t("Número", "Number"), _number),
            Column(t("De quién", "Of whom"), _name),
            Column(t("Qué", "What"), lambda row, by: str(row.line["what"])),
            _STATE,
            Column(t("Desde cuándo", "Since when"), lambda row, by: row.draft.saved_at),
        ),
        item=draft_item,
        item_schema=_item_schema,
        id_of=lambda row: row.draft.id,
        readers=lambda by: ROLES[by.role].sees_cases,
        page_readers=lambda by: ROLES[by.role].sees_cases,
        log_download=_log_download,
        page="drafts",
        words=ListWords(
            order=t("Primero lo más antiguo.", "The oldest first."),
            search=t("Buscar por nombre o número", "Search by name or number"),
            none=t("No tiene nada por firmar ni a medias", "You have nothing to sign or begun"),
            none_match=t("Nada coincide", "Nothing matches"),
        ),
    )
)
