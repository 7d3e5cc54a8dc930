"""The measured node: a private durable server, its own database, and the web server as in service."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psycopg
from psycopg import sql

from amparo.config.cluster import EmbeddedServer, ensure_database
from amparo.config.commands.node import web_command

ROOT = Path(__file__).resolve().parents[1]
STARTS_WITHIN_SECONDS = 60


def bench_folder() -> Path:
    """Return the folder of all files of a run: `AMPARO_TEST_HOME` or `var/bench`."""
    return Path(os.environ.get("AMPARO_TEST_HOME", ROOT / "var" / "bench")).resolve()


@contextmanager
def running_node(*, keep: bool) -> Iterator[None]:
    """Set up a migrated database and Django with the web's role, within the block.

    Writes are durable, as in service. `keep`: the database of the run before, as it was left.
    """
    server = EmbeddedServer(bench_folder() / "postgresql")
    if not (admin := os.environ.get("DATABASE_URL", "")):
        server.start()
        admin = server.conninfo
    try:
        _prepare(admin, os.environ.get("AMPARO_TEST_DATABASE", "amparo_bench"), keep=keep)
        import django

        django.setup()
        yield
    finally:
        if not os.environ.get("DATABASE_URL"):
            server.stop()


def _prepare(admin: str, name: str, *, keep: bool) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "amparo.config.settings",
        "AMPARO_HOME": str(bench_folder()),
        "AMPARO_NODE": "MEX",
        "AMPARO_DEMO": "1",  # no second factor; everything else is as in service
    }
    if not keep:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
    database = ensure_database(admin, name, bench_folder())
    environment = os.environ | {"AMPARO_DATABASE": database.owner}
    for command in (["migrate", "--verbosity", "0"], ["install_security"], ["collectstatic", "--noinput", "-v", "0"]):
        subprocess.run([sys.executable, "-m", "django", *command], check=True, env=environment)
    os.environ |= {"AMPARO_DATABASE": database.web, "AMPARO_OWNER_DATABASE": database.owner}
    os.environ["AMPARO_WORKER_DATABASE"] = database.worker


def connect_as_owner() -> psycopg.Connection:
    """Return a connection of the owner, to whom row-level security does not apply."""
    return psycopg.connect(os.environ["AMPARO_OWNER_DATABASE"], autocommit=True)


@contextmanager
def running_matcher() -> Iterator[None]:
    """Run the matcher of the node within the block."""
    from amparo.registry.matcher import is_available

    environment = os.environ | {"AMPARO_DATABASE": os.environ["AMPARO_WORKER_DATABASE"]}
    process = subprocess.Popen([sys.executable, "-m", "django", "run_matcher"], env=environment)
    try:
        ends = time.monotonic() + STARTS_WITHIN_SECONDS
        while not is_available() and time.monotonic() < ends:
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def served_node() -> Iterator[str]:
    """Run the web server as `make demo` does, and yield its address."""
    port = free_port()
    process = serve(port)
    try:
        wait_until_ready(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def free_port() -> int:
    """Return a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(port: int) -> subprocess.Popen[bytes]:
    """Start the web server and return its process, before it accepts requests."""
    with (bench_folder() / "web.log").open("ab") as log:
        return subprocess.Popen(
            web_command("127.0.0.1", str(port)), env=os.environ | {"AMPARO_POOL": "1"}, stdout=log, stderr=log
        )


def wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait for the first 200 of `/readyz`. Raises `RuntimeError` if it does not come."""
    ends = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=3) as response:
                if response.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.01)
    message = "the web server does not answer"
    raise RuntimeError(message)
