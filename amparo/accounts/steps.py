"""Adding people, setting passwords, issuing API tokens."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.db import transaction

from amparo.accounts.models import Agency, Person, Token
from amparo.accounts.roles import ROLES
from amparo.accounts.selectors import is_username_taken, org_kind_of, token_hash
from amparo.accounts.usernames import USERNAME_WORDS, is_username
from amparo.ledger import clock, events
from amparo.ledger.actor import KEEPER
from amparo.ledger.json import JsonObject
from amparo.ledger.row_changes import append_row_change
from amparo.ledger.row_checks import describe_row

TOKEN_ISSUED = "issue_token"  # noqa: S105  a code
"""The code of the event of a new token."""


def require_addable(username: str, *, role: str, agency: UUID | None) -> None:
    """Raise `ValueError` with the reason when no such person can be added."""
    declared = ROLES.get(role)
    if declared is None:
        raise ValueError(f"there is no role {role}; choose one of: {', '.join(ROLES)}")
    if not is_username(username):
        raise ValueError(f"{username!r} cannot be a user name: {USERNAME_WORDS}")
    if is_username_taken(username):
        raise ValueError(f"{username} is taken")
    kind = org_kind_of(agency) if agency else None
    if kind != declared.org_kind:
        raise ValueError(
            f"{role} needs an agency of kind {declared.org_kind}"
            if declared.org_kind
            else "this role acts for no agency"
        )


def add_person(
    username: str, password: str, *, name: str, role: str, agency: UUID | None = None, demo: bool = False
) -> Person:
    """Add a person, as whoever runs the node. Raises `ValueError` with the reason."""
    require_addable(username, role=role, agency=agency)
    with transaction.atomic():
        added = Person.objects.create_user(username, password, name=name, role=role, agency_id=agency, demo=demo)
        stated = {"username": username, "name": name, "role": role, "is_active": True}
        stated |= {"agency": str(agency)} if agency else {}
        append_row_change("people", added.id, stated, by=KEEPER, is_new=True)
    return added


def find_person(username: str) -> Person:
    """Return the person of this user name. Raises `ValueError` when there is none."""
    person = Person.objects.filter(username__iexact=username).first()
    if person is None:
        raise ValueError(f"nobody is called {username}")
    return person


def find_agency(name: str) -> UUID:
    """Return the id of the agency of this name.

    Raises `ValueError` when there is none.
    """
    agency = Agency.objects.filter(name=name).first()
    if agency is None:
        raise ValueError(f"no agency of this node is called {name}")
    return agency.id


def set_password(person: Person, password: str) -> None:
    """Set a person's password."""
    person.set_password(password)
    person.save(update_fields=["password"])


def issue_token(person: Person) -> str:
    """Create and return a bearer token of the API; only its hash is stored."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        row = Token.objects.create(person=person, hash=token_hash(token), created_at=clock.now())
        events.append(
            None,
            act=TOKEN_ISSUED,
            coded={"outcome": "done"},
            sealed={"token": describe_token(row)},
            by=KEEPER,
            occurred_at=row.created_at,
        )
    return token


def describe_token(row: Token) -> JsonObject:
    """Return a token as its event keeps it."""
    return describe_row(row, "person", "hash", "created_at")
