"""The list of cases as a file: the same rows in words, made in one piece for a page or by a job for its reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.http import QueryDict

from amparo.accounts.selectors import agency_names
from amparo.cases.access import listed_cases
from amparo.cases.readings import log_readings
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.paging import MAX_LIMIT
from amparo.ledger.problems import NotVisible
from amparo.ledger.text import t
from amparo.registry.components import STEPS
from amparo.registry.filters import filters_from
from amparo.registry.selectors import Filters, Row, case_count, case_list
from amparo.ui.export import csv_text
from amparo.ui.exports import LISTS, ExportedList, Sheet

HEADS = (
    t("Número", "Number"), t("Nombre", "Name"), t("Edad", "Age"), t("Sexo", "Sex"), t("Con quién", "With whom"),
    t("Origen", "Origin"), t("País", "Country"), t("Paso", "Step"), t("Autoridad responsable", "Responsible authority"),
)  # fmt: skip


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
        STEPS[row.step - 1],
        agencies.get(row.agency, "") if row.agency else "",
    ]


def _count(query: QueryDict, by: Actor) -> int:
    return case_count(by=by, filters=filters_from(query))


def _make(query: QueryDict, by: Actor) -> Sheet:
    return sheet(filters_from(query), by=by)


def _taken(cases: Sequence[UUID], by: Actor) -> None:
    """Log that its reader took these cases along. Two queries."""
    if set(cases) - set(listed_cases(by=by).filter(case__in=cases).values_list("case", flat=True)):
        raise NotVisible
    log_readings(sorted(cases), "download", by=by)


LISTS.add("cases", ExportedList("cases", t("Casos", "Cases"), _count, _make, _taken))
