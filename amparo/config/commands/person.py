"""`amparo person add | password | reset | token | end`.

The first people of a node, and tokens for its programs. Passwords are read from the terminal or from standard input,
never from the command line; a token is shown once. `end` ends every session and token of a person; `reset` also the
password, and prints a one-time code with which the person sets a new one.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from amparo.accounts.scopes import EVERY_SCOPE, USUAL_SCOPES
from amparo.config.nodes import connect_as_owner

USUAL_DAYS: Final = 90


def main(argv: Sequence[str]) -> int:
    """Run `amparo person`; return 0, or 1 with the reason on standard error."""
    parser = argparse.ArgumentParser(prog="amparo person", description=__doc__)
    parser.add_argument("what", choices=["add", "password", "reset", "token", "end"])
    parser.add_argument("username")
    parser.add_argument("--name", help="as others know this person (add), or what it is for (token)")
    parser.add_argument("--role", default="administrator", help="a role of the guide's table (add)")
    parser.add_argument("--agency", help="name of an agency of this node (add)")
    parser.add_argument("--reason", default="", help="why, and how you made sure who asks (reset)")
    parser.add_argument("--second-factor-lost", action="store_true", help="delete the second factor too (reset)")
    parser.add_argument("--scope", action="append", choices=sorted(EVERY_SCOPE), help="what it may do (token)")
    parser.add_argument("--days", type=int, default=USUAL_DAYS, help="how long it lives (token)")
    parser.add_argument("--node", default=os.environ.get("AMPARO_NODE", "MEX"))
    given = parser.parse_args(argv)
    connect_as_owner(given.node)
    try:
        return COMMANDS[given.what](given)
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
    """Print a new bearer token of the API; only its hash is stored.

    Raises `ValueError`.
    """
    from amparo.accounts.steps import find_person
    from amparo.accounts.tokens import issue_token

    scopes, lifetime = given.scope or USUAL_SCOPES, timedelta(days=given.days)
    print(issue_token(find_person(given.username), name=given.name or "", scopes=scopes, lifetime=lifetime))
    return 0


def end_all_access(given: argparse.Namespace) -> int:
    """End every session and token of a person."""
    from django.db import transaction

    from amparo.accounts.steps import end_access, find_person
    from amparo.ledger.actor import KEEPER

    with transaction.atomic():
        end_access(find_person(given.username), by=KEEPER)
    return 0


def print_reset_code(given: argparse.Namespace) -> int:
    """Print a one-time code for a new password. Raises `ValueError` without a reason."""
    from amparo.accounts.resets import issue_reset_code
    from amparo.accounts.steps import find_person

    if not given.reason.strip():
        raise ValueError("say why: --reason")
    person = find_person(given.username)
    print(issue_reset_code(person, reason=given.reason, is_second_factor_lost=given.second_factor_lost))
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


COMMANDS: Final = {
    "add": add_new_person,
    "password": set_new_password,
    "reset": print_reset_code,
    "token": print_token,
    "end": end_all_access,
}
