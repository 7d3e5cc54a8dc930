"""The documents: whole, in both languages, leading somewhere."""

import re
from pathlib import Path

import pytest

from amparo.ui.guide import GUIDE_TABLES

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide"
FOLDERS = ("es", "en", "es/regional", "en/regional")
PAGES = {folder: {path.stem for path in (GUIDE / folder).glob("*.md")} for folder in FOLDERS}
TABLE = re.compile(r"<!-- table: (\w+) -->")
PARTS = ("**Date**", "**Status**", "**Context**", "**Decision**", "**Consequences**", "**Checked by**")


def test_every_page_of_the_guide_exists_in_both_languages() -> None:
    assert PAGES["es"] == PAGES["en"]
    assert PAGES["es/regional"] == PAGES["en/regional"]
    assert {"index", "roles", "api"} <= PAGES["es"] & PAGES["es/regional"]


@pytest.mark.parametrize("path", sorted(GUIDE.glob("**/*.md")), ids=lambda p: str(p.relative_to(GUIDE)))
def test_a_page_has_a_title_and_its_links_lead_to_pages(path: Path) -> None:
    text = path.read_text()
    assert text.startswith("# ")
    for slug in re.findall(r"\]\(/help/([\w-]*)/?\)", text):
        assert slug == "" or slug in PAGES[str(path.parent.relative_to(GUIDE))], slug
    assert {name for name in TABLE.findall(text) if name not in GUIDE_TABLES} == set()


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_index_leads_to_every_page(folder: str) -> None:
    linked = re.findall(r"\]\(/help/([\w-]+)/\)", (GUIDE / folder / "index.md").read_text())
    assert PAGES[folder] - {"index"} <= set(linked)


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "adr").glob("*.md")), ids=lambda p: p.stem)
def test_a_decision_says_all_that_it_must(path: Path) -> None:
    text = path.read_text()
    assert [part for part in PARTS if part not in text] == []
    for test in re.findall(r"`(tests/[\w/]+\.py)`", text):
        assert (ROOT / test).exists(), test


def test_the_commands_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"make ([\w-]+)", (ROOT / "README.md").read_text())) <= targets


@pytest.mark.parametrize("word", [r"\bmenores?\b", r"\bilegal(es)?\b", r"\bdeportad[oa]s?\b"])
def test_no_word_that_hurts(word: str) -> None:
    for path in [ROOT / "README.md", *GUIDE.glob("es/**/*.md")]:
        assert not re.search(word, path.read_text(), re.IGNORECASE), path


def test_what_holds_is_shown_by_tests_that_there_are() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)`", (ROOT / "docs" / "security.md").read_text())
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists()] == []
