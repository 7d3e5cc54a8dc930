"""The review of the codes against the reports: what it names exists, and every list is asked somewhere."""

import re
from pathlib import Path

import pytest

from amparo.cases.act import ACTS
from amparo.law import DEADLINES, RULES
from amparo.ledger.codes import code_lists

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "codes-review.md").read_text(encoding="utf-8")
ADDED, LINES, UNASKED = (part.split("\n## ")[0] for part in PAGE.split("\n## ")[1:4])
TICKED = re.compile(r"`([^`]+)`")


def rows(part: str) -> list[list[str]]:
    """Return the cells of a table, without its heading."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:1] == "|"]
    return cells[2:]


def exists(named: str) -> bool:
    """Return whether a code, a list, an act, a question, a rule, a deadline or a file is there."""
    if "/" in named:
        return (ROOT / named).is_file()
    head, colon, code = named.partition(":")
    if head == "deadline":
        return code in DEADLINES
    if colon:
        return head in code_lists() and (code == "*" or code in code_lists()[head])
    act, dot, question = named.partition(".")
    if act in ACTS:
        return not dot or question in ACTS[act].Input.model_fields
    return named in RULES


@pytest.mark.parametrize("named", ["departure_cause:none", "no_list:*", "record_journey.none", "G99-1", "amparo/x.py"])
def test_what_is_not_there_is_found_out(named: str) -> None:
    assert not exists(named)


@pytest.mark.parametrize("line", rows(LINES), ids=lambda line: line[0])
def test_line_is_carried_by_what_exists(line: list[str]) -> None:
    _, reports, _, carried, where = line
    named = TICKED.findall(carried)
    assert all(re.fullmatch(r"00[0-4]:\d+", report) for report in reports.split(", "))
    assert named or carried.startswith("Later: ")
    assert [name for name in named + TICKED.findall(where) if not exists(name)] == []
    assert bool(named) == bool(where)


def test_lines_stand_once_and_in_order() -> None:
    lines = [line[0] for line in rows(LINES)]
    assert lines == sorted(set(lines))
    assert {"COV-085", "COV-197", "COV-198"} <= set(lines)


def test_what_the_review_added_exists() -> None:
    assert [name for line in rows(ADDED) for name in TICKED.findall(line[2]) if not exists(name)] == []


def test_every_list_is_asked_computed_or_named_as_later() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "amparo").rglob("*.py"))
    law = (ROOT / "amparo" / "law" / "facts.py").read_text(encoding="utf-8")
    unused = {
        name
        for name in code_lists()
        if f'"{name}"' not in source and f"    {name}: " not in law
    }  # fmt: skip
    assert unused == {TICKED.findall(line[0])[0] for line in rows(UNASKED)}
