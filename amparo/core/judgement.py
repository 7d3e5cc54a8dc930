"""Asking the law, and telling a person what it answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amparo.core.actor import Actor
from amparo.core.compartments import Compartment
from amparo.core.facts import Question, facts_of
from amparo.core.ids import new_id
from amparo.core.params import PROVEN_IN, Asking, params_of
from amparo.core.text import t, written_language
from amparo.law import (
    DEADLINES,
    RULES,
    Decision,
    Finding,
    Request,
    decide,
    decision_to_json,
    profile_for,
    request_to_json,
)
from amparo.law.messages_en import MESSAGES as ENGLISH
from amparo.law.messages_es import MESSAGES as SPANISH

RESTRICTED = {"rule": None, "code": "restricted", "level": "deny"}
RESTRICTED_WORDS = t(
    "Hay una razón reservada que usted no puede leer. Consulte a la autoridad de protección.",
    "There is a reserved reason that you may not read. Ask the protection authority.",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One question to the law and its answer."""

    request: Request
    decision: Decision

    def stored(self) -> dict[str, Any]:
        """As kept in the event, from which it can be judged again."""
        return {"request": request_to_json(self.request), "decision": decision_to_json(self.request, self.decision)}


def judge(asking: Asking, as_of: datetime) -> Judged:
    """Ask the law about an action on a file. `as_of` is the instant in the node's own offset."""
    request = Request(
        id=str(new_id()),
        action=asking.action,  # type: ignore[arg-type]  # acts of kind action carry the kernel's codes
        as_of=as_of,
        country=asking.file.country,
        facts=facts_of(asking.file, Question(asking.at, asking.action)),
        params=params_of(asking),
    )
    return Judged(request, decide(request, profile_for(request.country)))


def rests_on(rule: str) -> frozenset[Compartment]:
    """The compartments of the facts, and of what proves the confirmations, that decide a rule."""
    named = RULES[rule].holds.__code__.co_consts
    proven = frozenset(where for code, where in PROVEN_IN.items() if code in named)
    return proven.union(Compartment(name) for name in RULES[rule].compartments)


def deadline_rests_on(code: str) -> frozenset[Compartment]:
    """The compartments that the existence of a deadline would reveal."""
    declared = DEADLINES.get(code)
    return frozenset(Compartment(name) for name in declared.reads.compartments) if declared else frozenset()


def visible_blocks(decision: Decision, by: Actor) -> list[Finding]:
    """The blocking rules that this person may be told."""
    return [block for block in decision.blocks if by.reads(rests_on(block.rule))]


def explained(finding: Finding) -> dict[str, Any]:
    """A failed rule in words: what is missing, what to do, the norm and whether it was verified."""
    rule = RULES[finding.rule]
    message = (ENGLISH if written_language() == "en" else SPANISH)[finding.code]
    return {
        "rule": finding.rule,
        "code": finding.code,
        "level": finding.level,
        "needs": rule.needs,
        "message": message.text,
        "remedy": message.remedy,
        "sources": list(rule.sources),
        "verified": rule.verified,
    }


def restricted_block() -> dict[str, Any]:
    """What stands once for all the reasons that a reader may not be told."""
    return {
        **RESTRICTED,
        "needs": "facts",
        "message": str(RESTRICTED_WORDS),
        "remedy": "",
        "sources": [],
        "verified": True,
    }


def told(findings: tuple[Finding, ...], by: Actor) -> list[dict[str, Any]]:
    """Failed rules in words, those resting on a compartment that the reader lacks shown once as restricted."""
    open_to = [explained(finding) for finding in findings if by.reads(rests_on(finding.rule))]
    return open_to if len(open_to) == len(findings) else [*open_to, restricted_block()]


def refusal_members(judged: Judged, by: Actor) -> dict[str, Any]:
    """`decision`, `reasons` and, unless something is hidden, `request`, for whoever was refused."""
    answer = decision_to_json(judged.request, judged.decision)
    reasons = told(judged.decision.blocks, by)
    hidden = any(reason["rule"] is None for reason in reasons) or not by.reads(frozenset(Compartment))
    if not hidden:
        return {"decision": answer, "request": request_to_json(judged.request), "reasons": reasons}
    answer["blocks"] = [{key: reason[key] for key in ("rule", "code", "level")} for reason in reasons]
    answer["warnings"] = [w for w in answer["warnings"] if by.reads(rests_on(w["rule"]))]
    answer["deadlines"] = [d for d in answer["deadlines"] if by.reads(deadline_rests_on(d["code"]))]
    return {"decision": answer, "reasons": reasons}
