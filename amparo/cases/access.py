"""Who sees and works on a case: the involvements in force.

Row-level security says the same again in the database.
"""

from __future__ import annotations

from typing import NamedTuple, TypedDict
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from amparo.accounts.roles import ROLES
from amparo.cases.kinds import CHILD
from amparo.cases.models import Case, Involvement
from amparo.cases.problems import ReadOnly
from amparo.cases.roles import SIGNERS, SUPERVISOR
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.problems import NotVisible


class CaseId(TypedDict):
    """The row of a query for ids of cases."""

    case: UUID


type CaseIds = QuerySet[Involvement, CaseId]
"""Ids of cases, to filter other tables by: `case__in=`."""


class Responsible(NamedTuple):
    """The protection agency that answers for a case, and its officer if one is named."""

    agency: UUID | None
    officer: UUID | None


def involvement_condition(by: Actor) -> Q:
    """Return the condition on involvements, in force, that let this person see a case."""
    mine = Q(person=by.id) | Q(role=by.role)
    if by.agency and ROLES[by.role].by_agency:
        mine |= Q(agency=by.agency) & (Q(roles=[]) | Q(roles__contains=[by.role]))
    return Q(ended_at=None) & (Q(until=None) | Q(until__gt=clock.now())) & mine


_IN_FORCE_ON_CASE = """
select bool_or(until is null) from cases_involvement
where case_id = %(case)s and ended_at is null and (until is null or until > %(now)s)
  and (person_id = %(person)s or role = %(role)s
       or agency_id = %(agency)s and (roles = '{}' or roles @> array[%(role)s]::varchar[]))
"""
"""`involvement_condition` on one case, written out: it is asked before every act, and composing it costs more."""


def _ground_on_case(by: Actor, case_id: UUID) -> bool | None:
    """Return whether this person's ground to see a case lasts; None when they have none. One query."""
    if not ROLES[by.role].sees_cases:
        return None
    agency = by.agency if ROLES[by.role].by_agency else None
    with connection.cursor() as cursor:
        cursor.execute(
            _IN_FORCE_ON_CASE,
            {"case": case_id, "now": clock.now(), "person": by.id, "role": by.role, "agency": agency},
        )
        lasts: bool | None = cursor.fetchone()[0]
    return lasts


def sees_case(by: Actor, case_id: UUID) -> bool:
    """Return whether this person is involved in the case. One query."""
    return _ground_on_case(by, case_id) is not None


def works_on_case(by: Actor, case_id: UUID) -> bool:
    """Return whether this person may act on the case. One query.

    An emergency look permits reading alone.
    """
    return _ground_on_case(by, case_id) is True


def whole_cases(by: Actor) -> CaseIds:
    """Return the ids of the cases that this person sees whole.

    Of the others they read their own agency's entries alone.
    """
    return Involvement.objects.filter(involvement_condition(by), own_only=False).values("case")


def sees_whole_case(by: Actor, case_id: UUID) -> bool:
    """Return whether this person sees this case whole. One query."""
    return whole_cases(by).filter(case=case_id).exists()


def listed_cases(*, by: Actor, kind: str = CHILD) -> CaseIds:
    """Return the cases that this person's lists show.

    Seen whole, and not for the minutes of an emergency look.
    """
    grounds = Involvement.objects.filter(involvement_condition(by), kind=kind, own_only=False, until=None)
    return (grounds if ROLES[by.role].sees_cases else grounds.none()).values("case")


def has_handed_over(by: Actor) -> bool:
    """Return whether this person has handed over a case. One query.

    Of such a case only their own entries are still theirs to read.
    """
    return ROLES[by.role].sees_cases and Involvement.objects.filter(involvement_condition(by), own_only=True).exists()


def find_responsible(case_id: UUID) -> Responsible:
    """Return who answers for this case. One query."""
    found = Involvement.objects.filter(case=case_id, ground="responsible", ended_at=None)
    return Responsible(*(found.values_list("agency", "officer").first() or (None, None)))


def may_approve(by: Actor, case: Case, kind: str) -> bool:
    """Return whether this person may give a signature or an override on this case.

    One query. Signatures are given by officers and supervisors of the responsible agency, overrides by its supervisors.
    """
    allowed = {SUPERVISOR} if kind == "override" else SIGNERS
    return by.role in allowed and by.agency is not None and by.agency == find_responsible(case.id).agency


def require_visible_case(by: Actor, case_id: UUID) -> None:
    """Raise `NotVisible` when this person is not involved in the case.

    The same answer as for no case at all.
    """
    if not sees_case(by, case_id):
        raise NotVisible


def require_involvement(by: Actor, case_id: UUID) -> None:
    """Raise `NotVisible` or `ReadOnly` unless this person may act on the case.

    `ReadOnly` is for an emergency look. Called before anything is written.
    """
    lasts = _ground_on_case(by, case_id)
    if lasts is None:
        raise NotVisible
    if not lasts:
        raise ReadOnly
