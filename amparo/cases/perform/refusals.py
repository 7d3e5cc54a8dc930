"""A refusal is itself an event.

Of the case, or of the node when the case was never opened.
"""

from __future__ import annotations

from uuid import UUID

from amparo.cases.act import ActInput, AnyAct
from amparo.cases.judgement import Judgement
from amparo.cases.perform.statements import build_sealed_content, choose_padding
from amparo.cases.problems import Refused
from amparo.cases.transaction import case_transaction
from amparo.cases.visibility import compartments_of_refusals, visible_blocks
from amparo.ledger import events
from amparo.ledger.actor import Actor
from amparo.ledger.events import Chain
from amparo.ledger.transaction import in_own_transaction


@in_own_transaction
def record_refusal(act: AnyAct, case_id: UUID | None, given: ActInput, by: Actor, refused: Refused) -> None:
    """Append the event of a refusal, in a transaction of its own.

    Called after what was tried is rolled back.
    """
    if case_id is None:
        _append(None, act, given, by, refused)
        return
    with case_transaction(case_id) as case:
        _append(case, act, given, by, refused)
        case.save_chain_end()


def _append(chain: Chain | None, act: AnyAct, given: ActInput, by: Actor, refused: Refused) -> None:
    parts = act.split_by_compartment(given)
    blocks = [{"rule": b.rule, "code": b.code, "level": b.level} for b in visible_blocks(refused.decision, by)]
    judgements = (Judgement(refused.request, refused.decision),)
    events.append(
        chain,
        act=act.code,
        coded={"outcome": "refused", "blocks": blocks},
        sealed=build_sealed_content(parts, judgements),
        by=by,
        occurred_at=refused.request.as_of,
        compartments=compartments_of_refusals(act).union(parts),
        padded_to=choose_padding(judgements),
    )
