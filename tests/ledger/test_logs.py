"""The log tells where an error happened and of what kind, never what it says of somebody."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from amparo.config.cluster import EmbeddedServer
from amparo.ledger.logs import RedactingFormatter
from tests.house.database import as_owner, connected

NAME = "Xochiquétzal Tzunún"


def logged(error: BaseException) -> str:
    record = logging.LogRecord(
        "amparo", logging.ERROR, __file__, 1, "job %s failed", (7,), (type(error), error, error.__traceback__)
    )
    return RedactingFormatter().format(record)


def test_the_row_that_the_database_refused_is_not_told() -> None:
    with as_owner() as owner:
        owner.execute("create temporary table refused (name text check (length(name) < 3))")
        with pytest.raises(psycopg.errors.CheckViolation, match=NAME) as refused:
            owner.execute("insert into refused values (%s)", [NAME])
    told = logged(refused.value)
    assert NAME not in told
    assert "job 7 failed" in told
    assert "CheckViolation" in told
    assert "test_the_row_that_the_database_refused_is_not_told" in told


def test_what_led_to_an_error_is_told_first() -> None:
    try:
        try:
            raise ValueError(NAME)
        except ValueError as error:
            raise RuntimeError(f"no good: {NAME}") from error
    except RuntimeError as error:
        told = logged(error)
    assert NAME not in told
    assert told.index("ValueError") < told.index("RuntimeError")


def test_every_handler_of_the_node_writes_so() -> None:
    assert [
        type(handler.formatter) for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler
    ] == [RedactingFormatter]


def test_the_database_keeps_what_failed_out_of_its_log() -> None:
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the log of a server elsewhere cannot be read")
    log = EmbeddedServer(Path(os.environ["AMPARO_HOME"]) / "postgresql", durable=False).folder / "log"
    marked = f"{NAME} {uuid4()}"
    for statement in ("select %s::uuid", "insert into ledger_nodechain (last_hash) values (%s || null)"):
        for role in ("web", "worker", "owner"):
            with connected(role) as connection, pytest.raises(psycopg.Error):
                connection.execute(statement, [marked])
    assert marked not in log.read_text(errors="replace")
