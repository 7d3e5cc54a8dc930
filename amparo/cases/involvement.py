"""Who becomes involved in a case, and who no longer is.

Steps shared by acts, inside their transaction.
"""

from datetime import datetime
from uuid import UUID

from amparo.cases.models import Case, Involvement
from amparo.cases.roles import SIGNERS


def involve_agency(case: Case, agency: UUID, ground: str, *, at: datetime, roles: frozenset[str] = frozenset()) -> None:
    """Let an agency, or only some of its roles, see the case."""
    already = Involvement.objects.filter(case=case, agency=agency, ground=ground, ended_at=None, own_only=False)
    if not already.exists():
        Involvement.objects.create(
            case=case, kind=case.kind, agency_id=agency, ground=ground, roles=sorted(roles), since=at
        )


def make_responsible(case: Case, agency: UUID, *, at: datetime) -> None:
    """Make a protection agency responsible for the case from now on.

    All its officers and supervisors see it.
    """
    Involvement.objects.filter(case=case, ground="responsible", ended_at=None).update(ended_at=at)
    Involvement.objects.create(
        case=case, kind=case.kind, agency_id=agency, ground="responsible", roles=sorted(SIGNERS), since=at
    )


def assign_officer(case: Case, officer: UUID | None) -> None:
    """Name the officer of the responsible agency who answers for the case."""
    Involvement.objects.filter(case=case, ground="responsible", ended_at=None).update(officer_id=officer)


def involve_person(case: Case, person: UUID, ground: str, *, at: datetime) -> None:
    """Let one person see the case: a guardian, a lawyer."""
    if not Involvement.objects.filter(case=case, person=person, ground=ground, ended_at=None).exists():
        Involvement.objects.create(case=case, person_id=person, ground=ground, since=at)


def involve_role(case: Case, role: str, ground: str, *, at: datetime) -> None:
    """Let every holder of a role on this node see the case."""
    if not Involvement.objects.filter(case=case, role=role, ground=ground, ended_at=None).exists():
        Involvement.objects.create(case=case, kind=case.kind, role=role, ground=ground, since=at)


def end_involvement(case: Case, ground: str, *, at: datetime, keep_own: bool = False) -> None:
    """End every involvement on this ground.

    With `keep_own`, those who were involved still read their own entries.
    """
    involved = Involvement.objects.filter(case=case, ground=ground, ended_at=None, own_only=False)
    for involvement in involved:
        involvement.ended_at = at
        involvement.save(update_fields=["ended_at"])
        if keep_own and involvement.agency_id:
            Involvement.objects.create(
                case=case,
                kind=case.kind,
                agency_id=involvement.agency_id,
                ground=ground,
                roles=involvement.roles,
                own_only=True,
                since=at,
            )
