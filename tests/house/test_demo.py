"""The demo, from nothing to running nodes: a few children on a national node, and the node of the region beside it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from amparo.accounts.roles import ROLES
from tests.house.database import admin_conninfo
from tests.house.test_regional_node import ROLES as REGIONAL_ROLES

pytestmark = pytest.mark.xdist_group("nodes")
CHILDREN = 6
STARTS_WITHIN_SECONDS = 400


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What a running demo says of itself, in a home and on databases of its own; stopped and removed at the end."""
    home = tmp_path_factory.mktemp("demo")
    environment = os.environ | {
        "AMPARO_HOME": str(home),
        "DATABASE_URL": admin_conninfo(),
        "AMPARO_DEMO_NODES": "MEX,REGION",
        "AMPARO_DEMO_CHILDREN": str(CHILDREN),
        "AMPARO_DEMO_PORT": str(two_free_ports()),
    }
    command = [sys.executable, "-m", "amparo.config.cli", "demo"]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield wait_until_ready(home / "demo.json", running) | {"home": home}
    finally:
        running.send_signal(signal.SIGTERM)
        said = running.communicate(timeout=60)[0]
        cleaned = subprocess.run([*command, "--clean"], env=environment, check=False, capture_output=True, text=True)
    assert running.returncode == 0, said
    assert cleaned.returncode == 0, cleaned.stderr
    assert not list(home.iterdir())


def two_free_ports() -> int:
    """The first of two ports in a row that nobody listens on."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def wait_until_ready(ready_file: Path, running: subprocess.Popen[str]) -> dict[str, Any]:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while not ready_file.exists():
        assert running.poll() is None, running.communicate()[0]
        assert time.monotonic() < deadline, "the demo did not start"
        time.sleep(0.2)
    told: dict[str, Any] = json.loads(ready_file.read_text())
    return told


def test_both_nodes_answer(demo: dict[str, Any]) -> None:
    assert [(node["code"], node["kind"]) for node in demo["nodes"]] == [("MEX", "national"), ("REGION", "regional")]
    for node in demo["nodes"]:
        with urllib.request.urlopen(f"{node['base_url']}/sign-in", timeout=20) as page:  # noqa: S310  our own address
            assert page.status == 200


def test_every_role_has_somebody(demo: dict[str, Any]) -> None:
    found = {node["kind"]: {user["role"] for user in node["users"]} for node in demo["nodes"]}
    assert found == {"national": set(ROLES), "regional": REGIONAL_ROLES}


def test_children_live_through_real_acts(demo: dict[str, Any]) -> None:
    connection = psycopg.conninfo.make_conninfo(admin_conninfo(), dbname="amparo_mex")
    with psycopg.connect(connection) as owner:
        count = owner.execute("select count(*) from cases_case where kind = 'child'").fetchone()
        acts = owner.execute("select count(distinct act) from ledger_event").fetchone()
    assert count
    assert count[0] >= CHILDREN
    assert acts
    assert acts[0] >= 20


TERMS = ("remedy_window", "bia_expiry", "origin_risk_expiry", "return_approval_expiry", "fit_to_travel_expiry")
"""Deadlines that are a term of validity, which ends by itself: nobody has anything to do by then."""
KEPT = """
    select count(*) filter (where closed_at <= greatest(due_at, opened_at + interval '1 hour')),
           count(*) filter (where closed_at is not null or due_at < now())
    from cases_deadline where code <> all(%s)"""
OVERDUE = """
    select count(*), count(*) filter (where exists (
        select 1 from cases_task t where t.case_id = d.case_id and t.code = 'manual' and t.done_at is null))
    from cases_deadline d where closed_at is null and due_at < now()"""


@pytest.fixture(scope="module")
def country(demo: dict[str, Any]) -> Iterator[psycopg.Connection[Any]]:
    """A connection of the owner of the demo's national node."""
    with psycopg.connect(psycopg.conninfo.make_conninfo(admin_conninfo(), dbname="amparo_mex")) as owner:
        yield owner


def test_the_demo_keeps_most_of_its_clocks(country: psycopg.Connection[Any]) -> None:
    [(kept, ended)] = country.execute(KEPT, [list(TERMS)]).fetchall()
    assert kept >= 0.7 * ended, f"{kept} of {ended}"


def test_what_is_overdue_in_the_demo_has_a_reason(country: psycopg.Connection[Any]) -> None:
    [(overdue, with_reason)] = country.execute(OVERDUE).fetchall()
    assert 0 < overdue
    assert with_reason >= 0.5 * overdue


def test_the_children_of_the_demo_stand_at_every_step(country: psycopg.Connection[Any]) -> None:
    """The first step is the way before anybody registers a child: nobody with a case stands there."""
    at_step = dict(country.execute("select step, count(*) from registry_card group by step").fetchall())
    assert set(at_step) == {2, 3, 4, 5, 6}
    assert max(at_step.values()) <= 0.7 * sum(at_step.values())


def test_most_cases_of_the_demo_move(country: psycopg.Connection[Any]) -> None:
    acts = "select count(*) from ledger_event where chain = k.case_id and coded->>'outcome' = 'done'"
    query = f"select count(*) filter (where ({acts}) >= 8), count(*) from registry_card k"
    [(moving, every)] = country.execute(query).fetchall()
    assert moving > 0.5 * every


def test_the_demo_shows_what_is_done_refused_and_closed(country: psycopg.Connection[Any]) -> None:
    counted = "select act, coded->>'outcome', count(distinct chain) from ledger_event group by 1, 2"
    found = {(act, outcome): count for act, outcome, count in country.execute(counted).fetchall()}
    for act in ("decide_bid", "approve_return_plan", "execute_return", "receive_return", "close_case"):
        assert found.get((act, "done")), act
    assert sum(count for (_, outcome), count in found.items() if outcome == "refused") >= 3


def test_the_chains_of_a_demo_hold(demo: dict[str, Any]) -> None:
    environment = os.environ | {"AMPARO_HOME": str(demo["home"]), "DATABASE_URL": admin_conninfo()}
    command = [sys.executable, "-m", "amparo.config.cli", "audit", "verify", "--processes", "2"]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
