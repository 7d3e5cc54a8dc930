"""The head of every paper that stays with those who know the child."""

from __future__ import annotations

from amparo.cases.papers.shape import HEAD_ROWS, Reading
from amparo.ledger.days import local_day
from amparo.ledger.text import t
from amparo.registry.age import age_words
from amparo.registry.projection import child_birth
from amparo.registry.selectors import child_card


def head_rows(reading: Reading) -> list[tuple[str, str]]:
    """Return name and age, the age on the day of the paper."""
    who = child_card(reading.case, reading.file)
    age = age_words(child_birth(reading.file), local_day(reading.entry.occurred_at))
    return [(t("Niña, niño o adolescente", "Child"), who.full_name), (t("Edad", "Age"), str(age))]


HEAD_ROWS.add("child", head_rows)
