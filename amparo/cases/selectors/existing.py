"""Which cases there are: for the worker, and for acts that name other cases."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from amparo.cases.kinds import CHILD
from amparo.cases.models import Case


def unerased_case(case_id: UUID) -> Case | None:
    """Return a case whose key was not destroyed. One query."""
    return Case.objects.filter(id=case_id, sealing_key__isnull=False).first()


def unerased_case_ids(kinds: Iterable[str]) -> list[UUID]:
    """Return the cases of these kinds whose keys were not destroyed, the oldest first.

    One query.
    """
    found = Case.objects.filter(sealing_key__isnull=False, kind__in=list(kinds))
    return list(found.order_by("id").values_list("id", flat=True))


def cases_by_id(case_ids: Iterable[UUID]) -> dict[UUID, Case]:
    """Return those of these cases that the database shows its reader. One query."""
    return Case.objects.in_bulk(list(case_ids))


def case_number(case_id: UUID) -> str:
    """Return the number of a case. One query."""
    return Case.objects.values_list("number", flat=True).get(id=case_id)


def country_of(case_id: UUID) -> str:
    """Return the country of a case. One query."""
    return Case.objects.values_list("country", flat=True).get(id=case_id)


def visible_child_ids(case_ids: Iterable[UUID]) -> set[UUID]:
    """Return those of these ids that are visible cases of children.

    One query, none without ids.
    """
    wanted = set(case_ids)
    if not wanted:
        return set()
    return set(Case.objects.filter(id__in=wanted, kind=CHILD).values_list("id", flat=True))
