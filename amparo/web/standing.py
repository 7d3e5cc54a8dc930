"""What stands in the way of an action, told wherever it is asked: on the case, beside a form that prepares it, in a place."""

from __future__ import annotations

from typing import Any

from amparo.core.actor import Actor
from amparo.core.acts import ACTS
from amparo.core.inputs import parse_input
from amparo.core.models import Case
from amparo.core.selectors import next_action
from amparo.core.text import t
from amparo.law import RULES
from amparo.web import present
from amparo.web.places import WAIT_FOR_RECORDS

NOT_ON_RECORD = frozenset({"second_approver_missing", "siblings_separated"})  # signed, or reasoned, when it is done


def action_card(one: dict[str, Any], case: Case, by: Actor, *, phone: str = "") -> dict[str, Any]:
    """An action as the case page shows it: ready, for somebody else to do (call `phone`), or blocked and by what."""
    not_mine = any(block["code"] == "actor_not_competent" for block in one["blocks"]) or not one["may"]
    in_the_way = [b for b in one["blocks"] if b["needs"] == "facts" or b["code"] in WAIT_FOR_RECORDS]
    blocks = [block for block in in_the_way if block["code"] != "actor_not_competent"]
    state = "blocked" if blocks else "other" if not_mine else "ready"
    card = {
        "code": one["code"],
        "title": one["title"],
        "state": state,
        "is_mine": not not_mine,
        "href": present.act_href(case.id, one["code"]),
        "blocks": [present.verdict(block, case.id, by, trying=one["code"]) for block in blocks],
    }
    if state == "other":
        card |= {"who": t("la autoridad de protección", "the protection authority")}
        if phone:
            card["reach"] = {"href": f"tel:{phone}", "label": phone}
    return card


def standing(code: str, case: Case, by: Actor, *, proves: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What stands in the way of the action that a form prepares; `proves`: parameters that what is on record answers."""
    action = next_action(code, case, by=by)
    for block in action["blocks"]:
        if block["rule"] and RULES[block["rule"]].reads_params <= proves:
            block["needs"] = "facts"
    return action_card(action, case, by)


def supposing(code: str, case: Case, by: Actor, **stated: Any) -> tuple[dict[str, Any], frozenset[str]]:
    """What would stand in the way if this were stated: all that is missing on record. The card, and the codes."""
    action = next_action(code, case, by=by, supposing=parse_input(ACTS[code], stated))
    for block in action["blocks"]:
        block["needs"] = "input" if block["code"] in NOT_ON_RECORD else "facts"
    return action_card(action, case, by), frozenset(block["code"] for block in action["blocks"])
