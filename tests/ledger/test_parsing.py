"""A parser that runs wild ends, says nothing of the node, and leaves it as it was."""

import os
from pathlib import Path

import pytest

from amparo.ledger.ids import new_id
from amparo.ledger.parsing.rejected import RejectedContent
from amparo.ledger.parsing.run import Limits, run_parser
from amparo.ledger.parsing.turns import OF_PARSING, one_at_a_time
from amparo.ledger.problems import InProgress
from tests.house.database import connected

LIMITS = Limits(seconds=1, memory_bytes=300_000_000)


def run(name: str, content: bytes = b"x") -> bytes:
    return run_parser(f"tests.ledger.hostile_parsers:{name}", content, LIMITS)


def test_what_a_parser_makes_comes_back() -> None:
    assert run("echo", b"a\x00b") == b"a\x00b"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("refuse", "too_wide"),
        ("spin", "too_complex"),
        ("hang", "too_complex"),
        ("swell", "too_complex"),
        ("sink", "too_complex"),
        ("crash", "damaged"),
        ("fail", "damaged"),
    ],
)
def test_a_parser_that_runs_wild_ends(name: str, why: str) -> None:
    with pytest.raises(RejectedContent) as rejected:
        run(name)
    assert rejected.value.why == why


def test_a_parser_writes_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(RejectedContent):
        run("write", b"a child's name")
    assert [path.read_bytes() for path in tmp_path.iterdir()] in ([], [b""])


def test_a_parser_knows_nothing_of_the_node() -> None:
    told = run("tell_environment").decode().split()
    assert [name for name in told if name.startswith(("AMPARO", "DATABASE", "DJANGO", "PG"))] == []


@pytest.mark.usefixtures("open_house")
def test_a_person_has_one_file_read_at_a_time() -> None:
    person, other = new_id(), new_id()
    with connected("web") as elsewhere:
        elsewhere.execute("select pg_advisory_lock(%s, hashtext(%s))", [OF_PARSING, str(person)])
        with pytest.raises(InProgress), one_at_a_time(person):
            pass
        with one_at_a_time(other):
            pass
        elsewhere.execute("select pg_advisory_unlock_all()")  # a closed connection gives it back only by and by
    with one_at_a_time(person), one_at_a_time(other):
        pass
