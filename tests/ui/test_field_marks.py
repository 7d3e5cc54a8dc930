"""What a form says of a field that may be left blank."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from amparo.accounts.models import Person
from amparo.cases.act import ACTS
from amparo.ledger.actor import Actor
from amparo.ui.fields import Part
from amparo.ui.forms.shape import shapes_of
from tests.callers import signed_in
from tests.factories import Team, child, team

pytestmark = pytest.mark.usefixtures("open_house")
LABEL = re.compile(r"<(label|legend)\b([^>]*)>(.*?)</\1>", re.DOTALL)


@pytest.fixture(scope="module")
def us(django_db_blocker: Any) -> Team:
    with django_db_blocker.unblock():
        return team()


def labels(path: str, who: Actor) -> list[tuple[str, bool]]:
    """The labels of a page as they read, and whether one sees them."""
    html = signed_in(Person.objects.get(id=who.id)).get(path).content.decode()
    found = [
        (re.sub(r"<[^>]+>", " ", text), "visually-hidden" in attributes) for _, attributes, text in LABEL.findall(html)
    ]
    return [(" ".join(unescape(text).split()), not hidden) for text, hidden in found]


def test_of_alternatives_one_is_asked_and_none_is_optional(us: Team) -> None:
    said = labels("/cases/new/", us.officer)
    for label in ("Nombre o nombres", "Primer apellido", "Fecha de nacimiento", "Edad dicha o aparente, en años"):
        assert (f"{label} (una de estas)", True) in said
    assert ("Segundo apellido (opcional)", True) in said
    assert [text for text, seen in said if seen and text.startswith("No se sabe")] == [
        "No se sabe el nombre",
        "No se sabe",
    ]


def test_what_the_law_may_ask_for_is_not_called_optional(us: Team) -> None:
    case = child(us)
    said = labels(f"/cases/{case.id}/do/close_case/", us.officer)
    assert ("Motivo del cierre", True) in said
    assert ("En qué se apoya (opcional)", True) in said
    assert not any("Confirme" in text and "opcional" in text for text, _ in said)


def test_alternatives_are_answers_of_their_part() -> None:
    parts = {shape.part for act in ACTS.values() for shape in shapes_of(act.Input) if shape.part}
    named = [part for part in parts if issubclass(part, Part) and part.alternatives]
    assert len(named) >= 2
    assert all(set(part.alternatives) <= set(part.model_fields) for part in named)
