"""Several cases assigned at once: each by the act, with its event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from amparo.accounts.selectors import active_people_of
from amparo.cases.access import find_responsible
from amparo.cases.act import ACTS, parse_input
from amparo.cases.perform import perform
from amparo.cases.roles import OFFICER
from amparo.ledger.problems import BadInput, Problem
from amparo.ledger.text import t
from amparo.registry.selectors import list_caseload

if TYPE_CHECKING:
    from amparo.ledger.actor import Actor

ACT = "record_assignment"
MOST = 100
"""Most cases that are assigned at once."""
_HAS_ONE = t("ya tiene a una persona responsable", "has an officer already")


def list_free_officers(*, by: Actor) -> dict[UUID, str]:
    """Return the officers of this person's agency who may be named, by id. One query."""
    return {person.id: person.name for person in active_people_of(by.agency, roles={OFFICER})}


def share_out(cases: Sequence[UUID], *, by: Actor) -> dict[UUID, UUID]:
    """Return who would get each of these cases: always whoever has fewest by then.

    Nobody where the agency has no officer. Four queries.
    """
    names = list_free_officers(by=by)
    load = {row.officer: row.cases for row in list_caseload(by=by) if row.officer in names}
    shared: dict[UUID, UUID] = {}
    for case in cases if names else ():
        officer = min(names, key=lambda one: (load.get(one, 0), names[one], one))
        load[officer] = load.get(officer, 0) + 1
        shared[case] = officer
    return shared


def assign_cases(officers: Mapping[UUID, UUID | None], *, by: Actor) -> dict[UUID, str]:
    """Assign each case to its officer, and return why some could not be, by case.

    One transaction each. A case that somebody assigned meanwhile keeps who it has.
    """
    tried = {case: _assign(case, officer, by) for case, officer in officers.items()}
    return {case: reason for case, reason in tried.items() if reason}


def _assign(case: UUID, officer: UUID | None, by: Actor) -> str:
    """Assign a case; return why it could not be, or nothing."""
    if find_responsible(case).officer:
        return str(_HAS_ONE)
    try:
        perform(ACT, case, parse_input(ACTS[ACT], {"officer": str(officer) if officer else ""}), by=by)
    except BadInput as problem:
        return "; ".join(str(error.message) for error in problem.errors)
    except Problem as problem:
        return str(problem)
    return ""
