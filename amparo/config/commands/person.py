"""`amparo person add | password | token`: the first people of a node, and tokens for its programs.

Passwords are read from the terminal or from standard input, never from the command line; a token is shown once.
"""

from __future__ import annotations

import argparse
import getpass
import os
import secrets
import sys
from collections.abc import Sequence

from amparo.config.nodes import connect_as_owner


def main(argv: Sequence[str]) -> int:
    """0 when it was done; 1 with the reason on standard error."""
    parser = argparse.ArgumentParser(prog="amparo person", description=__doc__)
    parser.add_argument("what", choices=["add", "password", "token"])
    parser.add_argument("username")
    parser.add_argument("--name", help="as others know this person (add)")
    parser.add_argument("--role", default="administrator", help="a role of the guide's table (add)")
    parser.add_argument("--agency", help="name of an agency of this node (add)")
    parser.add_argument("--node", default=os.environ.get("AMPARO_NODE", "MEX"))
    given = parser.parse_args(argv)
    connect_as_owner(given.node)
    try:
        return {"add": add, "password": set_password, "token": give_token}[given.what](given)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1


def add(given: argparse.Namespace) -> int:
    """A new person with a password. Raises `ValueError` saying what is wrong."""
    from amparo.accounts.models import Agency, Person
    from amparo.accounts.roles import ROLES

    role = ROLES.get(given.role)
    if role is None:
        raise ValueError(f"there is no role {given.role}; choose one of: {', '.join(ROLES)}")
    if Person.objects.filter(username=given.username).exists():
        raise ValueError(f"{given.username} is taken")
    agency = Agency.objects.filter(name=given.agency).first() if given.agency else None
    if (agency.org_kind if agency else None) != role.org_kind:
        raise ValueError(
            f"{given.role} needs an agency of kind {role.org_kind}: name it with --agency"
            if role.org_kind
            else "this role acts for no agency"
        )
    password = read_password()
    Person.objects.create_user(
        given.username, password, name=given.name or given.username, role=given.role, agency=agency
    )
    return 0


def set_password(given: argparse.Namespace) -> int:
    """A new password for somebody who lost theirs."""
    person = find(given.username)
    person.set_password(read_password())
    person.save(update_fields=["password"])
    return 0


def give_token(given: argparse.Namespace) -> int:
    """A bearer token of the API, printed once; only its hash is kept."""
    from amparo.accounts.models import Token
    from amparo.accounts.selectors import token_hash
    from amparo.ledger import clock

    token = secrets.token_urlsafe(32)
    Token.objects.create(person=find(given.username), hash=token_hash(token), created_at=clock.now())
    print(token)
    return 0


def find(username: str):  # type: ignore[no-untyped-def]  # a model, known once Django is set up
    """The person of this user name. Raises `ValueError` when there is none."""
    from amparo.accounts.models import Person

    person = Person.objects.filter(username=username).first()
    if person is None:
        raise ValueError(f"nobody is called {username}")
    return person


def read_password() -> str:
    """From the terminal, or the first line of standard input. Raises `ValueError` for one that is too weak."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from error
    return password
