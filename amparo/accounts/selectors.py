"""Reads about people and agencies, and which cases a person sees."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from amparo.accounts.models import Agency, Certificate, Involvement, Person, Reading, Token
from amparo.accounts.policy import involving
from amparo.accounts.roles import ROLES, SUPERVISOR
from amparo.core import clock
from amparo.core.actor import Actor
from amparo.core.canonical import instant
from amparo.core.days import day_of
from amparo.core.models import CHILD, Case
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t


def actor_of(person: Person) -> Actor:
    """The signed-in person as the core knows them. One query, for the certificate."""
    role = ROLES[person.role]
    return Actor(
        id=person.id,
        name=person.name,
        role=person.role,
        agency=person.agency_id,
        agency_name=person.agency.name if person.agency else "",
        org_kind=role.org_kind,
        compartments=role.compartments,
        supervisor=person.role == SUPERVISOR,
        trained=is_trained(person.id),
        zone=person.agency.time_zone if person.agency else settings.NODE_TIME_ZONE,
    )


def actor_by_id(person_id: UUID) -> Actor | None:
    """A person who may still sign in, as the core knows them, for whom a job works. Two queries."""
    person = Person.objects.select_related("agency").filter(id=person_id, is_active=True).first()
    return actor_of(person) if person else None


def is_trained(person_id: UUID) -> bool:
    """Whether a person holds a valid child-protection certificate today. One query."""
    today = day_of(clock.now())
    return Certificate.objects.filter(person=person_id, valid_from__lte=today, valid_until__gte=today).exists()


def token_hash(token: str) -> str:
    """What is kept of a bearer token."""
    return hashlib.sha256(token.encode()).hexdigest()


def person_of_token(token: str) -> Person | None:
    """Who holds this bearer token, if it is known and in force. One query."""
    found = (
        Token.objects.select_related("person__agency").filter(hash=token_hash(token), person__is_active=True).first()
    )
    if found is None or (found.expires_at is not None and found.expires_at <= clock.now()):
        return None
    return found.person


def whole_case_ids(*, by: Actor, kind: str = CHILD) -> QuerySet[Involvement, Any]:
    """Ids of the cases of which this person sees more than their own entries, for `case_id__in` on other tables."""
    # no look in an emergency is listed
    grounds = Involvement.objects.filter(involving(by), kind=kind, own_only=False, until=None)
    return (grounds if ROLES[by.role].sees_cases else grounds.none()).values("case")


def handed_over(*, by: Actor) -> QuerySet[Case]:
    """The cases of which this person reads their own entries alone, the latest handed over first."""
    if not ROLES[by.role].sees_cases:
        return Case.objects.none()
    mine = Involvement.objects.filter(involving(by), own_only=True, case=OuterRef("id"))
    kept = (
        Case.objects.filter(kind=CHILD)
        .exclude(id__in=whole_case_ids(by=by))
        .annotate(handed_over_at=Subquery(mine.values("since")[:1]))
    )
    return kept.filter(handed_over_at__isnull=False).order_by("-handed_over_at", "-id")


def has_demo_people() -> bool:
    """Whether somebody invented may sign in here. One query."""
    return Person.objects.filter(demo=True).exists()


def names_of(people: set[UUID]) -> dict[UUID, str]:
    """Names of people by id. One query."""
    return dict(Person.objects.filter(id__in=people).values_list("id", "name"))


def agency_names(agencies: set[UUID]) -> dict[UUID, str]:
    """Names of agencies by id. One query."""
    return dict(Agency.objects.filter(id__in=agencies).values_list("id", "name"))


def protection_agency(named: UUID | None, *, country: str) -> UUID:
    """The protection agency that answers: the one named, else the one marked as competent in the country. One query.

    Raises `BadInput` when there is none.
    """
    found = Agency.objects.filter(org_kind="protection", **({"id": named} if named else {"country": country}))
    agency = found.order_by("-competent_by_default", "name").first()
    if agency is None:
        words = (
            t("Elija una autoridad de protección de la lista.", "Choose a protection authority from the list.")
            if named
            else t("Indique la autoridad de protección.", "Name the protection authority.")
        )
        raise BadInput(FieldError("protection_agency", words))
    return agency.id


def readings_of(case: Case, *, by: Actor) -> list[dict[str, str]]:
    """Who read a case, the latest first, with names. Three queries."""
    rows = list(Reading.objects.filter(case=case).order_by("-at", "-id")[:1000])
    people, agencies = names_of({row.person for row in rows}), agency_names({row.agency for row in rows if row.agency})
    return [
        {
            "person": people.get(row.person, ""),
            "agency": agencies.get(row.agency, "") if row.agency else "",
            "what": row.what,
            "at": instant(row.at),
        }
        for row in rows
    ]


def answers_for(case: Case) -> tuple[str, str] | None:
    """Name of the officer who answers for the case, else of the agency, and its telephone; None where another agency's
    answer is not the reader's to see. One query."""
    found = Involvement.objects.filter(case=case, ground="responsible", ended_at=None)
    names = found.values_list("officer__name", "agency__name", "agency__phone").first()
    return (names[0] or names[1] or "", names[2] or "") if names else None


def contact_of(agency: UUID) -> tuple[str, str]:
    """Name of an agency and its telephone, day and night. One query."""
    return Agency.objects.filter(id=agency).values_list("name", "phone").first() or ("", "")


def answering_agency(case: Case) -> Agency | None:
    """The agency that answers for the case. One query."""
    found = Involvement.objects.select_related("agency").filter(case=case, ground="responsible", ended_at=None).first()
    return found.agency if found else None
