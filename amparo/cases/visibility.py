"""Which reasons, warnings and deadlines are visible to a reader.

That follows from the compartments that they would reveal.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from amparo.cases.act import AnyAct
from amparo.cases.compartments import EVERY, Compartment
from amparo.cases.judgement import Judgement
from amparo.cases.param_providers import CONFIRMATIONS, PROVIDERS
from amparo.law import RULES, Decision, Finding, deadline_versions, decision_to_json, message_for, request_to_json
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t, written_language

RESTRICTED: JsonObject = {"rule": None, "code": "restricted", "level": "deny"}
RESTRICTED_WORDS = t(
    "Puede haber una razón reservada que usted no puede leer. Consulte a la autoridad de protección.",
    "There may be a reserved reason that you may not read. Ask the protection authority.",
)


def compartments_read_by(rule_id: str) -> frozenset[Compartment]:
    """Return the compartments that a rule reads.

    Those of its facts, and of what proves its parameters and confirmations.
    """
    rule = RULES[rule_id]
    proofs = [PROVIDERS[name] for name in rule.reads.params if name in PROVIDERS]
    proofs += [CONFIRMATIONS[code] for code in rule.reads.confirmations if code in CONFIRMATIONS]
    in_facts = frozenset(Compartment(name) for name in rule.reads.compartments)
    return in_facts.union(*(proof.proven_in for proof in proofs))


def compartments_of_refusals(act: AnyAct) -> frozenset[Compartment]:
    """Return the compartments of an act and of every rule that guards it.

    Whether somebody learns that it was refused, or signed, must not depend on which of the rules failed.
    """
    guards = [rule.id for rule in RULES.values() if act.code in rule.guards]
    return act.possible_compartments().union(*map(compartments_read_by, guards))


def compartments_read_by_deadline(code: str) -> frozenset[Compartment]:
    """Return the compartments that the existence of a deadline would reveal."""
    return frozenset(Compartment(name) for version in deadline_versions(code) for name in version.reads.compartments)


def visible_blocks(decision: Decision, by: Actor) -> list[Finding]:
    """Return the blocking rules that this person may be told."""
    return [block for block in decision.blocks if by.may_read(compartments_read_by(block.rule))]


def explain_finding(finding: Finding) -> JsonObject:
    """Return a failed rule in words.

    What is missing, what to do, the norm and whether it was verified.
    """
    rule, message = RULES[finding.rule], message_for(finding.code, written_language())
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


def restricted_reason() -> JsonObject:
    """Return what stands once for all the reasons that a reader may not be told."""
    return {
        **RESTRICTED,
        "needs": "facts",
        "message": str(RESTRICTED_WORDS),
        "remedy": "",
        "sources": [],
        "verified": True,
    }


@cache
def has_reserved_rules(action: str, compartments: frozenset[str]) -> bool:
    """Return whether a rule of this action reads more than these compartments."""
    return any(action in rule.guards and not compartments_read_by(rule.id) <= compartments for rule in RULES.values())


def visible_obstacles(action: str, findings: Iterable[Finding], by: Actor) -> list[JsonObject]:
    """Return in words what stands in the way of an action.

    Where rules of the action read a compartment that the reader lacks, they appear once, as restricted, whether they
    failed or not: who may not know of asylum or trafficking learns nothing from the reasons.
    """
    shown = visible_warnings(findings, by)
    return [*shown, restricted_reason()] if has_reserved_rules(action, by.compartments) else shown


def visible_warnings(findings: Iterable[Finding], by: Actor) -> list[JsonObject]:
    """Return in words the failed rules that this reader may be told."""
    return [explain_finding(finding) for finding in findings if by.may_read(compartments_read_by(finding.rule))]


def visible_decision(decision: JsonObject, by: Actor) -> JsonObject:
    """Return a decision as JSON without what this reader may not be told."""
    blocks = [block for block in decision["blocks"] if by.may_read(compartments_read_by(block["rule"]))]
    is_reserved = decision["blocks"] and has_reserved_rules(decision["action"], by.compartments)
    return decision | {
        "blocks": [*blocks, RESTRICTED] if is_reserved else blocks,
        "warnings": [each for each in decision["warnings"] if by.may_read(compartments_read_by(each["rule"]))],
        "deadlines": [
            each for each in decision["deadlines"] if by.may_read(compartments_read_by_deadline(each["code"]))
        ],
    }


def decision_members(judgement: Judgement, by: Actor, *, is_trial: bool) -> JsonObject:
    """Return `allowed` and `decision` of an act that was done, or only tried.

    Of a trial it is not said whether it would be allowed where rules of the action read more than this person may.
    """
    decision = visible_decision(decision_to_json(judgement.request, judgement.decision), by)
    if is_trial and has_reserved_rules(judgement.request.action, by.compartments):
        return {"allowed": None, "decision": decision | {"allowed": None, "blocks": [RESTRICTED]}}
    return {"allowed": True, "decision": decision}


def refusal_members(judgement: Judgement, by: Actor) -> JsonObject:
    """Return `decision`, `reasons` and, if nothing is hidden, `request` of a refusal."""
    decision = decision_to_json(judgement.request, judgement.decision)
    action, blocks = judgement.request.action, judgement.decision.blocks
    reasons = visible_obstacles(action, blocks, by) if blocks else []
    if by.may_read(EVERY):
        return {"decision": decision, "request": request_to_json(judgement.request), "reasons": reasons}
    return {"decision": visible_decision(decision, by), "reasons": reasons}
