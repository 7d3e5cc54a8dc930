"""The rows of a case that follow from its events, for `amparo audit verify`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.cases.act import split_by_data_groups
from amparo.cases.compartments import Compartment
from amparo.cases.file import CaseFile, Entry
from amparo.cases.models import STATEMENT_TABLES, Approval, Case, Deadline, EmergencyLook, Involvement, Reading, Task
from amparo.cases.models.statements import Statement
from amparo.cases.reading_seals import compute_sealed, expect_sealed
from amparo.ledger.canonical import iso_instant
from amparo.ledger.kept_rows import declare_kept_table, find_kept
from amparo.ledger.row_checks import Chain, OpenedEvent, RowCheck, Rows, declare_row_check, describe_row, group_by_chain

_STATEMENT = ("entry", "act", "body", "by", "agency", "occurred_at", "recorded_at")


def _row_key(seq: int, groups: Sequence[str]) -> str:
    return " ".join((str(seq), *groups))


def _expect_statements(table: type[Statement]) -> Callable[[Sequence[OpenedEvent]], Rows]:
    """Return how the statements of one compartment follow from its events."""

    def expect(events: Sequence[OpenedEvent]) -> Rows:
        return {
            _row_key(opened.event.seq, groups): {
                "entry": opened.sealed["entry"],
                "act": opened.event.act,
                "body": body,
                "by": opened.event.actor,
                "agency": opened.event.agency,
                "occurred_at": iso_instant(opened.event.occurred_at),
                "recorded_at": iso_instant(opened.event.recorded_at),
            }
            for opened in events
            if "entry" in opened.sealed and table.compartment in opened.sealed["parts"]
            for groups, body in split_by_data_groups(
                opened.event.act, opened.sealed["parts"][table.compartment]
            ).items()
        }

    return expect


def _read_statements(table: type[Statement]) -> Callable[[Sequence[UUID]], Mapping[Chain, Rows]]:
    def read(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
        return group_by_chain(
            (row.case_id, _row_key(row.seq, row.groups), describe_row(row, *_STATEMENT))
            for row in table._default_manager.filter(case__in=chains)
        )

    return read


@dataclass(frozen=True, slots=True)
class ToldCase:
    """A case as its events tell it, after its last act.

    `agency` and `officer` answer for it.
    """

    number: str
    kind: str
    opened_at: datetime
    file: CaseFile
    agency: str | None
    officer: str | None
    acted_at: datetime


def rebuild_case(events: Sequence[OpenedEvent]) -> ToldCase | None:
    """Return a case as its events tell it; None of a chain that was erased."""
    case = next(iter(find_kept(Case, events).values()), None)
    entries = [_rebuild_entry(opened) for opened in events if "entry" in opened.sealed]
    if case is None or not entries:
        return None
    in_order = tuple(sorted(entries, key=lambda entry: (entry.occurred_at, entry.seq)))
    rows = find_kept(Involvement, events).values()
    answering = [row for row in rows if row["ground"] == "responsible" and row["ended_at"] is None]
    agency, officer = (answering[-1]["agency"], answering[-1]["officer"]) if answering else (None, None)
    file = CaseFile(events[0].event.chain or UUID(int=0), case["country"], in_order)
    opened_at = datetime.fromisoformat(case["opened_at"])
    return ToldCase(case["number"], case["kind"], opened_at, file, agency, officer, entries[-1].recorded_at)


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
declare_row_check(RowCheck(Reading._meta.db_table, expect_sealed, compute_sealed, of_node=True))
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
