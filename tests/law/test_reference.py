"""The committed reference pages are those that the code generates."""

from pathlib import Path

import pytest

from amparo.config.commands.law_reference import render
from amparo.law import DEADLINES, RULES

GUIDE = Path(__file__).parents[2] / "docs" / "guide"


@pytest.mark.parametrize("lang", ["es", "en"])
def test_committed_page_is_the_generated_one(lang):
    committed = (GUIDE / lang / "law-reference.md").read_text(encoding="utf-8")
    assert committed == render(lang), f"Run: amparo law reference --lang {lang} > docs/guide/{lang}/law-reference.md"


@pytest.mark.parametrize(("lang", "mark"), [("es", "**por verificar**"), ("en", "**to be verified**")])
def test_page_has_every_rule_and_marks_what_is_unverified(lang, mark):
    lines = render(lang).splitlines()
    for rule in RULES.values():
        row = next(line for line in lines if line.startswith(f"| {rule.id} "))
        assert f"test_rule[{rule.id}]" in row
        assert (mark in row) is not rule.verified
    for code in DEADLINES:
        assert any(line.startswith(f"| `{code}` ") for line in lines)
