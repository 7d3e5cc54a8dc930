"""Bulletins and cards of reports follow from the chain of their report.

For `amparo audit verify`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from amparo.cases.kinds import REPORT
from amparo.cases.row_checks import rebuild_case
from amparo.ledger.kept_rows import declare_kept_table
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
    report = rebuild_case(events)
    if report is None or report.kind != REPORT:
        return {}
    columns = report_card_columns(report, report.file, at=report.acted_at)
    return {"": describe_row(ReportCard(**columns, agency=report.agency), *_CARD)}


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
