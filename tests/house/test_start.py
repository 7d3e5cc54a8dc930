"""A node that is no demo does not start with the demo's people."""

import subprocess
import sys

import pytest

from amparo.accounts.models import Person
from tests.factories import unique
from tests.house.database import as_owner

pytestmark = [pytest.mark.usefixtures("open_house"), pytest.mark.xdist_group("start")]


def _starts() -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import amparo.config.asgi"], capture_output=True, text=True, check=False
    )


def test_demo_people_close_the_door_of_a_real_node() -> None:
    assert _starts().returncode == 0
    invented = Person.objects.create(username=unique("demo"), name="Demo", role="auditor", demo=True)
    try:
        refused = _starts()
        assert refused.returncode != 0
        assert "demo's people" in refused.stderr
    finally:
        with as_owner() as owner:
            owner.execute("delete from accounts_person where id = %s", [invented.id])
