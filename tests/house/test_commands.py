"""The commands that a node is kept with."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from typing import NamedTuple

from amparo.accounts.models import Person
from amparo.accounts.resets import use_reset_code
from amparo.accounts.selectors import find_token
from tests.factories import agency, person, unique
from tests.house.database import admin_conninfo

# Starting takes longer than a command: one process runs several, one after the other.
PROGRAM = """
import io, json, os, sys
from contextlib import redirect_stderr, redirect_stdout
from amparo.config import nodes
nodes.database_name = lambda node: os.environ['AMPARO_TEST_DATABASE']
from amparo.config.cli import main
found = []
for arguments, typed in json.load(sys.stdin):
    sys.argv, sys.stdin, out, err = ['amparo', *arguments], io.StringIO(typed), io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main()
        except SystemExit as stopped:
            code = stopped.code
    found.append((code, out.getvalue(), err.getvalue()))
print(json.dumps(found))
"""


class Done(NamedTuple):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def amparo_each(*commands: tuple[list[str], str]) -> list[Done]:
    """Run commands with what is typed into each, on the test database under the name that the tests gave their node."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(commands),
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"DATABASE_URL": admin_conninfo()},
    )
    assert done.returncode == 0, done.stderr
    return [Done(*each) for each in json.loads(done.stdout)]


def amparo(*arguments: str, typed: str = "") -> Done:
    """Run one command."""
    return amparo_each((list(arguments), typed))[0]


def test_the_first_people_of_a_node_are_made_from_the_command_line() -> None:
    who, office = unique("ana"), agency("protection")
    made = amparo(
        "person",
        "add",
        who,
        "--role",
        "protection_officer",
        "--agency",
        office.name,
        typed="una frase larga y propia\n",
    )
    assert (made.returncode, made.stderr) == (0, "")
    added = Person.objects.get(username=who)
    assert added.check_password("una frase larga y propia")
    token = find_token(amparo("person", "token", who, "--scope", "read", "--days", "7").stdout.strip())
    assert token
    assert (token.person, token.scopes) == (added, ["read"])
    assert token.expires_at - token.created_at == timedelta(days=7)


def test_the_access_of_a_person_is_ended_from_the_command_line() -> None:
    who = person("auditor")
    ask_token = (["person", "token", who.username], "")
    first, ended, second = amparo_each(ask_token, (["person", "end", who.username], ""), ask_token)
    assert ended.returncode == 0
    assert find_token(first.stdout.strip()) is None
    assert find_token(second.stdout.strip())
    changed, reset = amparo_each(
        (["person", "password", who.username], "otra frase larga y propia\n"),
        (["person", "reset", who.username, "--reason", "vino en persona"], ""),
    )
    assert changed.returncode == 0
    assert find_token(second.stdout.strip()) is None, "tokens end with the password"
    code = reset.stdout.strip()
    use_reset_code(who.username, code, "una tercera frase larga")
    assert Person.objects.get(id=who.id).check_password("una tercera frase larga")


def test_what_is_wrong_is_said() -> None:
    who, auditor = unique("eva"), person("auditor").username
    no_role, no_agency, weak, too_long, nobody, no_reason = amparo_each(
        (["person", "add", who, "--role", "queen"], ""),
        (["person", "add", who, "--role", "consul"], ""),
        (["person", "add", who], "corta\n"),
        (["person", "token", auditor, "--days", "367"], ""),
        (["person", "token", who], ""),
        (["person", "reset", auditor], ""),
    )
    assert "no role" in no_role.stderr
    assert "needs an agency" in no_agency.stderr
    assert weak.returncode == 1
    assert "366 days at most" in too_long.stderr
    assert "nobody is called" in nobody.stderr
    assert no_reason.returncode == 1
