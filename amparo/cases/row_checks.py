"""The rows of a case that follow from its events, for `amparo audit verify`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from amparo.cases.approvals import GIVEN, describe_approval
from amparo.cases.involvement import describe_involvement
from amparo.cases.models import STATEMENT_TABLES, Approval, Case, Involvement
from amparo.cases.models.statements import Statement
from amparo.cases.perform.statements import describe_case
from amparo.ledger.canonical import iso_instant
from amparo.ledger.json import JsonObject
from amparo.ledger.row_checks import Chain, OpenedEvent, RowCheck, Rows, declare_row_check, describe_row, group_by_chain


def _expect_statements(table: type[Statement]) -> Callable[[Sequence[OpenedEvent]], Rows]:
    """Return how the statements of one compartment follow from its events."""

    def expect(events: Sequence[OpenedEvent]) -> Rows:
        return {
            str(opened.event.seq): {
                "entry": opened.sealed["entry"],
                "act": opened.event.act,
                "body": opened.sealed["parts"][table.compartment],
                "by": opened.event.actor,
                "agency": opened.event.agency,
                "occurred_at": iso_instant(opened.event.occurred_at),
            }
            for opened in events
            if "entry" in opened.sealed and table.compartment in opened.sealed["parts"]
        }

    return expect


def _read_statements(table: type[Statement]) -> Callable[[Sequence[UUID]], Mapping[Chain, Rows]]:
    def read(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
        return group_by_chain(
            (row.case_id, str(row.seq), describe_row(row, "entry", "act", "body", "by", "agency", "occurred_at"))
            for row in table._default_manager.filter(case__in=chains)
        )

    return read


def _expect_last(name: str) -> Callable[[Sequence[OpenedEvent]], Any]:
    """Return how to find what the last event with `name` says of it.

    None where no event has it.
    """
    return lambda events: next((opened.sealed[name] for opened in reversed(events) if name in opened.sealed), None)


def _expect_case(events: Sequence[OpenedEvent]) -> Rows:
    case = _expect_last("case")(events)
    return {"": case} if case else {}


def _read_cases(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
    return group_by_chain((row.id, "", describe_case(row)) for row in Case.objects.filter(id__in=chains))


def _expect_involvements(events: Sequence[OpenedEvent]) -> Rows:
    return {row["id"]: row for row in _expect_last("involved")(events) or []}


def _read_involvements(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
    rows = Involvement.objects.filter(case__in=chains)
    return group_by_chain((row.case_id, str(row.id), describe_involvement(row)) for row in rows)


def _expect_approvals(events: Sequence[OpenedEvent]) -> Rows:
    used = {approval for opened in events for approval in opened.sealed.get("used", [])}
    return {given["id"]: given | {"is_used": given["id"] in used} for given in _iterate_given(events)}


def _iterate_given(events: Sequence[OpenedEvent]) -> Iterator[JsonObject]:
    return (opened.sealed["approval"] for opened in events if opened.event.act == GIVEN)


def _read_approvals(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
    return group_by_chain(
        (row.case_id, str(row.id), describe_approval(row) | {"is_used": row.used_at is not None})
        for row in Approval.objects.filter(case__in=chains)
    )


for _table in STATEMENT_TABLES:
    declare_row_check(RowCheck(_table._meta.db_table, _expect_statements(_table), _read_statements(_table)))
declare_row_check(RowCheck(Case._meta.db_table, _expect_case, _read_cases, outlives_erasure=True))
declare_row_check(RowCheck(Involvement._meta.db_table, _expect_involvements, _read_involvements))
declare_row_check(RowCheck(Approval._meta.db_table, _expect_approvals, _read_approvals))
