"""Search for cases of the same child before a record is opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from amparo.cases.transaction import lock_until_commit
from amparo.matching.record import Record
from amparo.registry import matcher
from amparo.registry.age import BirthRange, age_words
from amparo.registry.models import Card

MIN_PROBABILITY = 0.3
"""The probability from which people are asked about a case before they open a record."""


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """A visible case that may be of the same child.

    `similarity`: the probability in tenths. Finer digits would tell how often names occur in cases that the reader
    may not see.
    """

    id: UUID
    number: str
    name: str
    age: str
    similarity: float


def find_visible_duplicates(
    child: Record, *, by: UUID, settled: Iterable[UUID] = (), on: date
) -> list[PossibleDuplicate]:
    """Return visible cases that may be of this child, the likeliest first. One query.

    The same work is done whether or not others exist that the reader may not see. Without those who may as well be
    a sibling.
    """
    excluded = set(settled)
    probabilities = {
        match.case: match.probability
        for match in matcher.search_visible_children(child, by=by, top=20 + len(excluded), at_least=MIN_PROBABILITY)
        if match.case not in excluded and not match.sibling
    }
    cards = {card.case_id: card for card in Card.objects.filter(case__in=probabilities)}
    return [
        _possible_duplicate(cards[case_id], probabilities[case_id], on) for case_id in probabilities if case_id in cards
    ]


def wait_for_equal_registrations(child: Record) -> None:
    """Wait until nobody else of the reader's agency registers the very same child.

    Otherwise two who register at once would each find nobody. Only within the agency: nobody learns by waiting what
    another one does. Two queries.
    """
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(app_agency(), app_person())")
        lock_until_commit("register", cursor.fetchone()[0], child)


def current_reader() -> UUID:
    """Return the person whom the database knows as its reader. One query.

    Checks of an input do not receive the actor.
    """
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(app_person(), '00000000-0000-0000-0000-000000000000')")
        person: UUID = cursor.fetchone()[0]
    return person


def _possible_duplicate(card: Card, probability: float, on: date) -> PossibleDuplicate:
    age = age_words(BirthRange(card.born_from, card.born_to, card.age_estimate), on)
    return PossibleDuplicate(card.case_id, card.number, card.name, str(age), round(probability, 1))
