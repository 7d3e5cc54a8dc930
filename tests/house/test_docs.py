"""The documents: whole, in both languages, leading somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide"
PAGES = {language: {path.stem for path in (GUIDE / language).glob("*.md")} for language in ("es", "en")}
PARTS = ("**Date**", "**Status**", "**Context**", "**Decision**", "**Consequences**", "**Checked by**")


def test_every_page_of_the_guide_exists_in_both_languages() -> None:
    assert PAGES["es"] == PAGES["en"]
    assert "index" in PAGES["es"]


@pytest.mark.parametrize("path", sorted(GUIDE.glob("*/*.md")), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_page_has_a_title_and_its_links_lead_to_pages(path: Path) -> None:
    text = path.read_text()
    assert text.startswith("# ")
    for slug in re.findall(r"\]\(/help/([\w-]*)/?\)", text):
        assert slug == "" or slug in PAGES[path.parent.name], slug


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
    for path in [ROOT / "README.md", *GUIDE.glob("es/*.md")]:
        assert not re.search(word, path.read_text(), re.IGNORECASE), path
