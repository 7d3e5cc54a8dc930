"""Adding people, setting passwords, ending access."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from amparo.accounts.models import Agency, Person
from amparo.accounts.roles import ROLES
from amparo.accounts.selectors import is_username_taken, org_kind_of
from amparo.accounts.tokens import revoke_tokens_of
from amparo.accounts.usernames import USERNAME_WORDS, is_username
from amparo.ledger import clock, events
from amparo.ledger.actor import KEEPER, Actor
from amparo.ledger.canonical import sha256
from amparo.ledger.json import JsonObject
from amparo.ledger.row_changes import append_row_change

PASSWORD_CHANGED = "change_password"  # noqa: S105  a code


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
        append_access_event(PASSWORD_CHANGED, added, by=KEEPER, password=describe_password(added))
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


def set_password(person: Person, password: str, *, by: Actor = KEEPER) -> None:
    """Set a person's password, which ends their other sessions and every token."""
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        append_access_event(PASSWORD_CHANGED, person, by=by, password=describe_password(person))
        end_access(person, by=by)


def describe_password(person: Person) -> JsonObject:
    """Return a person's password as an event keeps it.

    The hash of its salted hash; None of who has none.
    """
    return {"person": str(person.id), "sha256": sha256(person.password) if person.has_usable_password() else None}


def end_access(person: Person, *, by: Actor) -> None:
    """End every session and token of a person. Needs a transaction."""
    person.access_since = clock.now()
    person.save(update_fields=["access_since"])
    revoke_tokens_of(person, by=by)


def append_access_event(act: str, person: Person, *, by: Actor, **sealed: object) -> None:
    """Append to the node's chain what was done to a person's account."""
    events.append(
        None,
        act=act,
        coded={"outcome": "done", "person": str(person.id)},
        sealed=dict(sealed),
        by=by,
        occurred_at=clock.now(),
    )
