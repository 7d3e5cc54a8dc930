"""Cards of the children whom a person sees."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from amparo.cases.access import listed_cases
from amparo.ledger.actor import Actor
from amparo.ledger.text import t
from amparo.registry.models import Card

NO_NAME = t("Nombre desconocido", "Name not known")


def cards_visible_to(*, by: Actor) -> QuerySet[Card]:
    """Return the cards of the cases that this person may see, unordered."""
    return Card.objects.filter(case__in=listed_cases(by=by))


def visible_cards(cases: Iterable[UUID], *, by: Actor) -> dict[UUID, Card]:
    """Return the cards of those of these cases that this person sees whole, by case.

    One query, none without cases.
    """
    wanted = set(cases)
    return {card.case_id: card for card in cards_visible_to(by=by).filter(case__in=wanted)} if wanted else {}


def cards_by_case(cases: Iterable[UUID]) -> dict[UUID, Card]:
    """Return the cards of those of these cases that the database shows its reader.

    By case. One query.
    """
    return {card.case_id: card for card in Card.objects.filter(case__in=list(cases))}
