"""Parameters of an action, each from its own origin (`law/params_origin.csv`), so that none can be forged.

Stated parameters are fields of the input with the parameter's name. Those of the session come from the actor, those of
another person from an approval. The rest come from providers that apps register, which look at the file, at the
input's references and at the registers of the node.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from amparo.core.compartments import GENERAL, Compartment
from amparo.core.facts import as_law_value
from amparo.law import PARAMS, Override, Params

if TYPE_CHECKING:
    from amparo.core.actor import Actor
    from amparo.core.acts import ActInput
    from amparo.core.file import CaseFile
    from amparo.core.models import Approval


@dataclass(frozen=True, slots=True)
class Asking:
    """What a provider may look at. `given` is None when the actions of a case are listed without an input."""

    action: str
    file: CaseFile
    given: ActInput | None
    by: Actor
    at: datetime
    signature: Approval | None = None
    override: Approval | None = None

    def answer(self, name: str, default: Any = None) -> Any:
        """What the input says under this name, if it asks for it and was answered."""
        value = getattr(self.given, name, None)
        return default if value is None else value


type ParamProvider = Callable[[Asking], Any]

_providers: dict[str, ParamProvider] = {}
_stated = {
    "reason_codes", "purpose", "fields", "private_space", "support_person", "same_sex_offered", "interview_subject",
    "guardian_kind", "to_custody", "solution", "tracing_mode", "tracing_channel", "release_to_caregiver", "closure_reason",
}  # fmt: skip


def parameter(name: str) -> Callable[[ParamProvider], ParamProvider]:
    """Register where a parameter of database or mixed origin comes from. None means its default."""

    def register(provider: ParamProvider) -> ParamProvider:
        if name in _providers or name in _stated or name not in PARAMS:
            raise ValueError(f"{name} is not a parameter, or has its origin already")
        _providers[name] = provider
        return provider

    return register


@parameter("actor_org_kind")
def _actor_org_kind(asking: Asking) -> str | None:
    return asking.by.org_kind


@parameter("trained_staff")
def _trained_staff(asking: Asking) -> bool:
    return asking.by.trained


@parameter("second_approver")
def _second_approver(asking: Asking) -> bool:
    return asking.signature is not None


@parameter("override")
def _override(asking: Asking) -> Override | None:
    if asking.override is None:
        return None
    return Override(by_org_kind="protection", reason=asking.override.reason)


_confirmed_by: dict[str, Callable[[Asking], bool]] = {}
PROVEN_IN: dict[str, Compartment] = {}
"""Confirmations that rest on a record which not everybody may read."""
_siblings_agree: dict[str, Callable[[Asking], bool]] = {}


def confirmation(
    code: str, *, proven_in: Compartment = GENERAL
) -> Callable[[Callable[[Asking], bool]], Callable[[Asking], bool]]:
    """Register which record proves a confirmation that nobody may merely state, and where that record is kept.

    The others are stated: the list `confirmation` holds those alone. Raises `ValueError` for a second origin.
    """

    def register(proof: Callable[[Asking], bool]) -> Callable[[Asking], bool]:
        if code in _confirmed_by:
            raise ValueError(f"{code} is confirmed by something already")
        _confirmed_by[code] = proof
        if proven_in != GENERAL:
            PROVEN_IN[code] = proven_in
        return proof

    return register


def siblings_agree(*actions: str) -> Callable[[Callable[[Asking], bool]], Callable[[Asking], bool]]:
    """Register how it is seen, for these actions, that brothers and sisters stay together."""

    def register(proof: Callable[[Asking], bool]) -> Callable[[Asking], bool]:
        _siblings_agree.update(dict.fromkeys(actions, proof))
        return proof

    return register


@parameter("confirmations")
def _confirmations(asking: Asking) -> frozenset[str]:
    stated = frozenset(asking.answer("confirmations", [])).difference(_confirmed_by)
    return stated | {code for code, proof in _confirmed_by.items() if proof(asking)}


@parameter("siblings_plan")
def _siblings_plan(asking: Asking) -> str | None:
    """Together only if their records agree; separated with reasons only if `siblings_reason` is written."""
    stated = asking.answer("siblings_plan")
    if stated == "together":
        agree = _siblings_agree.get(asking.action)
        return "together" if agree and agree(asking) else None
    if stated == "separated_reasoned" and not asking.answer("siblings_reason"):
        return "separated"
    return stated  # type: ignore[no-any-return]  # a code of the list


def params_of(asking: Asking) -> Params:
    """The parameters of one action; what nobody gives has its default."""
    found = {name: asking.answer(name) for name in _stated}
    found.update({name: provider(asking) for name, provider in _providers.items()})
    return Params(**{name: as_law_value(value) for name, value in found.items() if value is not None})
