"""Who sees and works on a case: the involvements in force.

Row-level security says the same again in the database.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple, TypedDict
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from amparo.accounts.roles import ROLES
from amparo.cases.kinds import CHILD
from amparo.cases.models import Case, Involvement
from amparo.cases.problems import HandedOver, ReadOnly
from amparo.cases.roles import SIGNERS, SUPERVISOR
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.problems import NotVisible


class CaseId(TypedDict):
    """The row of a query for ids of cases."""

    case: UUID


type CaseIds = QuerySet[Involvement, CaseId]
"""Ids of cases, to filter other tables by: `case__in=`."""

type GroundRows = QuerySet[Involvement]
"""Grounds on which somebody sees cases, each with `case` and `since`."""


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
select count(*), bool_or(until is null), bool_or(until is null and not own_only),
       bool_or(not own_only and groups = '{}')
from cases_involvement
where case_id = %(case)s and ended_at is null and (until is null or until > %(now)s)
  and (person_id = %(person)s or role = %(role)s
       or agency_id = %(agency)s and (roles = '{}' or roles @> array[%(role)s]::varchar[]))
"""
"""`involvement_condition` on one case, written out: it is asked before every act, and composing it costs more."""


class Grounds(NamedTuple):
    """On what grounds a person sees one case.

    On any, on one that is no emergency look, on one by which the child is still theirs to look after, on one that is
    not limited to the groups of data of a referral.
    """

    any: bool = False
    lasting: bool = False
    current: bool = False
    unlimited: bool = False


def grounds_on(by: Actor, case_id: UUID) -> Grounds:
    """Return on what grounds this person sees a case. One query."""
    if not ROLES[by.role].sees_cases:
        return Grounds()
    agency = by.agency if ROLES[by.role].by_agency else None
    with connection.cursor() as cursor:
        cursor.execute(
            _IN_FORCE_ON_CASE,
            {"case": case_id, "now": clock.now(), "person": by.id, "role": by.role, "agency": agency},
        )
        return Grounds(*map(bool, cursor.fetchone()))


def as_told(by: Actor, case_id: UUID) -> Actor:
    """Return this person as somebody to whom reasons of the law about a case are told.

    To whom some groups of data were sent, or nothing but their own entries is left, the reasons are those of a case
    that they do not read: they hold no compartment of it. One query.
    """
    return by if reads_every_group(by, case_id) else replace(by, compartments=frozenset())


def sees_case(by: Actor, case_id: UUID) -> bool:
    """Return whether this person is involved in the case. One query."""
    return grounds_on(by, case_id).any


def works_on_case(by: Actor, case_id: UUID) -> bool:
    """Return whether this person may act on the case. One query.

    An emergency look permits reading alone, and a case that was handed over only warnings.
    """
    return grounds_on(by, case_id).current


def whole_cases(by: Actor) -> CaseIds:
    """Return the ids of the cases that this person sees whole.

    Of the others they read their own agency's entries alone.
    """
    return Involvement.objects.filter(involvement_condition(by), own_only=False).values("case")


def sees_whole_case(by: Actor, case_id: UUID) -> bool:
    """Return whether this person sees this case whole. One query."""
    return whole_cases(by).filter(case=case_id).exists()


def reads_every_group(by: Actor, case_id: UUID) -> bool:
    """Return whether some ground of this person on this case is not limited to groups.

    One query.
    """
    return grounds_on(by, case_id).unlimited


def groups_of_grounds(by: Actor, case_id: UUID) -> list[list[str]]:
    """Return the groups of data to which each ground limits a reader of a case.

    One query.

    No ground for who reads their own entries alone; no groups for a ground that does not limit.
    """
    grounds = Involvement.objects.filter(involvement_condition(by), case=case_id, own_only=False)
    return list(grounds.values_list("groups", flat=True))


def listed_cases(*, by: Actor, kind: str = CHILD) -> CaseIds:
    """Return the cases that this person's lists show.

    Seen whole, and not for the minutes of an emergency look.
    """
    return _listing_grounds(by, kind).values("case")


def _listing_grounds(by: Actor, kind: str = CHILD) -> GroundRows:
    grounds = Involvement.objects.filter(involvement_condition(by), kind=kind, own_only=False, until=None)
    return grounds if ROLES[by.role].sees_cases else grounds.none()


def cases_of_some_groups(*, by: Actor) -> GroundRows:
    """Return the grounds of listed cases of which they read some groups of data alone."""
    listed = _listing_grounds(by)
    return listed.exclude(groups=[]).exclude(case__in=listed.filter(groups=[]).values("case"))


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


def require_involvement(by: Actor, case_id: UUID, *, also_handed_over: bool = False) -> None:
    """Raise unless this person may act on the case.

    `NotVisible` without any ground, `ReadOnly` in an emergency look, `HandedOver` unless `also_handed_over`. Called
    before anything is written.
    """
    grounds = grounds_on(by, case_id)
    if not grounds.any:
        raise NotVisible
    if not grounds.lasting:
        raise ReadOnly
    if not grounds.current and not also_handed_over:
        raise HandedOver
