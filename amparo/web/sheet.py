"""The list of cases as a file: the same rows in words, made in one piece for a page or by a job for its reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.http import QueryDict
from django.utils.translation import override

from amparo.accounts.selectors import actor_by_id, agency_names
from amparo.core.access import acting_as
from amparo.core.actor import Actor
from amparo.core.codes import label
from amparo.core.paging import MAX_LIMIT
from amparo.core.text import t
from amparo.registry.exports import Sheet, fulfil, waiting
from amparo.registry.selectors import Filters, Row, case_list
from amparo.web import present
from amparo.web.export import csv_text
from amparo.web.filters import filters_from

HEADS = (
    t("Número", "Number"), t("Nombre", "Name"), t("Edad", "Age"), t("Sexo", "Sex"), t("Con quién", "With whom"),
    t("Origen", "Origin"), t("País", "Country"), t("Paso", "Step"), t("Autoridad responsable", "Responsible authority"),
)  # fmt: skip


def prepare(export_id: UUID, person_id: UUID) -> None:
    """Make a list that a person asked for, under their rights and in their language, all of it as of one instant."""
    with acting_as(person_id):
        by = actor_by_id(person_id)
        export = waiting(export_id, by=by) if by else None
        if by is None or export is None:
            return
        with override(export.language), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read")
            made = sheet(filters_from(QueryDict(export.query)), by=by)
        fulfil(export, made)


def sheet(filters: Filters, *, by: Actor) -> Sheet:
    """Every row of the list that this person sees. One query and one more each 200 rows."""
    rows = list(_rows(filters, by))
    return Sheet(csv_text(HEADS, (cells for _, cells in rows)), [case for case, _ in rows])


def _rows(filters: Filters, by: Actor) -> Iterator[tuple[UUID, list[Any]]]:
    cursor: str | None = ""
    while cursor is not None:
        page = case_list(by=by, filters=filters, cursor=cursor, limit=MAX_LIMIT)
        agencies = agency_names({row.agency for row in page.rows if row.agency})
        yield from ((row.id, _cells(row, agencies)) for row in page.rows)
        cursor = page.next


def _cells(row: Row, agencies: dict[UUID, str]) -> list[Any]:
    return [
        row.number,
        row.name,
        row.age,
        label("sex", row.sex),
        label("accompaniment", row.with_whom).partition(":")[0],
        label("nationality", row.origin),
        label("country", row.country),
        present.STEPS[row.step - 1],
        agencies.get(row.agency, "") if row.agency else "",
    ]
