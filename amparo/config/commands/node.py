"""`amparo node`: prepare a node's database and run its processes.

`prepare` makes tables and policies, `serve`, `work` and `match` are the processes, `check` says what is missing for a
real deployment, `rebuild` makes anew what is derived, `resync` brings the deadlines of every case in line with a
changed law, batch by batch, with a report.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from amparo.config.cluster import NodeDatabase
from amparo.config.nodes import database_of, kind_of, process_environment

HEADERS_WITHIN_SECONDS = 10
"""How long the web server waits for the headers of a request, on a connection that is idle too, before it hangs up."""
CONNECTIONS = 4096
"""Connections that the web server holds at a time; more wait to be accepted."""
_OF_CHILDREN = frozenset({"match", "rebuild", "resync"})
"""Commands on the data of children, which a regional node has none of."""


def main(argv: Sequence[str]) -> int:
    """Run `amparo node`; return the exit status of what was run."""
    parser = argparse.ArgumentParser(prog="amparo node", description=__doc__)
    parser.add_argument("what", choices=["prepare", "serve", "work", "match", "check", "rebuild", "resync"])
    parser.add_argument("--node", default=os.environ.get("AMPARO_NODE", "MEX"), help="the node's country (default MEX)")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default="8000")
    parser.add_argument("--dry-run", action="store_true", help="with resync: only report what would be changed")
    parser.add_argument("--url", default="", help="with check: the public address, https://…")
    parser.add_argument("--lang", choices=["es", "en"], default="es", help="with check")
    given = parser.parse_args(argv)
    node = given.node.upper()
    if given.what in _OF_CHILDREN and kind_of(node) == "regional":
        parser.error(f"{node} is a regional node: there are no children on it")
    database = database_of(node)
    if given.what == "prepare":
        return prepare(node, database)
    if given.what == "check":
        return check(node, database, url=given.url, language=given.lang)
    command, connection = {
        "serve": (web_command(given.host, given.port), database.web),
        "work": (worker_command(), database.worker),
        "match": (matcher_command(), database.worker),
        "rebuild": (_django_command("rebuild_derived_rows"), database.owner),
        "resync": (_django_command("resync_deadlines", *(["--dry-run"] if given.dry_run else [])), database.owner),
    }[given.what]
    os.execvpe(command[0], command, process_environment(node, connection, AMPARO_POOL="1"))  # noqa: S606  our own program


def prepare(node: str, database: NodeDatabase) -> int:
    """Migrate, install policies and collect assets.

    Idempotent; needed after each new version.
    """
    command = _django_command("prepare_node")
    return subprocess.run(command, check=False, env=process_environment(node, database.owner)).returncode


def check(node: str, database: NodeDatabase, *, url: str, language: str) -> int:
    """Print what is missing for a real deployment; return 1 if anything is."""
    os.environ.update(process_environment(node, database.web))
    import django
    from django.utils.translation import override

    django.setup()
    from amparo.config.commands.node_check import print_findings

    with override(language):
        return print_findings(url)


def web_command(host: str, port: str) -> list[str]:
    """Return the command of the web server."""
    options = [
        *("--interface", "asginl", "--http", "1", "--no-ws", "--workers", "1", "--log-level", "warning"),
        *("--no-access-log", "--http1-header-read-timeout", str(HEADERS_WITHIN_SECONDS * 1000)),
        *("--backlog", str(CONNECTIONS), "--backpressure", str(CONNECTIONS)),
    ]
    granian = str(Path(sys.executable).parent / "granian")
    return [granian, *options, "--host", host, "--port", port, "amparo.config.asgi:application"]


def worker_command() -> list[str]:
    """Return the command of the worker."""
    return _django_command("procrastinate", "worker", "--concurrency", "2")


def matcher_command() -> list[str]:
    """Return the command of the matcher."""
    return _django_command("run_matcher")


def _django_command(*command: str) -> list[str]:
    return [sys.executable, "-m", "django", *command]
