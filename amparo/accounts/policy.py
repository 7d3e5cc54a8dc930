"""The access policy: who may act, see and sign. Row-level security says the same again in the database."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from amparo.accounts.models import Involvement
from amparo.accounts.roles import ROLES, SIGNERS, SUPERVISOR
from amparo.core import clock
from amparo.core.actor import Actor
from amparo.core.acts import Act
from amparo.core.models import Case


def involving(actor: Actor) -> Q:
    """The involvements, in force, that let this person see a case."""
    mine = Q(person=actor.id) | Q(role=actor.role)
    if actor.agency and ROLES[actor.role].by_agency:
        mine |= Q(agency=actor.agency) & (Q(roles=[]) | Q(roles__contains=[actor.role]))
    return Q(ended_at=None) & (Q(until=None) | Q(until__gt=clock.now())) & mine


class AccountsPolicy:
    """Answers the core's questions from roles and involvements."""

    def role_may(self, actor: Actor, declared: Act) -> bool:
        """Whether the actor's role includes this act at all."""
        return ROLES[actor.role].may(declared)

    def sees(self, actor: Actor, case_id: UUID) -> bool:
        """Whether the actor is involved in this case. One query."""
        return ROLES[actor.role].sees_cases and Involvement.objects.filter(involving(actor), case=case_id).exists()

    def works_on(self, actor: Actor, case_id: UUID) -> bool:
        """Whether the actor may act on the case, not only look at it in an emergency. One query."""
        grounds = Involvement.objects.filter(involving(actor), case=case_id, until=None)
        return ROLES[actor.role].sees_cases and grounds.exists()

    def whole_cases(self, actor: Actor) -> QuerySet[Any, Any]:
        """Ids of the cases of which some ground shows the actor more than their own agency's entries, to filter by."""
        return Involvement.objects.filter(involving(actor), own_only=False).values("case")

    def sees_whole(self, actor: Actor, case_id: UUID) -> bool:
        """Whether this case is one of them. One query."""
        return self.whole_cases(actor).filter(case=case_id).exists()

    def has_handed_over(self, actor: Actor) -> bool:
        """Whether there are cases of which only the actor's own entries are still theirs to read. One query."""
        return ROLES[actor.role].sees_cases and Involvement.objects.filter(involving(actor), own_only=True).exists()

    def may_approve(self, actor: Actor, case: Case, kind: str) -> bool:
        """Signatures: officers and supervisors of the responsible agency; overrides: its supervisors."""
        agency, _ = self.responsible(case.id)
        allowed = {SUPERVISOR} if kind == "override" else SIGNERS
        return actor.role in allowed and actor.agency is not None and actor.agency == agency

    def responsible(self, case_id: UUID) -> tuple[UUID | None, UUID | None]:
        """The protection agency, and its officer if one is named, who answer for this case. One query."""
        found = (
            Involvement.objects.filter(case=case_id, ground="responsible", ended_at=None)
            .values_list("agency", "officer")
            .first()
        )
        return found or (None, None)
