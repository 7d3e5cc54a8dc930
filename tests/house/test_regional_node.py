"""Below the line no child: a regional node, on a database of its own, holds nothing in which one could stand."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import sql

from amparo.config.cluster import ensure_database
from amparo.config.commands.node import prepare
from amparo.config.contexts import CONTEXTS_OF
from amparo.config.nodes import process_environment
from amparo.ui.guide import list_guide_files
from tests.house.database import admin_conninfo

ABOVE = sorted(set(CONTEXTS_OF["national"]) - set(CONTEXTS_OF["regional"]))
OF_A_CHILD = re.compile(
    r"child|(?<!lower)case(?!fold| when| public.app_role)|guardian|report|placement|kinship|statement|involvement"
    r"|screening|sibling|return_|reception",  # what follows `case` here is SQL's own word
    re.IGNORECASE,
)
ROLES = {"secretariat", "presidency", "civil_society", "observer", "auditor", "administrator"}
NODE = "REGION"
pytestmark = pytest.mark.xdist_group("nodes")  # one node, made once


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The report of a process of the node, prepared and filled, with a home and a database of its own."""
    home, admin = tmp_path_factory.mktemp("region"), admin_conninfo()
    name = os.environ["AMPARO_TEST_DATABASE"] + "_region"
    drop = sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
    with psycopg.connect(admin, autocommit=True) as connection, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AMPARO_HOME", str(home))
        connection.execute(drop)
        database = ensure_database(admin, name, home)
        assert prepare(NODE, database) == 0
        done = subprocess.run(
            [sys.executable, "-m", "tests.house.regional_probe"],
            capture_output=True,
            text=True,
            check=False,
            env=process_environment(NODE, database.web, AMPARO_DEMO="1"),
        )
        assert done.returncode == 0, done.stderr
        yield json.loads(done.stdout.splitlines()[-1])
        connection.execute(drop)


def test_no_module_above_the_line_is_imported(node: dict[str, Any]) -> None:
    assert not [name for name in node["modules"] if name.split(".")[1] in (*ABOVE, "law", "matching")]
    assert "amparo.directory.resources.actors" in node["modules"], "the probe imported the whole node"


def test_no_table_is_of_a_context_above_the_line(node: dict[str, Any]) -> None:
    assert not [table for table in node["tables"] if table.split("_")[0] in ABOVE]
    assert {"ledger_event", "accounts_person", "directory_institution", "ui_export"} <= set(node["tables"])


@pytest.mark.parametrize("what", ["tables", "columns", "functions", "pages", "operations", "jobs"])
def test_nothing_is_named_after_a_child(node: dict[str, Any], what: str) -> None:
    assert node[what]
    assert not [name for name in node[what] if OF_A_CHILD.search(name)]


ABOUT_CASES = re.compile(r"expediente|\bcasos?\b|\bcases?\b|/cases|/reports|tamizaje|screening", re.IGNORECASE)
OPERATION = re.compile(r"<code>(?:GET|POST|PUT) (/[^<]+)</code>")


@pytest.mark.parametrize("language", ["es", "en"])
def test_its_guide_is_of_what_it_has(node: dict[str, Any], language: str) -> None:
    pages = node["guide"][language]
    assert {path: status for path, (status, _) in pages.items() if status != 200} == {}
    wanted = {path.stem for path in list_guide_files("es", "regional")} - {"index"}
    assert set(pages) == {"/help/", *(f"/help/{slug}/" for slug in wanted)}
    told = {path: ABOUT_CASES.findall(_main(text)) for path, (_, text) in pages.items()}
    assert {path: found for path, found in told.items() if found} == {}
    assert ROLES <= set(re.findall(r"<code>(\w+)</code>", pages["/help/roles/"][1]))


@pytest.mark.parametrize("language", ["es", "en"])
def test_its_guide_names_only_operations_of_its_api(node: dict[str, Any], language: str) -> None:
    named = OPERATION.findall(node["guide"][language]["/help/api/"][1])
    assert len(named) > 10
    assert [path for path in named if f"/api/v1{path}" not in node["operations"]] == []


def test_its_downloads_are_of_no_case(node: dict[str, Any]) -> None:
    assert "24 horas" in _main(node["downloads"])
    assert ABOUT_CASES.findall(_main(node["downloads"])) == []


def _main(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def test_its_roles_are_its_own(node: dict[str, Any]) -> None:
    assert set(node["answers"]) == ROLES


@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_of_its_people_finds_their_way(node: dict[str, Any], role: str) -> None:
    assert node["answers"][role] == dict.fromkeys(node["answers"][role], 200)
