"""Reads about people and agencies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from amparo.accounts.models import Agency, Certificate, Person, Token
from amparo.accounts.roles import ADMINISTRATOR, ROLES
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_day

_ADMINISTRATORS_LOCK = 0x61646D69  # any number, the same for whoever changes an administrator

type Ids = QuerySet[Any, Any]
"""A query of ids, of one column."""


def agencies() -> QuerySet[Agency]:
    """Return the agencies whose people work on this node."""
    return Agency.objects.all()


def people() -> QuerySet[Person]:
    """Return all people, former ones included, each with their agency.

    And whether they may sign in and have `never_entered`, or are `without_second_factor`.
    """
    factors = Authenticator.objects.filter(user_id=OuterRef("id"))
    conditions = {"never_entered": Q(last_login=None), "without_second_factor": ~Q(Exists(factors))}
    return Person.objects.select_related("agency").annotate(
        **{
            name: ExpressionWrapper(Q(is_active=True) & condition, output_field=BooleanField())
            for name, condition in conditions.items()
        }
    )


def is_username_taken(username: str, *, besides: UUID | None = None) -> bool:
    """Return whether somebody `besides` this person signs in with this name.

    In whatever capitals.
    """
    found = Person.objects.filter(username__iexact=username)
    return (found.exclude(id=besides) if besides else found).exists()


def has_other_administrator(person: UUID) -> bool:
    """Return whether another active person administers the node.

    Until the transaction ends, nobody else is told so: of two administrators who remove each other, one stays. Two
    queries.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_ADMINISTRATORS_LOCK])
    return Person.objects.filter(role=ADMINISTRATOR, is_active=True).exclude(id=person).exists()


def certificates() -> QuerySet[Certificate]:
    """Return the child-protection certificates of people, each with its person."""
    return Certificate.objects.select_related("person")


def competent_agency(org_kind: str, *, country: str, named: UUID | None = None) -> UUID | None:
    """Return the agency of this kind that answers for a country.

    None if there is none. That is the `named` one if given, else the one marked as competent there, else any there. One
    query.
    """
    found = Agency.objects.filter(org_kind=org_kind, **({"id": named} if named else {"country": country}))
    return found.order_by("-competent_by_default", "name").values_list("id", flat=True).first()


_ACTOR = """
select person.id, person.name, person.role, agency.id, agency.name, agency.time_zone,
       exists (select from accounts_certificate where person_id = person.id and %s between valid_from and valid_until),
       token.scopes
from accounts_person person
     left join accounts_agency agency on agency.id = person.agency_id
     left join accounts_token token on token.person_id = person.id and token.hash = %s
where """
"""Who asks, written out: it is read before every page and operation, and composing it costs more."""
_BY_ID = _ACTOR + "person.id = %s"
_BY_TOKEN = _ACTOR + "token.revoked_at is null and token.expires_at > %s and person.is_active"


def _read_actor(query: str, token: str, *condition: UUID | datetime) -> tuple[Actor, frozenset[str]] | None:
    """Return who asks, and the scopes of their token."""
    with connection.cursor() as cursor:
        cursor.execute(query, [local_day(clock.now()), token, *condition])
        found = cursor.fetchone()
    if found is None:
        return None
    person, name, code, agency, agency_name, zone, is_trained, scopes = found
    role = ROLES[code]
    actor = Actor(
        id=person,
        name=name,
        role=code,
        agency=agency,
        agency_name=agency_name or "",
        org_kind=role.org_kind,
        compartments=role.compartments,
        supervisor=role.is_supervisor,
        trained=is_trained,
        zone=zone or settings.NODE_TIME_ZONE,
    )
    return actor, frozenset(scopes or ())


def actor_of(person: Person) -> Actor:
    """Return the signed-in person as every context knows them.

    Raises `Person.DoesNotExist`. One query.
    """
    if found := _read_actor(_BY_ID, "", person.id):
        return found[0]
    raise Person.DoesNotExist


def actor_by_id(person_id: UUID) -> Actor | None:
    """Return the actor of an active person, for a job that works for them.

    One query.
    """
    found = _read_actor(_BY_ID + " and person.is_active", "", person_id)
    return found[0] if found else None


def actor_by_token(token: str) -> tuple[Actor, frozenset[str]] | None:
    """Return who sent a bearer token, and the scopes that it has.

    None if it is unknown, expired or revoked, or if its person may not sign in. One query.
    """
    return _read_actor(_BY_TOKEN, token_hash(token), clock.now())


def find_person_by_id(person_id: UUID) -> Person:
    """Return a person. Raises `Person.DoesNotExist`. One query."""
    return Person.objects.select_related("agency").get(id=person_id)


def is_trained(person_id: UUID) -> bool:
    """Return whether a person holds a valid child-protection certificate today.

    One query.
    """
    today = local_day(clock.now())
    return Certificate.objects.filter(person=person_id, valid_from__lte=today, valid_until__gte=today).exists()


def token_hash(token: str) -> str:
    """Return the hash under which a bearer token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_token(token: str) -> Token | None:
    """Return a bearer token with its person.

    None if it is unknown, expired or revoked, or if its person may not sign in. One query.
    """
    valid = Token.objects.filter(revoked_at=None, expires_at__gt=clock.now(), person__is_active=True)
    return valid.select_related("person__agency").filter(hash=token_hash(token)).first()


def valid_tokens(person: UUID) -> QuerySet[Token]:
    """Return the tokens of a person that still open the API, newest first."""
    valid = Token.objects.filter(person=person, revoked_at=None, expires_at__gt=clock.now())
    return valid.order_by("-created_at", "-id")


def has_second_factor(person: UUID) -> bool:
    """Return whether a person has set up a second factor. One query."""
    return bool(Authenticator.objects.filter(user_id=person).exists())


def has_passkey(person: UUID) -> bool:
    """Return whether a person has a passkey. One query."""
    return bool(Authenticator.objects.filter(user_id=person, type=Authenticator.Type.WEBAUTHN).exists())


def count_administrators() -> int:
    """Return how many active people administer the node. One query."""
    return Person.objects.filter(role=ADMINISTRATOR, is_active=True).count()


class AccountCounts(NamedTuple):
    """How many people may sign in, never have, and have no second factor."""

    active: int
    never_entered: int
    without_second_factor: int


def count_accounts() -> AccountCounts:
    """Return how the accounts stand of those who may sign in. One query."""
    counts = {name: Count("id", filter=Q(**{name: True})) for name in ("never_entered", "without_second_factor")}
    found = people().filter(is_active=True).aggregate(active=Count("id"), **{f"n_{k}": v for k, v in counts.items()})
    return AccountCounts(found["active"], found["n_never_entered"], found["n_without_second_factor"])


def has_demo_people() -> bool:
    """Return whether there are demo people. One query."""
    return Person.objects.filter(demo=True).exists()


def person_names(people: set[UUID]) -> dict[UUID, str]:
    """Return the names of people by id. One query."""
    return dict(Person.objects.filter(id__in=people).values_list("id", "name"))


def agency_names(agencies: set[UUID]) -> dict[UUID, str]:
    """Return the names of agencies by id. One query."""
    return dict(Agency.objects.filter(id__in=agencies).values_list("id", "name"))


def agency_contact(agency: UUID) -> tuple[str, str]:
    """Return the name of an agency and its telephone, day and night. One query."""
    return agency_contacts({agency}).get(agency, ("", ""))


def agency_contacts(agencies: set[UUID]) -> dict[UUID, tuple[str, str]]:
    """Return names of agencies and their telephones, day and night, by id.

    One query.
    """
    return {row.id: (row.name, row.phone) for row in Agency.objects.filter(id__in=agencies).only("name", "phone")}


def contact_to_call(agency: Ids, officer: Ids) -> tuple[str, str] | None:
    """Return whom to call: the officer's or agency's name, and its telephone.

    None without an agency. `agency` and `officer` are queries of one id each, so that all is one query.
    """
    officer_name = Subquery(Person.objects.filter(id__in=officer).values("name")[:1])
    found = Agency.objects.filter(id__in=agency).annotate(to_call=Coalesce(officer_name, "name"))
    return found.values_list("to_call", "phone").first()


def org_kind_of(agency: UUID) -> str | None:
    """Return the kind of institution that an agency is.

    Raises `Agency.DoesNotExist`. One query.
    """
    return Agency.objects.values_list("org_kind", flat=True).get(id=agency)


def agencies_of_kind(org_kind: str) -> list[Agency]:
    """Return the agencies of one kind of institution, by name. One query."""
    return list(Agency.objects.filter(org_kind=org_kind).order_by("name"))


def active_people_of(agency: UUID | None, *, roles: Iterable[str]) -> list[Person]:
    """Return the people of an agency who may sign in with one of these roles, by name.

    One query.
    """
    return list(Person.objects.filter(agency=agency, is_active=True, role__in=sorted(roles)).order_by("name"))
