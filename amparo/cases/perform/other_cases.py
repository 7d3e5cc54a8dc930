"""What an act on one case leaves on the file of another."""

from __future__ import annotations

from datetime import datetime

from amparo.cases.compartments import GENERAL, Compartment
from amparo.cases.deadlines import sync_case_deadlines
from amparo.cases.kinds import CHILD
from amparo.cases.models import Case
from amparo.cases.perform.statements import build_sealed_content, write_statement
from amparo.cases.transaction import open_case_for_transaction
from amparo.ledger import events
from amparo.ledger.actor import Actor
from amparo.ledger.ids import new_id
from amparo.ledger.json import JsonObject


def add_statement_to_other_case(
    case: Case, *, act: str, body: JsonObject, by: Actor, at: datetime, compartment: Compartment = GENERAL
) -> None:
    """Add a statement, with an event, to another case that the act has locked."""
    parts = {compartment: body}
    with open_case_for_transaction(case.id):
        entry = write_statement(case, act=act, entry_id=new_id(), parts=parts, by=by, occurred_at=at, recorded_at=at)
        if case.kind == CHILD:
            sync_case_deadlines(case, at)
        events.append(
            case,
            act=act,
            coded={"outcome": "done"},
            sealed=build_sealed_content(parts, (), entry=entry.id),
            by=by,
            occurred_at=at,
            compartments=frozenset({compartment}),
            recorded_at=at,
        )
        case.save_chain_end()
