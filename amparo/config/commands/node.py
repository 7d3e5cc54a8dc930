"""`amparo node`: make a node's database ready, run its three processes, and keep what is derived in line.

`prepare` makes tables and policies, `serve`, `work` and `match` are the processes, `rebuild` makes anew what is compared,
`resync` brings the deadlines of every case in line with a changed law, batch by batch, and reports what it changed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from amparo.config.cluster import NodeDatabase
from amparo.config.nodes import database_of, environment, kind_of

_OF_CHILDREN = frozenset({"match", "rebuild", "resync"})
"""What is done with children's cases, of which a regional node has none."""


def main(argv: Sequence[str]) -> int:
    """The exit status of what was run."""
    parser = argparse.ArgumentParser(prog="amparo node", description=__doc__)
    parser.add_argument("what", choices=["prepare", "serve", "work", "match", "rebuild", "resync"])
    parser.add_argument("--node", default=os.environ.get("AMPARO_NODE", "MEX"), help="the node's country (default MEX)")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default="8000")
    parser.add_argument("--dry-run", action="store_true", help="with resync: only report what would be changed")
    given = parser.parse_args(argv)
    node = given.node.upper()
    if given.what in _OF_CHILDREN and kind_of(node) == "regional":
        parser.error(f"{node} is a regional node: there are no children on it")
    database = database_of(node)
    if given.what == "prepare":
        return prepare(node, database)
    command, connection = {
        "serve": (web_server(given.host, given.port), database.web),
        "work": (worker(), database.worker),
        "match": (matcher(), database.worker),
        "rebuild": (_django("rebuild_match_records"), database.owner),
        "resync": (_django("resync_deadlines", *(["--dry-run"] if given.dry_run else [])), database.owner),
    }[given.what]
    os.execvpe(command[0], command, environment(node, connection, AMPARO_POOL="1"))  # noqa: S606  our own program


def prepare(node: str, database: NodeDatabase) -> int:
    """Tables, policies and assets; safe to repeat, and needed after each new version."""
    for command in (
        ["migrate", "--verbosity", "0"],
        ["install_security"],
        ["load_reference_data"],
        ["collectstatic", "--noinput", "--verbosity", "0"],
    ):
        done = subprocess.run(_django(*command), check=False, env=environment(node, database.owner))
        if done.returncode:
            return done.returncode
    return 0


def web_server(host: str, port: str) -> list[str]:
    """The command of the web server."""
    granian = str(Path(sys.executable).parent / "granian")
    options = [
        "--interface",
        "wsgi",
        "--workers",
        "1",
        "--blocking-threads",
        "8",
        "--log-level",
        "warning",
        "--no-access-log",
    ]
    return [granian, *options, "--host", host, "--port", port, "amparo.config.wsgi:application"]


def worker() -> list[str]:
    """The command of the worker."""
    return _django("procrastinate", "worker", "--concurrency", "2")


def matcher() -> list[str]:
    """The command of the matcher."""
    return _django("run_matcher")


def _django(*command: str) -> list[str]:
    return [sys.executable, "-m", "django", *command]
