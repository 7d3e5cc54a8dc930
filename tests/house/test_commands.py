"""The commands that a node is kept with."""

import os
import subprocess
import sys
from datetime import timedelta

from amparo.accounts.models import Person
from amparo.accounts.resets import use_reset_code
from amparo.accounts.selectors import find_token
from tests.factories import agency, person, unique
from tests.house.database import admin_conninfo


def amparo(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program against the test database's server, under the name that the tests gave their node."""
    program = (
        "import os, sys; from amparo.config import nodes; "
        "nodes.database_name = lambda node: os.environ['AMPARO_TEST_DATABASE']; "
        "from amparo.config.cli import main; sys.exit(main())"
    )
    command = [sys.executable, "-c", program, *arguments]
    folder = os.environ["AMPARO_HOME"]
    return subprocess.run(
        command,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"DATABASE_URL": admin_conninfo(), "AMPARO_HOME": folder},
    )


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
    token = amparo("person", "token", who.username).stdout.strip()
    assert find_token(token)
    assert amparo("person", "end", who.username).returncode == 0
    assert find_token(token) is None
    again = amparo("person", "token", who.username).stdout.strip()
    assert amparo("person", "password", who.username, typed="otra frase larga y propia\n").returncode == 0
    assert find_token(again) is None, "tokens end with the password"
    assert amparo("person", "reset", who.username).returncode == 1, "not without a reason"
    code = amparo("person", "reset", who.username, "--reason", "vino en persona").stdout.strip()
    use_reset_code(who.username, code, "una tercera frase larga")
    assert Person.objects.get(id=who.id).check_password("una tercera frase larga")


def test_what_is_wrong_is_said() -> None:
    who = unique("eva")
    assert "no role" in amparo("person", "add", who, "--role", "queen").stderr
    assert "needs an agency" in amparo("person", "add", who, "--role", "consul").stderr
    assert amparo("person", "add", who, typed="corta\n").returncode == 1
    assert "366 days at most" in amparo("person", "token", person("auditor").username, "--days", "367").stderr
    assert "nobody is called" in amparo("person", "token", who).stderr
