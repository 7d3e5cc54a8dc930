"""Parameters of an action, each from its own origin, so that none can be forged.

The origins are in `law/params_origin.csv`.

Stated parameters are fields of the input with the parameter's name. Those of the session come from the actor, those of
another person from an approval. The rest come from providers that contexts register, which look at the file, at the
input's references and at the registers of the node.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amparo.cases.act import ActInput
from amparo.cases.compartments import GENERAL, Compartment
from amparo.cases.fact_providers import to_law_value
from amparo.cases.file import CaseFile
from amparo.cases.models import Approval
from amparo.law import PARAMS, Override, Params
from amparo.ledger.actor import Actor
from amparo.ledger.registry import Registry


@dataclass(frozen=True, slots=True)
class DecisionContext:
    """What a provider of parameters may look at.

    `given` is None when actions are listed without an input.
    """

    action: str
    file: CaseFile
    given: ActInput | None
    by: Actor
    at: datetime
    signature: Approval | None = None
    override: Approval | None = None

    # Any: the type of an answer follows from the input of the act.
    def answer(self, name: str, default: Any = None) -> Any:
        """Return what the input says under this name, if it asks for it and was answered."""
        value = getattr(self.given, name, None)
        return default if value is None else value


type ParamProvider = Callable[[DecisionContext], object]
type Proof = Callable[[DecisionContext], bool]


@dataclass(frozen=True, slots=True)
class Proven:
    """What proves a parameter or a confirmation.

    `proven_in`: the compartments of the records that it looks at.
    """

    by: Callable[[DecisionContext], object]
    proven_in: frozenset[Compartment]


PROVIDERS: Registry[Proven] = Registry("provider of the parameter")
CONFIRMATIONS: Registry[Proven] = Registry("proof of the confirmation")
_SIBLINGS_AGREE: Registry[Proof] = Registry("proof on siblings for")
STATED = frozenset({
    "reason_codes", "purpose", "fields", "private_space", "support_person", "same_sex_offered", "interview_subject",
    "guardian_kind", "to_custody", "solution", "tracing_mode", "tracing_channel", "release_to_caregiver",
    "closure_reason",
})  # fmt: skip


def parameter(name: str, *, proven_in: Iterable[Compartment]) -> Callable[[ParamProvider], ParamProvider]:
    """Register where a parameter of database or mixed origin comes from.

    None means its default. `proven_in`: the compartments of the records that it looks at; who lacks one is not told
    what rests on the parameter.
    """
    if name in STATED or name not in PARAMS:
        raise ValueError(f"{name} is no parameter, or it is stated")

    def register(provider: ParamProvider) -> ParamProvider:
        PROVIDERS.add(name, Proven(provider, frozenset(proven_in)))
        return provider

    return register


def confirmation(code: str, *, proven_in: Iterable[Compartment]) -> Callable[[Proof], Proof]:
    """Register the proof of a confirmation that nobody may merely state.

    `proven_in`: the compartments in which the record is kept.

    The others are stated: the list `confirmation` holds those alone.
    """

    def register(proof: Proof) -> Proof:
        CONFIRMATIONS.add(code, Proven(proof, frozenset(proven_in)))
        return proof

    return register


def siblings_agree(*actions: str) -> Callable[[Proof], Proof]:
    """Register the proof, for these actions, that siblings stay together."""

    def register(proof: Proof) -> Proof:
        for action in actions:
            _SIBLINGS_AGREE.add(action, proof)
        return proof

    return register


NOWHERE: frozenset[Compartment] = frozenset()
"""Proven by the session, or by what everybody who sees the case may read."""


@parameter("actor_org_kind", proven_in=NOWHERE)
def _actor_org_kind(context: DecisionContext) -> str | None:
    return context.by.org_kind


@parameter("trained_staff", proven_in=NOWHERE)
def _trained_staff(context: DecisionContext) -> bool:
    return context.by.trained


@parameter("second_approver", proven_in=NOWHERE)
def _second_approver(context: DecisionContext) -> bool:
    return context.signature is not None


@parameter("override", proven_in=NOWHERE)
def _override(context: DecisionContext) -> Override | None:
    if context.override is None:
        return None
    return Override(by_org_kind="protection", reason=context.override.reason)


@parameter("confirmations", proven_in=NOWHERE)  # each confirmation says for itself where it is proven
def _confirmations(context: DecisionContext) -> frozenset[str]:
    stated = frozenset(context.answer("confirmations", [])).difference(CONFIRMATIONS)
    return stated | {code for code, proven in CONFIRMATIONS.items() if proven.by(context)}


@parameter("siblings_plan", proven_in={GENERAL})
def _siblings_plan(context: DecisionContext) -> str | None:
    """Return `together` only if the siblings' records agree.

    `separated_reasoned` only with a written reason.
    """
    stated: str | None = context.answer("siblings_plan")
    if stated == "together":
        agree = _SIBLINGS_AGREE.get(context.action)
        return "together" if agree and agree(context) else None
    if stated == "separated_reasoned" and not context.answer("siblings_reason"):
        return "separated"
    return stated


def compute_params(context: DecisionContext) -> Params:
    """Compute the parameters of one action; what nobody gives has its default."""
    found = {name: context.answer(name) for name in STATED}
    found.update({name: proven.by(context) for name, proven in PROVIDERS.items()})
    return Params(**{name: to_law_value(value) for name, value in found.items() if value is not None})
