"""Tests run as the system runs: real PostgreSQL, connected as the web's own login role, every act committed.

Nothing is rolled back or emptied between tests: each makes agencies and children of its own, and what keeps them apart
is what keeps agencies apart in life. The database is made anew for each run.
"""

import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.hours import INSTANTS
from tests.shares import choose_share

ROOT = Path(__file__).resolve().parents[1]
HOME = Path(os.environ.setdefault("AMPARO_TEST_HOME", str(ROOT / "var" / "test")))
os.environ["AMPARO_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "amparo.config.settings"
os.environ["AMPARO_TEST_DATABASE"] = os.environ.get("AMPARO_TEST_DATABASE", "amparo_test")

_LONG = os.environ.get("AMPARO_LONG") == "1"
hypothesis_settings.register_profile(
    "amparo",
    max_examples=1000 if _LONG else 25,
    deadline=None,
    derandomize=not _LONG,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis_settings.load_profile("amparo")


def _prepare_database() -> None:
    """A fresh database with its login roles; the environment then names the connection of the web role."""
    import psycopg
    from psycopg import sql

    from amparo.config.cluster import EmbeddedServer, ensure_database

    admin = os.environ.get("DATABASE_URL")
    if not admin:
        server = EmbeddedServer(HOME / "postgresql", durable=False)
        server.start()
        admin = server.conninfo
    name = os.environ["AMPARO_TEST_DATABASE"]
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
    database = ensure_database(admin, name, HOME)
    os.environ["AMPARO_DATABASE"] = database.web
    os.environ["AMPARO_OWNER_DATABASE"] = database.owner
    os.environ["AMPARO_WORKER_DATABASE"] = database.worker


_MATCHER: list[subprocess.Popen[bytes]] = []
_READY = HOME / "ready.txt"
"""Empty once the database has its tables and the matcher answers; else what failed. The processes collect meanwhile."""


def _make_tables() -> None:
    for command in (["migrate", "--verbosity", "0"], ["install_security"]):
        environment = os.environ | {"AMPARO_DATABASE": os.environ["AMPARO_OWNER_DATABASE"]}
        subprocess.run([sys.executable, "-m", "django", *command], check=True, env=environment)


def _start_matcher() -> None:
    """The matcher of the node, as the worker; it answers before the first test asks."""
    environment = os.environ | {"AMPARO_DATABASE": os.environ["AMPARO_WORKER_DATABASE"]}
    _MATCHER.append(subprocess.Popen([sys.executable, "-m", "django", "run_matcher"], env=environment))
    from amparo.registry.matcher import is_available

    for _ in range(1200):
        if is_available():
            return
        time.sleep(0.1)
    raise RuntimeError("the matcher does not answer")


def _make_ready() -> None:
    try:
        _make_tables()
        _start_matcher()
    except Exception as error:
        _READY.write_text(str(error))
        raise
    _READY.touch()


_MAKING_READY = threading.Thread(target=_make_ready)


def _wait_until_ready() -> None:
    for _ in range(3000):
        if _READY.exists():
            break
        time.sleep(0.1)
    failed = _READY.read_text() if _READY.exists() else "it took more than five minutes"
    if failed:
        pytest.exit(f"The database of the tests could not be made: {failed}", returncode=1)


def _wait_for_the_matcher() -> None:
    """A test that wants a match waits for it: on a machine that is slow and loaded the matcher is late, not silent."""
    from amparo.registry import matcher

    matcher.TIMEOUT_SECONDS = 20.0


def _count_apart(process: str) -> None:
    """Tests of one process do not use up the limits of another's: all come from one address."""
    from django.conf import settings

    settings.CACHES["default"]["KEY_PREFIX"] = process


def _spend_no_time_on_what_no_test_sees() -> None:
    """Derive a password's hash in a few rounds, keep no copy of what templates were given, put no answer off."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher
    from django.test import client

    from amparo.cases import middleware

    PBKDF2PasswordHasher.iterations = 1000
    middleware.BLUR_SECONDS = 0.0
    client.store_rendered_templates = lambda *_, **__: None


def _prepares(config: pytest.Config) -> bool:
    """Whether this process prepares the database: the one that starts the others, if some test needs Django."""
    return not hasattr(config, "workerinput") and not os.environ.get("AMPARO_NO_DATABASE")


def pytest_configure(config: pytest.Config) -> None:
    """Prepare once."""
    if _prepares(config):
        _READY.unlink(missing_ok=True)
        _prepare_database()
    import django

    django.setup()
    _spend_no_time_on_what_no_test_sees()
    _count_apart(getattr(config, "workerinput", {}).get("workerid", "main"))
    if _prepares(config):
        _MAKING_READY.start()
    if not os.environ.get("AMPARO_NO_DATABASE"):
        _wait_for_the_matcher()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests of one `xdist_group` in one process.

    pytest-xdist 3.8 names the group in an attribute that pytest 9.2 no longer reads, so that they ran side by side.
    """
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        group = item.get_closest_marker("xdist_group")
        if group and "@" not in item.nodeid:
            item._id = type(item._id).parse(f"{item.nodeid}@{group.args[0]}")  # type: ignore[attr-defined]  # pytest's own


def pytest_collection_finish() -> None:
    """Keep the collector off what lives as long as the process, the modules and the tests; wait for the database."""
    gc.collect()
    gc.freeze()
    if not os.environ.get("AMPARO_NO_DATABASE"):
        _wait_until_ready()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Say in which order the tests run, also where no header is shown; the seed chooses the shares of a run too."""
    shown = session.config.pluginmanager.get_plugin("terminalreporter")
    seed = getattr(session.config.option, "randomly_seed", None)
    choose_share(seed)
    if shown and seed is not None and not hasattr(session.config, "workerinput"):
        shown.write_line(f"Tests in random order: repeat it with --randomly-seed={seed}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave no server behind."""
    if _MAKING_READY.is_alive():
        _MAKING_READY.join()
    for matcher in _MATCHER:
        matcher.terminate()
        matcher.wait(timeout=60)
    if _prepares(config) and not os.environ.get("DATABASE_URL"):
        from django.db import connections

        from amparo.config.cluster import EmbeddedServer

        connections.close_all()
        EmbeddedServer(HOME / "postgresql", durable=False).stop()


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The database stands already: nothing for pytest-django to make."""


@pytest.fixture(autouse=True)
def _database(django_db_blocker: object) -> object:
    """Let every test use the database, without a transaction around it, and begin in Spanish."""
    from django.utils.translation import override

    with override("es"), django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's own type is private
        yield


@pytest.fixture
def open_house(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages as in a demo, where no second factor stands before them, and no limit of requests."""
    settings.DEMO = True
    monkeypatch.setattr("amparo.ui.limits.REQUESTS_A_MINUTE", 10**9)


@pytest.fixture(params=INSTANTS.values(), ids=list(INSTANTS))
def every_hour(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run a test that computes days at each of the eight instants (`tests.hours`)."""
    from amparo.ledger import clock

    with clock.at(request.param):
        yield
