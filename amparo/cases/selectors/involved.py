"""Who answers for a case, who read it, and the cases that somebody handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from amparo.accounts.roles import ROLES
from amparo.accounts.selectors import agency_names, competent_agency, contact_to_call, person_names
from amparo.cases.access import involvement_condition, listed_cases
from amparo.cases.kinds import CHILD
from amparo.cases.models import Case, Involvement, Reading
from amparo.cases.readings import LISTED
from amparo.ledger.actor import Actor
from amparo.ledger.canonical import iso_instant
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t

if TYPE_CHECKING:
    from amparo.accounts.models import Agency

_LATEST_READINGS = 1000


def handed_over_cases(*, by: Actor) -> QuerySet[Case]:
    """Return the cases that this person handed over, the latest first.

    Of these they read their own entries alone.
    """
    if not ROLES[by.role].sees_cases:
        return Case.objects.none()
    mine = Involvement.objects.filter(involvement_condition(by), own_only=True, case=OuterRef("id"))
    kept = Case.objects.filter(kind=CHILD).exclude(id__in=listed_cases(by=by))
    dated = kept.annotate(handed_over_at=Subquery(mine.values("since")[:1]))
    return dated.filter(handed_over_at__isnull=False).order_by("-handed_over_at", "-id")


def choose_protection_agency(named: UUID | None, *, country: str) -> UUID:
    """Return the agency named, else the competent one of the country. One query.

    Raises `BadInput` when there is none.
    """
    agency = competent_agency("protection", country=country, named=named)
    if agency is None:
        words = (
            t("Elija una autoridad de protección de la lista.", "Choose a protection authority from the list.")
            if named
            else t("Indique la autoridad de protección.", "Name the protection authority.")
        )
        raise BadInput(FieldError("protection_agency", words))
    return agency


def list_readings(case: Case, *, by: Actor, with_lists: bool = True) -> list[dict[str, str]]:
    """Return who read a case, the latest first, with names. Three queries.

    `with_lists`: also who only saw it in a list.
    """
    found = Reading.objects.filter(case=case)
    if not with_lists:
        found = found.exclude(what=LISTED)
    rows = list(found.order_by("-at", "-id")[:_LATEST_READINGS])
    people, agencies = (
        person_names({row.person for row in rows}),
        agency_names({row.agency for row in rows if row.agency}),
    )
    return [
        {
            "person": people.get(row.person, ""),
            "agency": agencies.get(row.agency, "") if row.agency else "",
            "what": row.what,
            "at": iso_instant(row.at),
        }
        for row in rows
    ]


def responsible_contact(case: Case) -> tuple[str, str] | None:
    """Return the name and the telephone of who is responsible for the case.

    The name of the officer, else of the agency; the telephone of the agency.

    None where another agency's answer is not the reader's to see. One query.
    """
    found = Involvement.objects.filter(case=case, ground="responsible", ended_at=None)
    return contact_to_call(found.values("agency"), found.values("officer"))


def responsible_agency(case: Case) -> Agency | None:
    """Return the agency that answers for the case. One query."""
    found = Involvement.objects.select_related("agency").filter(case=case, ground="responsible", ended_at=None).first()
    return found.agency if found else None
