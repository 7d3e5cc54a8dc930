"""The questions of access that the core asks; `accounts` answers them when it starts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.db import connection

from amparo.core.problems import NotVisible, ReadOnly, RoleMayNot

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from amparo.core.actor import Actor
    from amparo.core.acts import Act
    from amparo.core.models import Case


class Policy(Protocol):
    """Who may act and who may see."""

    def role_may(self, actor: Actor, declared: Act) -> bool:
        """Whether the actor's role includes this act at all."""
        ...

    def sees(self, actor: Actor, case_id: UUID) -> bool:
        """Whether the actor is involved in this case."""
        ...

    def works_on(self, actor: Actor, case_id: UUID) -> bool:
        """Whether the actor may also act on this case: a look in an emergency permits none."""
        ...

    def sees_whole(self, actor: Actor, case_id: UUID) -> bool:
        """Whether the actor sees more of the case than the entries of their own agency."""
        ...

    def whole_cases(self, actor: Actor) -> QuerySet[Any, Any]:
        """Ids of the cases of which they do, to filter by."""
        ...

    def may_approve(self, actor: Actor, case: Case, kind: str) -> bool:
        """Whether the actor may give a signature or an override on this case."""
        ...

    def responsible(self, case_id: UUID) -> tuple[UUID | None, UUID | None]:
        """The agency, and the officer if one is named, who answer for this case."""
        ...


class _Unset:
    policy: Policy | None = None


def set_policy(policy: Policy) -> None:
    """Called once, by the app that knows people."""
    _Unset.policy = policy


def policy() -> Policy:
    """The policy in force."""
    if _Unset.policy is None:
        raise RuntimeError("no access policy: is amparo.accounts installed?")
    return _Unset.policy


def require_role(actor: Actor, declared: Act) -> None:
    """Raises `RoleMayNot` when the actor's role does not include the act."""
    if not policy().role_may(actor, declared):
        raise RoleMayNot


def require_sight(actor: Actor, case_id: UUID) -> None:
    """Raises `NotVisible` when the actor is not involved in the case: the same answer as for no case at all."""
    if not policy().sees(actor, case_id):
        raise NotVisible


def require_involvement(actor: Actor, case_id: UUID) -> None:
    """Before anything is written. Raises `NotVisible` as `require_sight`, `ReadOnly` for a look in an emergency."""
    if policy().works_on(actor, case_id):
        return
    require_sight(actor, case_id)
    raise ReadOnly


def _set(name: str, value: str, *, local: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config(%s, %s, %s)", [name, value, local])


@contextmanager
def acting_as(person: UUID | None) -> Iterator[None]:
    """Within the block the database knows who reads: row-level security shows this person's rows and no others."""
    _set("app.person", str(person or ""), local=False)
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed and not connection.needs_rollback:
            _set("app.person", "", local=False)


def judge_whole_case(case_id: UUID) -> None:
    """For the rest of this transaction the whole file of this one case can be read and changed.

    The law needs every fact, also those in compartments that the person who acts may not read. Call it only after
    `require_sight`, and inside a transaction.
    """
    _set("app.judging", str(case_id), local=True)
