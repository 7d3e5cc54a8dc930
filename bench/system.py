"""The node that is measured: a private, durable server, a database of its own, and the web server as a country runs it."""

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

ROOT = Path(__file__).resolve().parents[1]
STARTS_WITHIN_SECONDS = 60


def home() -> Path:
    """The folder of everything that a run leaves behind, below `AMPARO_TEST_HOME` or `var/bench`."""
    return Path(os.environ.get("AMPARO_TEST_HOME", ROOT / "var" / "bench")).resolve()


@contextmanager
def node(*, keep: bool) -> Iterator[None]:
    """Within the block there is a migrated database, and this process is a Django process with the web's own role.

    Writes are durable, as in service. `keep`: the database of the run before, as it was left.
    """
    server = EmbeddedServer(home() / "postgresql")
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
        "AMPARO_HOME": str(home()),
        "AMPARO_NODE": "MEX",
        "AMPARO_DEMO": "1",  # no second factor; everything else is as in service
    }
    if not keep:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
    database = ensure_database(admin, name, home())
    environment = os.environ | {"AMPARO_DATABASE": database.owner}
    for command in (["migrate", "--verbosity", "0"], ["install_security"], ["collectstatic", "--noinput", "-v", "0"]):
        subprocess.run([sys.executable, "-m", "django", *command], check=True, env=environment)
    os.environ |= {"AMPARO_DATABASE": database.web, "AMPARO_OWNER_DATABASE": database.owner}


def owner() -> psycopg.Connection:
    """A connection of the owner, whom no row-level security holds."""
    return psycopg.connect(os.environ["AMPARO_OWNER_DATABASE"], autocommit=True)


@contextmanager
def served() -> Iterator[str]:
    """Within the block the node answers at this address, served exactly as by `make demo`."""
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
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(port: int) -> subprocess.Popen[bytes]:
    """Start the web server; it answers later."""
    command = [
        str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "8", "--log-level", "warning", "--no-access-log",
        "amparo.config.wsgi:application",
    ]  # fmt: skip
    with (home() / "web.log").open("ab") as log:
        return subprocess.Popen(command, env=os.environ | {"AMPARO_POOL": "1"}, stdout=log, stderr=log)


def wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return with the first 200 of `/readyz`. Raises `RuntimeError` if it does not come."""
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
