"""Cases that may be of the same child, looked for before a record is opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from amparo.core.words import folded
from amparo.registry.age import Born, age_words
from amparo.registry.models import Card


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is compared: all names folded, the given names among them, the days of birth, the sex."""

    names: str
    given: str
    birth: Born
    sex: str

    def arguments(self) -> list[Any]:
        """As the functions of the database take them."""
        return [self.names, self.given, self.birth.first, self.birth.last, self.sex]


def likeness(names: dict[str, str], birth: Born, sex: str) -> Likeness:
    """What a child is compared by. `names` are the parts of a name as in the form."""
    written = [
        names.get(part) or "" for part in ("given", "first_surname", "second_surname", "nickname", "own_language")
    ]
    return Likeness(folded(" ".join(written)), folded(names.get("given") or ""), birth, sex)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that the reader sees and that may be of the same child. `similarity` runs from 0 to 1."""

    id: UUID
    number: str
    name: str
    age: str
    similarity: float


def visible_candidates(child: Likeness, *, settled: Iterable[UUID] = (), on: date) -> list[Candidate]:
    """Cases that whoever the database knows as its reader may see, the most alike first. Two queries.

    The same work is done whether or not others exist that the reader may not see.
    """
    with connection.cursor() as cursor:
        cursor.execute("select case_id, likeness from app_visible_duplicates(%s, %s, %s, %s, %s)", child.arguments())
        found: dict[UUID, float] = dict(cursor.fetchall())
    wanted = [case_id for case_id in found if case_id not in set(settled)]
    cards = {card.case_id: card for card in Card.objects.filter(case__in=wanted)}
    return [_candidate(cards[case_id], found[case_id], on) for case_id in wanted if case_id in cards]


def _candidate(card: Card, similarity: float, on: date) -> Candidate:
    age = age_words(Born(card.born_from, card.born_to, card.age_estimate), on)
    return Candidate(card.case_id, card.number, card.name, str(age), round(similarity, 2))


def task_for_hidden(child: Likeness, *, new_case: UUID, at: datetime) -> None:
    """Leave a task with the supervisors of cases that the caller may not see. One query, with or without such cases."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select app_task_hidden_duplicates(%s, %s, %s, %s, %s, %s, %s)", [*child.arguments(), new_case, at]
        )
