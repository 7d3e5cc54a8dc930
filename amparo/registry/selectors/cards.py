"""Cards of the children whom a person sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from amparo.cases.access import cases_of_some_groups, listed_cases
from amparo.ledger.actor import Actor
from amparo.ledger.text import t
from amparo.registry.models import Card

NO_NAME = t("Nombre desconocido", "Name not known")


def cards_visible_to(*, by: Actor) -> QuerySet[Card]:
    """Return the cards of the cases that this person may see, unordered."""
    return Card.objects.filter(case__in=listed_cases(by=by))


def order_by_told_change(cards: QuerySet[Card], *, by: Actor) -> tuple[QuerySet[Card], Sequence[str]]:
    """Return cards and the columns that put the latest changed first. One query.

    As this person is told of changes: a child of whom some groups of data were sent changed when they were (`sent_at`,
    `told_change`). What happens to the others moves no card in the list of who was sent a part.
    """
    in_part = cases_of_some_groups(by=by)
    if not in_part.exists():  # the index of the last change serves
        return cards, ("-changed_at", "-case_id")
    sent = in_part.filter(case=OuterRef("case")).order_by("-since").values("since")[:1]
    told = cards.annotate(sent_at=Subquery(sent)).annotate(told_change=Coalesce("sent_at", "changed_at"))
    return told, ("-told_change", "-case_id")


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
