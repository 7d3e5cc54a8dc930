"""Bulletins and the cards of reports follow from the chain of their report: `amparo audit verify`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from amparo.cases.kinds import REPORT
from amparo.cases.models import Case, Involvement
from amparo.cases.row_checks import rebuild_file
from amparo.ledger.kept_rows import declare_kept_table, find_kept
from amparo.ledger.row_checks import (
    Chain,
    OpenedEvent,
    RowCheck,
    Rows,
    declare_row_check,
    describe_row,
    group_by_chain,
)
from amparo.tracing.models.reports import Bulletin, BulletinRecipient, ReportCard
from amparo.tracing.subscribers.report_cards import report_card_columns

_CARD = tuple(column.name for column in ReportCard._meta.concrete_fields if column.name not in ("case", "changed_at"))


def _expect_card(events: Sequence[OpenedEvent]) -> Rows:
    """Return the card of a report as its last act wrote it."""
    acts = [opened.event for opened in events if "entry" in opened.sealed]
    [case] = find_kept(Case, events).values() or [{"kind": ""}]
    if case["kind"] != REPORT or not acts:
        return {}
    report = Case(number=case["number"], opened_at=datetime.fromisoformat(case["opened_at"]))
    file = rebuild_file(events, case["country"])
    columns = report_card_columns(report, file, at=acts[-1].recorded_at)
    answering = [row["agency"] for row in find_kept(Involvement, events).values() if _is_responsible(row)]
    return {"": describe_row(ReportCard(**columns, agency=answering[-1] if answering else None), *_CARD)}


def _is_responsible(row: Mapping[str, object]) -> bool:
    return row["ground"] == "responsible" and row["ended_at"] is None


def _read_cards(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
    found = ReportCard.objects.filter(case__in=chains)
    return group_by_chain((card.case_id, "", describe_row(card, *_CARD)) for card in found)


declare_row_check(RowCheck(ReportCard._meta.db_table, _expect_card, _read_cards))
declare_kept_table(
    Bulletin, "seq", "content", "photograph", "issued_at", "issued_by", "expires_at", "withdrawn_at", "withdrawn_by",
    "reason",
)  # fmt: skip
declare_kept_table(
    BulletinRecipient, "bulletin", "institution", "name", "agency", "acknowledged_at", "acknowledged_by",
    "withdrawal_told_at",
)  # fmt: skip
