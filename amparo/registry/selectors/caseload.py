"""How the cases of an agency are spread over its officers."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef

from amparo.accounts.selectors import active_people_of, person_names
from amparo.cases.roles import OFFICER
from amparo.cases.selectors import overdue_condition, running_deadlines
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.registry.selectors.cards import cards_visible_to


@dataclass(frozen=True, slots=True)
class Caseload:
    """The open cases of one officer, of nobody where `officer` is None.

    `overdue`: on how many of them a deadline is overdue.
    """

    officer: UUID | None
    name: str
    cases: int
    overdue: int


def list_caseload(*, by: Actor) -> list[Caseload]:
    """Return the open cases of this person's agency by officer, nobody's first.

    Then who has most; those who have none too, who could take one. Three queries.
    """
    late = running_deadlines(by=by).filter(overdue_condition(clock.now()), case=OuterRef("case"))
    mine = cards_visible_to(by=by).filter(agency=by.agency, closed=False)
    counted = mine.values("officer").annotate(cases=Count("case"), overdue=Count("case", filter=Exists(late)))
    found = list(counted.order_by().values_list("officer", "cases", "overdue"))
    free = {person.id for person in active_people_of(by.agency, roles={OFFICER})} - {officer for officer, _, _ in found}
    found += [(officer, 0, 0) for officer in free]
    names = person_names({officer for officer, _, _ in found if officer})
    rows = [
        Caseload(officer, names.get(officer, "") if officer else "", cases, overdue)
        for officer, cases, overdue in found
    ]
    return sorted(rows, key=lambda row: (row.officer is not None, -row.cases, row.name))
