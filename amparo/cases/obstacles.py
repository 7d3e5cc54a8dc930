"""What stands in the way of an action, wherever it is asked.

On the case, beside a form that prepares it, in a tab.
"""

from __future__ import annotations

from amparo.cases import components
from amparo.cases.act import ACTS, parse_input
from amparo.cases.links import act_href
from amparo.cases.models import Case
from amparo.cases.selectors import action_state
from amparo.law import RULES
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t

REMOVED_BY_RECORDS = frozenset({
    "forced_return_not_supported", "contiguous_not_determined", "admission_not_guaranteed", "medical_opinion_missing",
    "stay_check_stale", "file_not_transferred", "identity_mismatch", "reception_interview_missing",
    "handover_record_incomplete", "consent_missing", "factors_missing", "bid_flag_mismatch", "plan_missing",
    "options_not_compared", "no_safe_placement",
})  # fmt: skip
"""Reasons that no answer on the action's form removes, only a record: they stand in the way like those of facts."""
_STATED_WHEN_DONE = frozenset({"second_approver_missing", "siblings_separated"})
"""Reasons that are removed by what is signed or reasoned when the action is done, and not before."""

_NOT_COMPETENT = frozenset({"actor_not_competent"})
_NOT_THEIRS = _NOT_COMPETENT | {"restricted"}
"""What is somebody else's to do is theirs, whether there may be a reserved reason or not."""


def action_card(state: JsonObject, case: Case, by: Actor, *, phone: str = "") -> JsonObject:
    """Return an action as the case page shows it.

    Ready, for somebody else to do (call `phone`), or blocked and by what.
    """
    not_mine = any(block["code"] == "actor_not_competent" for block in state["blocks"]) or not state["may"]
    in_the_way = [b for b in state["blocks"] if b["needs"] == "facts" or b["code"] in REMOVED_BY_RECORDS]
    if state["state"] == "ready":  # a reserved reason may stand in the way or not: trying tells, and is on record
        in_the_way = [block for block in in_the_way if block["rule"]]
    blocks = [block for block in in_the_way if block["code"] not in (_NOT_THEIRS if not_mine else _NOT_COMPETENT)]
    card_state = "blocked" if blocks else "other" if not_mine else "ready"
    card = {
        "code": state["code"],
        "title": state["title"],
        "state": card_state,
        "is_mine": not not_mine,
        "href": act_href(case.id, state["code"]),
        "blocks": [components.build_verdict(block, case.id, by, trying=state["code"]) for block in blocks],
    }
    if card_state == "other":
        card |= {"who": t("la autoridad de protección", "the protection authority")}
        if phone:
            card["reach"] = {"href": f"tel:{phone}", "label": phone}
    return card


def obstacles_to(code: str, case: Case, by: Actor, *, proves: frozenset[str] = frozenset()) -> JsonObject:
    """Return the card of an action that a form prepares.

    `proves`: parameters that what is on record answers.
    """
    action = action_state(code, case, by=by)
    for block in action["blocks"]:
        if block["rule"] and RULES[block["rule"]].reads.params <= proves:
            block["needs"] = "facts"
    return action_card(action, case, by)


def obstacles_if_stated(code: str, case: Case, by: Actor, **stated: object) -> tuple[JsonObject, frozenset[str]]:
    """Return the card and the codes of what would be in the way if this were stated.

    All that is missing on record.
    """
    action = action_state(code, case, by=by, supposing=parse_input(ACTS[code], stated))
    for block in action["blocks"]:
        block["needs"] = "input" if block["code"] in _STATED_WHEN_DONE else "facts"
    return action_card(action, case, by), frozenset(block["code"] for block in action["blocks"])
