"""`amparo person add | password | token`.

The first people of a node, and tokens for its programs. Passwords are read from the terminal or from standard input,
never from the command line; a token is shown once.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Sequence

from amparo.config.nodes import connect_as_owner


def main(argv: Sequence[str]) -> int:
    """Run `amparo person`; return 0, or 1 with the reason on standard error."""
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
        return {"add": add_new_person, "password": set_new_password, "token": print_token}[given.what](given)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1


def add_new_person(given: argparse.Namespace) -> int:
    """Add a person with a password. Raises `ValueError` with the reason."""
    from amparo.accounts.steps import add_person, find_agency, require_addable

    agency = find_agency(given.agency) if given.agency else None
    require_addable(given.username, role=given.role, agency=agency)  # before anybody types a password
    password = read_password()
    add_person(given.username, password, name=given.name or given.username, role=given.role, agency=agency)
    return 0


def set_new_password(given: argparse.Namespace) -> int:
    """Set a new password for a person."""
    from amparo.accounts.steps import find_person, set_password

    person = find_person(given.username)
    set_password(person, read_password())
    return 0


def print_token(given: argparse.Namespace) -> int:
    """Print a new bearer token of the API; only its hash is stored."""
    from amparo.accounts.steps import find_person, issue_token

    print(issue_token(find_person(given.username)))
    return 0


def read_password() -> str:
    """Return a password from the terminal or standard input.

    Raises `ValueError` if too weak.
    """
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from error
    return password
