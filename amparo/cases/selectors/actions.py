"""What may be done on a case.

Every action of the law with its state and what stands in its way.
"""

from __future__ import annotations

from datetime import datetime

from amparo.cases.access import works_on_case
from amparo.cases.act import ACTS, ActInput, AnyAct
from amparo.cases.fact_providers import compute_facts_by_action
from amparo.cases.file import CaseFile
from amparo.cases.judgement import judge
from amparo.cases.models import Case
from amparo.cases.param_providers import DecisionContext
from amparo.cases.rights import role_may
from amparo.cases.selectors.files import file_to_judge
from amparo.cases.visibility import restricted_reason, visible_obstacles
from amparo.law import ACTIONS, Facts
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject


def case_actions() -> list[AnyAct]:
    """Return the kernel's actions on a case, in the kernel's order."""
    return [ACTS[code] for code in ACTIONS if code in ACTS and not ACTS[code].opens_case]


def action_states(case: Case, *, by: Actor) -> list[JsonObject]:
    """Return every action on the case with its state and its obstacles in words.

    The state follows from the reasons that the reader may be told. Of an action with others, `restricted` stands among
    them whether one fails or not: its state would tell what they may not know.

    As `file_to_judge`, the parameters, and one query: who only looks at the case may do none of them.
    """
    states = action_states_on(file_to_judge(case, by=by), by=by)
    return states if works_on_case(by, case.id) else [state | {"may": False} for state in states]


def action_states_on(file: CaseFile | None, *, by: Actor) -> list[JsonObject]:
    """Return `action_states` on a file that was read with `file_to_judge`.

    The parameters' queries.
    """
    at, acts = clock.now(), case_actions()
    facts = compute_facts_by_action(file, at, [act.code for act in acts]) if file else {}
    return [_build_state(act, file, by, at, facts=facts.get(act.code)) for act in acts]


def action_state(code: str, case: Case, *, by: Actor, supposing: ActInput | None = None) -> JsonObject:
    """Return one action on the case, as `action_states` would show it.

    As `file_to_judge`, and the parameters. `supposing`: what the person would state, where only what is on record is in
    question; other parameters are computed or have their default.
    """
    return _build_state(ACTS[code], file_to_judge(case, by=by), by, clock.now(), supposing=supposing)


def _build_state(
    act: AnyAct,
    file: CaseFile | None,
    by: Actor,
    at: datetime,
    *,
    supposing: ActInput | None = None,
    facts: Facts | None = None,
) -> JsonObject:
    if file is None:
        return _state_json(act, by, is_ready=False, blocks=[restricted_reason()])
    blocks = judge(DecisionContext(act.code, file, supposing, by, at), facts).decision.blocks
    told = visible_obstacles(act.code, blocks, by)
    is_ready = not any(block["rule"] and block["needs"] == "facts" for block in told)
    return _state_json(act, by, is_ready=is_ready, blocks=told)


def _state_json(act: AnyAct, by: Actor, *, is_ready: bool, blocks: list[JsonObject]) -> JsonObject:
    return {
        "code": act.code,
        "title": str(act.title),
        "state": "ready" if is_ready else "blocked",
        "allowed": is_ready,
        "blocks": blocks,
        "may": role_may(by, act),
    }
