"""The commands that a node is kept with."""

import os
import subprocess
import sys

from amparo.accounts.models import Person, Token
from amparo.accounts.selectors import person_of_token
from tests.factories import agency, unique
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
    person = Person.objects.get(username=who)
    assert person.check_password("una frase larga y propia")
    token = amparo("person", "token", who).stdout.strip()
    assert person_of_token(token) == person
    assert Token.objects.filter(person=person).exclude(hash=token).exists()


def test_what_is_wrong_is_said() -> None:
    who = unique("eva")
    assert "no role" in amparo("person", "add", who, "--role", "queen").stderr
    assert "needs an agency" in amparo("person", "add", who, "--role", "consul").stderr
    assert amparo("person", "add", who, typed="corta\n").returncode == 1
    assert "nobody is called" in amparo("person", "token", who).stderr
