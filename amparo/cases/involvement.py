"""Who becomes involved in a case, and who no longer is.

Steps shared by acts, inside their transaction. The event of the case keeps each row (`ledger.kept_rows`).
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from amparo.cases.compartments import GENERAL
from amparo.cases.models import Case, Involvement
from amparo.cases.roles import SIGNERS
from amparo.ledger.kept_rows import change_rows, keep


def involve_agency(
    case: Case,
    agency: UUID,
    ground: str,
    *,
    at: datetime,
    roles: frozenset[str] = frozenset(),
    compartments: frozenset[str] = frozenset(),
) -> None:
    """Let an agency, or only some of its roles, see the case.

    `compartments`: those that the ground would reveal to whoever learned of it.
    """
    already = Involvement.objects.filter(case=case, agency=agency, ground=ground, ended_at=None, own_only=False)
    if not already.exists():
        revealed = sorted(compartments - {GENERAL})
        _add(case, agency_id=agency, ground=ground, roles=sorted(roles), compartments=revealed, since=at)


def make_responsible(case: Case, agency: UUID, *, at: datetime) -> None:
    """Make a protection agency responsible for the case from now on.

    All its officers and supervisors see it.
    """
    change_rows(Involvement.objects.filter(case=case, ground="responsible", ended_at=None), ended_at=at)
    _add(case, agency_id=agency, ground="responsible", roles=sorted(SIGNERS), since=at)


def assign_officer(case: Case, officer: UUID | None) -> None:
    """Name the officer of the responsible agency who answers for the case."""
    change_rows(Involvement.objects.filter(case=case, ground="responsible", ended_at=None), officer_id=officer)


def involve_person(case: Case, person: UUID, ground: str, *, at: datetime) -> None:
    """Let one person see the case: a guardian, a lawyer."""
    if not Involvement.objects.filter(case=case, person=person, ground=ground, ended_at=None).exists():
        _add(case, person_id=person, ground=ground, since=at)


def involve_role(case: Case, role: str, ground: str, *, at: datetime) -> None:
    """Let every holder of a role on this node see the case."""
    if not Involvement.objects.filter(case=case, role=role, ground=ground, ended_at=None).exists():
        _add(case, role=role, ground=ground, since=at)


def end_involvement(case: Case, ground: str, *, at: datetime, keep_own: bool = False) -> None:
    """End every involvement on this ground.

    With `keep_own`, those who were involved still read their own entries.
    """
    involved = Involvement.objects.filter(case=case, ground=ground, ended_at=None, own_only=False)
    for involvement in list(involved):
        involvement.ended_at = at
        involvement.save(update_fields=["ended_at"])
        keep(involvement)
        if keep_own and involvement.agency_id:
            _add(
                case,
                agency_id=involvement.agency_id,
                ground=ground,
                roles=involvement.roles,
                compartments=involvement.compartments,
                own_only=True,
                since=at,
            )


def involve_by_referral(
    case: Case,
    agency: UUID,
    ground: str,
    *,
    at: datetime,
    groups: frozenset[str],
    compartments: frozenset[str],
) -> None:
    """Let an agency see the groups of data that a referral or share sends it.

    The referral is about to be written: its event is the next of the case.
    """
    _add(
        case,
        agency_id=agency,
        ground=ground,
        groups=sorted(groups),
        referral_seq=case.last_seq + 1,
        compartments=sorted(compartments - {GENERAL}),
        since=at,
    )


def end_referral(case: Case, referral_seq: int, *, at: datetime) -> None:
    """End what lets an agency see the case by the referral of this event."""
    change_rows(Involvement.objects.filter(case=case, referral_seq=referral_seq, ended_at=None), ended_at=at)


def involve_for_look(case: Case, person: UUID, ground: str, *, at: datetime, until: datetime) -> None:
    """Let one person read the case until then, in an emergency."""
    _add(case, person_id=person, ground=ground, since=at, until=until)


def _add(case: Case, **columns: Any) -> None:
    keep(Involvement.objects.create(case=case, kind=case.kind, **columns))
