"""The committed reference pages are those that the code generates."""

from pathlib import Path

import pytest

from amparo.config.commands.law_reference import render
from amparo.law import DEADLINES, EMERGENCY_DEADLINE, RULES

GUIDE = Path(__file__).parents[2] / "docs" / "guide"


@pytest.mark.parametrize("lang", ["es", "en"])
def test_committed_page_is_the_generated_one(lang):
    committed = (GUIDE / lang / "law-reference.md").read_text(encoding="utf-8")
    assert committed == render(lang), f"Run: amparo law reference --lang {lang} > docs/guide/{lang}/law-reference.md"


@pytest.mark.parametrize("lang", ["es", "en"])
def test_page_has_every_rule_and_deadline_with_a_link_to_its_page(lang):
    lines = render(lang).splitlines()
    for rule in RULES.values():
        row = next(line for line in lines if line.startswith(f"| [{rule.id}](/norms/{rule.id}/) "))
        assert f"test_rule[{rule.id}]" in row
    for each in [*DEADLINES.values(), EMERGENCY_DEADLINE]:
        title = getattr(each.title, lang)
        assert any(line.startswith(f"| [{title}](/norms/{each.id}/) ") for line in lines)


@pytest.mark.parametrize(("lang", "mark"), [("es", "por verificar"), ("en", "to be verified")])
def test_page_leaves_to_the_page_of_a_norm_what_is_still_to_be_read(lang, mark):
    assert mark not in render(lang).lower()


def test_page_tells_which_source_sets_the_hours():
    rows = {line.partition("/norms/")[2].partition("/")[0]: line for line in render("en").splitlines()}
    assert "| 2 (PP) |" in rows["notify_protection"]
    assert "| 2160 (ACG 67) |" in rows["placement_review_periodic"]
    assert "| by country |" in rows["custody_exit"]
