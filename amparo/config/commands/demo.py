"""`amparo demo`: from nothing to running nodes.

In the foreground until Ctrl-C or SIGTERM.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from amparo.config.cluster import EmbeddedServer, NodeDatabase
from amparo.config.commands.node import matcher_command, web_command, worker_command
from amparo.config.commands.node import prepare as prepare_node
from amparo.config.nodes import database_of, home_folder, kind_of, process_environment
from amparo.config.secret_files import write_private_file
from amparo.ledger.json import JsonObject

STARTS_WITHIN_SECONDS = 60


@dataclass
class Node:
    """One demo node: its database, address and processes."""

    code: str
    port: int
    database: NodeDatabase
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Return what kind of node it is."""
        return kind_of(self.code)

    @property
    def base_url(self) -> str:
        """Return its base address."""
        return f"http://127.0.0.1:{self.port}"

    def run(self, *command: str, connection: str, **more: str) -> None:
        """Run a command of this node to its end. Raises `CalledProcessError`."""
        subprocess.run([sys.executable, "-m", *command], check=True, env=self.environment(connection, **more))

    def start(self, *command: str, connection: str, **more: str) -> None:
        """Start a process of this node in its own process group."""
        self.processes.append(
            subprocess.Popen(command, env=self.environment(connection, **more), start_new_session=True)
        )

    def environment(self, connection: str, **more: str) -> dict[str, str]:
        """Return the environment of its processes."""
        return process_environment(self.code, connection, AMPARO_DEMO="1", **more)


def main(argv: Sequence[str]) -> int:
    """Run the demo, or with `--clean` remove its data; return the exit status."""
    parser = argparse.ArgumentParser(prog="amparo demo", description=__doc__)
    parser.add_argument("--clean", action="store_true", help="remove the demo's data and stop")
    if parser.parse_args(argv).clean:
        return clean()
    ready_file = home_folder() / "demo.json"
    ready_file.unlink(missing_ok=True)
    nodes: list[Node] = []
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    try:
        for number, code in enumerate(os.environ.get("AMPARO_DEMO_NODES", "MEX").split(",")):
            nodes.append(prepare(code.strip().upper(), int(os.environ.get("AMPARO_DEMO_PORT", "8000")) + number))
        for node in nodes:
            serve(node)
        announce(nodes, ready_file)
        wait_for_end(nodes)
    except KeyboardInterrupt:
        print("Stopping …", flush=True)
    except (subprocess.CalledProcessError, RuntimeError) as error:
        print(f"The demo could not start: {error}", file=sys.stderr)
        return 1
    finally:
        ready_file.unlink(missing_ok=True)
        stop(nodes)
    return 0


def prepare(code: str, port: int) -> Node:
    """Prepare the node and return it.

    Database, policies and matcher; on the first start also people and children.
    """
    print_step(f"{code}: database")
    node = Node(code, port, database_of(code))
    if prepare_node(code, node.database):
        raise RuntimeError(f"the database of {code} could not be made ready")
    if node.kind == "national":
        node.start(*matcher_command(), connection=node.database.worker)
    try:
        node.run("amparo.config.demo.make", connection=node.database.web)
    except BaseException:
        stop([node])
        raise
    return node


def serve(node: Node) -> None:
    """Start the web server and the worker."""
    print_step(f"{node.code}: starting")
    node.start(*web_command("127.0.0.1", str(node.port)), connection=node.database.web, AMPARO_POOL="1")
    node.start(*worker_command(), connection=node.database.worker)
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while not is_ready(f"{node.base_url}/readyz"):
        if time.monotonic() > deadline or any(process.poll() is not None for process in node.processes):
            raise RuntimeError(f"{node.code} does not answer at {node.base_url}")
        time.sleep(0.2)


def is_ready(url: str) -> bool:
    """Return whether the node reports itself and all its parts as ready."""
    try:
        with urllib.request.urlopen(url, timeout=3) as response:  # noqa: S310  our own address
            parts = json.load(response)
        return all(state == "ok" for state in parts.values() if isinstance(state, str))
    except (urllib.error.URLError, OSError, ValueError):
        return False


def announce(nodes: list[Node], ready_file: Path) -> None:
    """Write `demo.json` and print where to sign in.

    The file is written atomically, readable by its owner only.
    """
    entries: list[JsonObject] = []
    for node in nodes:
        users = json.loads((home_folder() / "secrets" / f"demo-users-{node.code}.json").read_text())
        entries.append({"code": node.code, "kind": node.kind, "base_url": node.base_url, "users": users})
        first = next(user for user in users if user["role"] in ("protection_officer", "secretariat"))
        print(f"{node.code}: {node.base_url}/sign-in  ·  {first['username']} / {first['password']}", flush=True)
    ready: JsonObject = {"ready_at": datetime.now(UTC).isoformat().replace("+00:00", "Z"), "nodes": entries}
    write_private_file(ready_file, json.dumps(ready))
    print(f"Every user and password: {ready_file}", flush=True)


def wait_for_end(nodes: list[Node]) -> None:
    """Wait until the demo is interrupted, or one of its processes ends."""
    while True:
        for node in nodes:
            for process in node.processes:
                if process.poll() is not None:
                    raise RuntimeError(f"a process of {node.code} ended with status {process.returncode}")
        time.sleep(0.5)


def stop(nodes: list[Node]) -> None:
    """Stop every process, then the embedded server."""
    running = [process for node in nodes for process in node.processes if process.poll() is None]
    for process in running:
        os.killpg(process.pid, signal.SIGTERM)
    for process in running:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    if not os.environ.get("DATABASE_URL") and (home_folder() / "postgresql" / "data" / "postmaster.pid").exists():
        EmbeddedServer(home_folder() / "postgresql").stop()


def clean() -> int:
    """Remove the databases of the demo and its folder."""
    if os.environ.get("DATABASE_URL"):
        import psycopg
        from psycopg import sql

        from amparo.config.cluster import database_name

        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            for code in os.environ.get("AMPARO_DEMO_NODES", "MEX").split(","):
                name = database_name(code.strip())
                if (home_folder() / "secrets" / f"database-{name}_web").exists():
                    connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
    elif (home_folder() / "postgresql" / "data" / "postmaster.pid").exists():
        EmbeddedServer(home_folder() / "postgresql").stop()
    for name in ("postgresql", "secrets", "static", "files", "matcher", "demo.json"):
        path = home_folder() / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    print("The demo's data are gone.")
    return 0


def print_step(text: str) -> None:
    """Print the step that begins."""
    print(f"… {text}", flush=True)
