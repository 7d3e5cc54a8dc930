"""The rows of a case that follow from its events, for `amparo audit verify`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from amparo.cases.compartments import Compartment
from amparo.cases.file import CaseFile, Entry
from amparo.cases.models import STATEMENT_TABLES, Approval, Case, Deadline, EmergencyLook, Involvement, Task
from amparo.cases.models.statements import Statement
from amparo.ledger.canonical import iso_instant
from amparo.ledger.kept_rows import declare_kept_table
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


def rebuild_file(events: Sequence[OpenedEvent], country: str) -> CaseFile:
    """Return the file of a case as its events tell it."""
    entries = (_rebuild_entry(opened) for opened in events if "entry" in opened.sealed)
    in_order = sorted(entries, key=lambda entry: (entry.occurred_at, entry.seq))
    return CaseFile(events[0].event.chain or UUID(int=0), country, tuple(in_order))


def _rebuild_entry(opened: OpenedEvent) -> Entry:
    event, sealed = opened
    parts = {Compartment(name): part for name, part in sealed["parts"].items()}
    body = {name: value for part in parts.values() for name, value in part.items()}
    agency = UUID(event.agency) if event.agency else None
    return Entry(
        UUID(sealed["entry"]), event.act, event.seq, body, UUID(event.actor), agency, event.occurred_at,
        event.recorded_at, parts,
    )  # fmt: skip


for _table in STATEMENT_TABLES:
    declare_row_check(RowCheck(_table._meta.db_table, _expect_statements(_table), _read_statements(_table)))
declare_kept_table(Case, "number", "kind", "country", "opened_at", chain="id", outlives_erasure=True)
declare_kept_table(
    Involvement, "agency", "person", "role", "roles", "ground", "compartments", "groups", "referral_seq", "own_only",
    "officer", "since", "until", "ended_at",
)  # fmt: skip
declare_kept_table(
    Approval, "kind", "act", "input_hash", "reason", "by", "agency", "supervisor", "given_at", "expires_at", "used_at"
)
declare_kept_table(
    Deadline, "code", "due_at", "opened_at", "closed_at", "agency", "person", "escalated_at", "compartments"
)
declare_kept_table(
    Task, "code", "detail", "agency", "person", "role", "due_at", "created_at", "created_by", "done_at", "done_by",
    "compartments",
)  # fmt: skip
declare_kept_table(
    EmergencyLook, "person", "agency", "reason", "at", "until", "reviewed_at", "reviewed_by", "justified", "review"
)
