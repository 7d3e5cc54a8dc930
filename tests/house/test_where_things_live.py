"""The documents for those who change the code: what they name exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
WHERE = DOCS / "where-things-live.md"
PAGES = [WHERE, DOCS / "adding-an-act.md", DOCS / "adding-a-resource.md"]
QUOTED = re.compile(r"`([^`\n]+)`")
LOOKS_LIKE_A_PATH = re.compile(r"^(amparo|bench|docs|frontend|tests)/[\w./<>-]+$")
LINK = re.compile(r"\]\(([\w./-]+\.md)\)")
CHANGE = re.compile(r"^## (\d+)\. ", re.MULTILINE)


def named_paths(page: Path) -> list[str]:
    return [text for text in QUOTED.findall(page.read_text(encoding="utf-8")) if LOOKS_LIKE_A_PATH.match(text)]


def is_there(path: str) -> bool:
    """Whether a path exists; of one with a placeholder, the folder before it."""
    known = path.partition("<")[0]
    return (ROOT / (known if known == path else known.rpartition("/")[0])).exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    paths = named_paths(page)
    assert len(paths) > 10
    assert [path for path in paths if not is_there(path)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_of_a_page_leads_to_a_page(page: Path) -> None:
    assert [name for name in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / name).exists()] == []


def changes() -> dict[int, str]:
    """Each kind of change by its number."""
    _, *found = CHANGE.split(WHERE.read_text(encoding="utf-8"))
    return {int(number): text for number, text in zip(found[::2], found[1::2], strict=True)}


def test_twenty_kinds_of_change_and_more_are_numbered_in_order() -> None:
    assert len(changes()) >= 20
    assert list(changes()) == list(range(1, len(changes()) + 1))


@pytest.mark.parametrize("number", changes())
def test_a_change_names_its_first_file_and_how_it_is_tested(number: int) -> None:
    text = changes()[number]
    steps = re.findall(r"^\d+\. .+(?:\n   .+)*", text, re.MULTILINE)
    assert steps
    assert any(LOOKS_LIKE_A_PATH.match(name) for name in QUOTED.findall(steps[0])), steps[0]
    assert re.search(r"\bTest:|`tests/|`make ", text), "it does not say how it is tested"
