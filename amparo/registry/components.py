"""Components of a page about a child: the child in a line, the six steps."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Protocol

from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.registry.age import BirthRange, age_words
from amparo.registry.models import Card
from amparo.registry.selectors import NO_NAME
from amparo.ui.present import today

if TYPE_CHECKING:
    from amparo.cases.models import Case

STEPS = tuple(range(1, 7))
"""Numbers of the six steps of a case; their labels are in the list `case_step`."""


def step_words(step: int) -> str:
    """Return what a step is called."""
    return str(label("case_step", step))


_WITH_WHOM = {
    ("unaccompanied", "female"): t("sola", "alone"),
    ("unaccompanied", "male"): t("solo", "alone"),
    ("unaccompanied", ""): t("sin compañía", "alone"),
    ("separated", "female"): t("separada de su familia", "separated from family"),
    ("separated", "male"): t("separado de su familia", "separated from family"),
    ("separated", ""): t("sin su familia", "separated from family"),
    ("accompanied", ""): t("con su familia", "with family"),
    ("unknown", ""): t("no se sabe con quién", "not known with whom"),
}


class ChildDescription(Protocol):
    """A child in general terms, the age in words: a row of a list, the head of a case."""

    @property
    def name(self) -> str: ...
    @property
    def age(self) -> str: ...
    @property
    def sex(self) -> str: ...
    @property
    def with_whom(self) -> str: ...
    @property
    def origin(self) -> str: ...


def child_line(child: ChildDescription | Card, *, number: str = "", href: str = "") -> JsonObject:
    """Return the child in a line: name, age, origin, with whom; the number last."""
    if isinstance(child, Card):
        age = str(age_words(BirthRange(child.born_from, child.born_to, child.age_estimate), today()))
    else:
        age = child.age
    with_whom = _WITH_WHOM.get((child.with_whom, child.sex)) or _WITH_WHOM.get((child.with_whom, ""), "")
    return {
        "name": child.name or str(NO_NAME),
        "age": age,
        "country": "" if child.origin in ("XXX", "") else str(label("nationality", child.origin)),
        "with_whom": with_whom,
        "number": number,
        "href": href,
    }


def child_line_of(case: Case, card: ChildDescription | Card | None, *, href: str = "") -> JsonObject:
    """Return the child of a case in a line.

    Its number alone without a card: the reader handed the child over.
    """
    return {"name": case.number, "href": href} if card is None else child_line(card, number=case.number, href=href)


def step_line(current: int, evidence: Container[int]) -> list[JsonObject]:
    """Return the six steps and where the child is (1 to 6).

    `evidence`: the steps of which something is on file. An earlier one without is not done.
    """
    return [{"label": step_words(step), "state": _find_step_state(step, current, evidence)} for step in STEPS]


def _find_step_state(step: int, current: int, evidence: Container[int]) -> str:
    if step >= current:
        return "current" if step == current else "todo"
    return "done" if step in evidence else "skipped"
