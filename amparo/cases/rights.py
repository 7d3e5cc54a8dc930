"""Which acts each role includes.

Every context grants the rights on its own acts (`rights.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from amparo.accounts.roles import ROLES
from amparo.cases.act import AnyAct
from amparo.cases.roles import EVERY_ACTION, SIGNERS
from amparo.ledger.actor import Actor
from amparo.ledger.problems import RoleMayNot

_GRANTED: dict[str, set[str]] = {}
_EVERY_RECORD: Final = SIGNERS


def grant(roles: Iterable[str], *acts: str) -> None:
    """Let these roles do these acts."""
    for role in roles:
        _GRANTED.setdefault(role, set()).update(acts)


def role_may(by: Actor, act: AnyAct) -> bool:
    """Return whether the role of this person includes an act."""
    return role_includes_act(by.role, act)


def role_includes_act(role: str, act: AnyAct) -> bool:
    """Return whether a role includes an act."""
    if role in (EVERY_ACTION if act.kind == "action" else _EVERY_RECORD) or act.code in _GRANTED.get(role, ()):
        return True
    return ROLES[role].sees_cases and act.warns


def require_role(by: Actor, act: AnyAct) -> None:
    """Raise `RoleMayNot` when the role of this person does not include the act."""
    if not role_may(by, act):
        raise RoleMayNot
