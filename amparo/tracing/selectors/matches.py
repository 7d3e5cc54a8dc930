"""Reads of reports that may be of a child on this node.

For those who see that child. Of a report they see only what was compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction

from amparo.cases.compartments import PROTECTION
from amparo.cases.file import read_file
from amparo.cases.selectors import cases_by_id
from amparo.cases.transaction import open_case_for_transaction
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError, NotVisible
from amparo.ledger.text import t
from amparo.registry.age import BirthRange
from amparo.registry.child_summary import ChildSummary
from amparo.registry.matcher import Match
from amparo.registry.selectors import cards_by_case, find_report_candidate, open_report_candidates, photographs_on_file
from amparo.tracing.reports.answers import current_consents

if TYPE_CHECKING:
    from amparo.registry.models import Candidate, Card, StoredFile


@dataclass(frozen=True, slots=True)
class ComparedReport:
    """A report as it is shown beside a child.

    `known`: what was compared, empty once the report has ended.
    """

    id: UUID
    number: str
    opened_at: datetime
    known: ChildSummary


@dataclass(frozen=True, slots=True)
class MatchPair:
    """A child and a report that may be of one child, with the probability (0 to 1)."""

    child: Card
    report: ComparedReport
    probability: float
    found_at: datetime


def compared_report(child: UUID, report: UUID) -> ComparedReport:
    """Return one report beside a child whom the reader sees.

    Raises `NotVisible`. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute("select id, number, opened_at, body::text from app_compared_report(%s, %s)", [child, report])
        row = cursor.fetchone()
    if row is None:
        raise NotVisible
    return _compared_report(*row)


def compared_reports(asked: Iterable[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], ComparedReport]:
    """Return the reports of comparable pairs (child, report), by pair, in order.

    One query.
    """
    pairs = list(asked)
    sql = """
      select asked.child, shown.id, shown.number, shown.opened_at, shown.body::text
      from unnest(%s::uuid[], %s::uuid[]) with ordinality as asked (child, report, at),
           app_compared_report(asked.child, asked.report) as shown
      order by asked.at
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [[child for child, _ in pairs], [report for _, report in pairs]])
        return {(child, report): _compared_report(report, *row) for child, report, *row in cursor.fetchall()}


def require_comparable_report(child: UUID, report: UUID, *, path: str) -> None:
    """Require a report that may be compared with this child.

    Raises `BadInput` at `path`. The same for one that does not exist.
    """
    try:
        compared_report(child, report)
    except NotVisible as error:
        words = t(
            "No hay tal reporte entre los que podrían ser suyos.",
            "There is no such report among those that may be theirs.",
        )
        raise BadInput(FieldError(path, words)) from error


def shared_photograph(child: UUID, report: UUID) -> StoredFile | None:
    """Return the latest photograph that the searcher agreed to share.

    With its case, for `read_sealed`. Raises `NotVisible` as `compared_report`. Five queries in a transaction.
    """
    with transaction.atomic(), open_case_for_transaction(report):
        compared_report(child, report)  # raises for those who may not compare
        case = cases_by_id([report])[report]
        if not {"photograph", "sharing"} <= current_consents(read_file(case.id, case.country)):
            return None
        return photographs_on_file(case.id).select_related("case").first()


def undecided_reports(child: UUID, *, by: Actor) -> list[tuple[ComparedReport, Match]]:
    """Return undecided reports that may be of this child, the likeliest first.

    Two queries.
    """
    if PROTECTION not in by.compartments:
        return []
    rows = {
        row.other_id: row
        for row in open_report_candidates(by=by).filter(child=child).order_by("-probability", "id")[:20]
    }
    shown = compared_reports((child, report) for report in rows) if rows else {}
    return [(report, match_from_candidate(rows[report.id])) for report in shown.values()]


def match_candidate(child: UUID, report: UUID) -> Candidate | None:
    """Return what the matcher found of this pair, None if nothing. One query."""
    return find_report_candidate(child, report)


def match_from_candidate(row: Candidate) -> Match:
    """Return the match that a candidate stores."""
    return Match(row.other_id, "report", row.probability, False, row.evidence)


def undecided_pairs(*, by: Actor, limit: int = 25, skip: int = 0) -> tuple[list[MatchPair], int]:
    """Return a page of undecided pairs, the likeliest first, and how many there are.

    Of children whom this person sees. One query where there are none, four where there is more than is asked for.
    """
    if PROTECTION not in by.compartments:
        return [], 0
    wanted = open_report_candidates(by=by)
    found = list(wanted.order_by("-probability", "id")[skip : skip + limit])
    if not found and not skip:
        return [], 0
    cards = cards_by_case(row.child_id for row in found)
    reports = compared_reports((row.child_id, row.other_id) for row in found)
    shown = [
        MatchPair(cards[row.child_id], reports[row.child_id, row.other_id], row.probability, row.found_at)
        for row in found
    ]
    return shown, skip + len(found) if 0 < len(found) < limit else wanted.count()


def _compared_report(report_id: UUID, number: str, opened_at: datetime, body: str | None) -> ComparedReport:
    return ComparedReport(
        report_id, number, opened_at, _summary_from_record(json.loads(body)) if body else ChildSummary()
    )


def _summary_from_record(body: JsonObject) -> ChildSummary:
    """Return a stored match record as a summary for the comparison."""
    first, last = body["born"]
    parents = [(relation, body[relation]) for relation in ("mother", "father") if body[relation]]
    return ChildSummary(
        names={part: body[part] for part in ("given", "first_surname", "second_surname") if body[part]},
        birth=BirthRange(date.fromordinal(first), date.fromordinal(last)) if first else BirthRange(),
        sex=body["sex"],
        nationalities=(body["nationality"],) if body["nationality"] else (),
        relatives=tuple(parents),
        documents=tuple(("other", number) for number in body["documents"]),
        place=", ".join(body["place"]),
    )
