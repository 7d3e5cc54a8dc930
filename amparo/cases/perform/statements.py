"""Write what an act says.

Its statement in the tables of its compartments, its event on the chain.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from amparo.cases.act import ActContext, ActInput, AnyAct, Effects, split_by_data_groups
from amparo.cases.compartments import Compartment
from amparo.cases.file import Entry
from amparo.cases.judgement import Judgement
from amparo.cases.models import STATEMENT_TABLES, Case
from amparo.cases.visibility import compartments_read_by
from amparo.law import RULES_VERSION
from amparo.ledger import events
from amparo.ledger.actor import Actor
from amparo.ledger.inserts import insert_row
from amparo.ledger.json import JsonObject

if TYPE_CHECKING:
    from amparo.ledger.models import Event

JUDGED_PADDING: Final = 2048
"""What the law was asked holds every fact: no reader of the chain may guess from its length which."""
type Parts = Mapping[Compartment, JsonObject]


def write_statement(
    case: Case, *, act: str, entry_id: UUID, parts: Parts, by: Actor, occurred_at: datetime, recorded_at: datetime
) -> Entry:
    """Store what an act said, each part in the table of its compartment."""
    seq = case.last_seq + 1
    for table in STATEMENT_TABLES:
        if table.compartment in parts:
            for groups, body in split_by_data_groups(act, parts[table.compartment]).items():
                statement = table(
                    entry=entry_id,
                    case=case,
                    act=act,
                    seq=seq,
                    body=body,
                    groups=list(groups),
                    by=by.id,
                    agency=by.agency,
                    occurred_at=occurred_at,
                    recorded_at=recorded_at,
                )
                insert_row(statement)
    body = {name: value for part in parts.values() for name, value in part.items()}
    return Entry(entry_id, act, seq, body, by.id, by.agency, occurred_at, recorded_at, dict(parts))


def write_act_statement(act: AnyAct, case: Case, given: ActInput, context: ActContext, effects: Effects) -> Entry:
    """Write the statement of an act, with what its effects add to it."""
    parts = act.split_by_compartment(given)
    for compartment, more in effects.added_answers.items():
        parts[compartment] = parts.get(compartment, {}) | more
    return write_statement(
        case,
        act=act.code,
        entry_id=context.entry_id,
        parts=parts or {act.compartment: {}},
        by=context.by,
        occurred_at=context.occurred_at,
        recorded_at=context.at,
    )


def append_act_event(
    act: AnyAct,
    case: Case,
    given: ActInput,
    by: Actor,
    entry: Entry,
    judgements: tuple[Judgement, ...],
) -> Event:
    """Append the event of an act to the chain of its case.

    It keeps the rows that the act changed.
    """
    compartments = act.possible_compartments().union(entry.parts)
    coded = {"outcome": "done", **act.coded_values(given)}
    if act.may_show_breach and "breach" in entry.body:
        coded["breach"] = entry["breach"]
    warned = {warning.rule for judgement in judgements for warning in judgement.decision.warnings}
    if visible := sorted(rule for rule in warned if compartments_read_by(rule) <= compartments):
        coded["warnings"] = visible
    return events.append(
        case,
        act=act.code,
        coded=coded,
        sealed=build_sealed_content(entry.parts, judgements, entry=entry.id),
        by=by,
        occurred_at=entry.occurred_at,
        compartments=compartments,
        padded_to=choose_padding(judgements),
        recorded_at=entry.recorded_at,
    )


def build_sealed_content(parts: Parts, judgements: tuple[Judgement, ...], *, entry: UUID | None = None) -> JsonObject:
    """Return what an event seals.

    What was said, and what the law was asked and answered.
    """
    content = {"parts": parts, "judged": [judgement.to_json() for judgement in judgements], "rules": RULES_VERSION}
    return content | ({"entry": str(entry)} if entry else {})


def choose_padding(judgements: tuple[Judgement, ...]) -> int:
    """Return of how many bytes the sealed size must be a multiple."""
    return JUDGED_PADDING if judgements else 1
