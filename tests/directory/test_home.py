"""The home of who administers the node: its accounts, and what the node lacks."""

from __future__ import annotations

import re

import pytest

from amparo.accounts.models import Person
from tests.callers import signed_in, with_token
from tests.factories import person

pytestmark = pytest.mark.usefixtures("open_house")


def listed(administrator: Person, query: str) -> set[str]:
    found, cursor = set(), ""
    while cursor is not None:
        page = with_token(administrator).get(f"/api/v1/people?limit=200&{query}&cursor={cursor}").json()
        found |= {row["username"] for row in page["items"]}
        cursor = page["next"]
    return found


def test_accounts_that_nobody_uses_are_counted_and_listed() -> None:
    administrator, newcomer, old = person("administrator"), person("protection_officer"), person("protection_officer")
    Person.objects.filter(id=old.id).update(last_login=old.access_since)
    page = signed_in(administrator).get("/").content.decode()
    assert "Nunca han entrado" in page
    assert "never_entered=1" in page
    never = listed(administrator, "never_entered=1")
    assert newcomer.username in never
    assert old.username not in never
    assert {newcomer.username, old.username} <= listed(administrator, "without_second_factor=1")
    rows = signed_in(administrator).get(f"/directory/people/?q={newcomer.username}").content.decode()
    assert "nunca" in rows


def test_what_the_node_lacks_stands_on_the_home_of_its_administrators_alone() -> None:
    page = signed_in(person("administrator")).get("/").content.decode()
    state = re.search(r'<section aria-labelledby="node">(.*?)</section>', page, re.DOTALL)
    assert state
    for part in ("Worker y cola", "Disco", "Respaldos"):
        assert part in state[1]
    assert "AMPARO_BACKUP_FOLDER" in state[1], "the tests say no folder of backups"
    assert 'aria-labelledby="node"' not in signed_in(person("statistician")).get("/").content.decode()
