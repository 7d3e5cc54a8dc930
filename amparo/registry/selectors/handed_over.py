"""The children whom an institution handed over, from its own entries alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from amparo.cases.file import CaseFile, read_files
from amparo.cases.numbers import number_parts, read_case_number
from amparo.cases.selectors import handed_over_cases, names_stated
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.paging import RowPage, keyset_page
from amparo.registry.name_search import is_named
from amparo.registry.projection import NAME_ACTS, search_text
from amparo.registry.selectors.case_list import CaseRow, row_of_file
from amparo.ui.resource import ListFilters

_ALL = ListFilters()


@dataclass(frozen=True, slots=True)
class HandedOverRow:
    """One child who was handed over: when, and to whom, as their institution wrote."""

    child: CaseRow
    at: datetime
    to_whom: str


def handed_over_list(
    *, by: Actor, filters: ListFilters = _ALL, limit: int = 50, cursor: str = "", counted: bool = False
) -> RowPage[HandedOverRow]:
    """Return a page of children whom the reader handed over, the latest opened first.

    Two queries, one more to search and one if `counted`.
    """
    wanted = _named(handed_over_cases(by=by), filters.q or "")
    page = keyset_page(wanted, ("-id",), cursor=cursor, limit=limit)
    files = read_files({case.id: case.country for case in page.rows}) if page.rows else {}
    rows = [_build_row(case, files[case.id]) for case in page.rows]
    return page.with_rows(rows, wanted.count() if counted else None)


def handed_over_count(*, by: Actor, filters: ListFilters) -> int:
    """Return how many children the reader handed over. One query, one more to search."""
    return _named(handed_over_cases(by=by), filters.q or "").count()


def handed_over_among(cases: Sequence[UUID], *, by: Actor) -> list[UUID]:
    """Return those of these cases that the reader handed over. One query."""
    return list(handed_over_cases(by=by).filter(id__in=cases).values_list("id", flat=True))


def _named(cases: QuerySet[Any, Any], q: str) -> QuerySet[Any, Any]:
    """Return the cases of this number or name, as the reader's institution wrote them."""
    if not q:
        return cases
    if number := read_case_number(q):
        return cases.filter(number=number)
    texts: defaultdict[UUID, list[str]] = defaultdict(list)
    for case_id, names in names_stated(cases, acts=NAME_ACTS):
        texts[case_id].append(search_text(names))
    wanted = Q(id__in=[case_id for case_id, found in texts.items() if is_named(" ".join(found), q)])
    for part in number_parts(q):
        wanted |= Q(number__contains=part)
    return cases.filter(wanted)


def _build_row(case: Any, file: CaseFile) -> HandedOverRow:  # a case with its annotation
    child = row_of_file(file, number=case.number, changed_at=case.handed_over_at)
    return HandedOverRow(child, case.handed_over_at, _say_to_whom(file))


def _say_to_whom(file: CaseFile) -> str:
    """Return who received the child, as far as the reader's institution wrote it."""
    custody = file.latest("to_custody", "transfer_custody")
    named = file.latest("receiver_name", "transfer_custody") or file.latest("received_by", "record_handover")
    return ", ".join(words for words in (str(label("custody", custody)) if custody else "", named or "") if words)
