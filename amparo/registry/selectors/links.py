"""Cards of cases that are linked: siblings, companions, the same child."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from amparo.cases.file import CaseFile
from amparo.ledger.actor import Actor
from amparo.registry.models import Card, Kinship
from amparo.registry.selectors.cards import cards_visible_to

if TYPE_CHECKING:
    from amparo.cases.models import Case


def sibling_cards(case: Case, *, by: Actor) -> list[Card]:
    """Return the cards of visible siblings linked to this case, by name. One query."""
    return linked_cards(case.id, "sibling", by=by)


def same_child_cards(case: Case, *, by: Actor) -> list[Card]:
    """Return the cards of visible cases of the same child, by name. One query."""
    return linked_cards(case.id, "same", by=by)


def linked_cards_by_kind(case: Case, file: CaseFile, *, by: Actor) -> dict[str, list[Card]]:
    """Return the cards of visible cases linked to this one, by kind and name.

    Two queries, mostly none.
    """
    if not any(set(_LINKING_FIELDS) & entry.body.keys() for entry in file.all(*_LINKING_ACTS)):
        return {}
    linked = list(Kinship.objects.filter(case=case, ended_at=None).values_list("kind", "other"))
    cards = _ordered_by_name(cards_visible_to(by=by).filter(case__in={other for _, other in linked})) if linked else []
    return {kind: [card for card in cards if (kind, card.case_id) in linked] for kind, _ in linked}


_LINKING_ACTS = ("register", "record_family", "record_duplicate", "record_link")
_LINKING_FIELDS = ("siblings", "companions", "same_as", "other", "case")


def visible_cards_by_text_id(ids: Iterable[str], *, by: Actor) -> list[Card]:
    """Return the cards of the visible cases among these ids, by name. One query.

    A text that is no id is ignored.
    """
    return _ordered_by_name(
        cards_visible_to(by=by).filter(case__in=[case_id for case_id in map(_parse_id, ids) if case_id])
    )


def _parse_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def linked_cards(case_id: UUID, kind: str, *, by: Actor) -> list[Card]:
    """Return the cards of visible cases linked in this way, by name. One query."""
    linked = Kinship.objects.filter(case=case_id, kind=kind, ended_at=None).values("other")
    return _ordered_by_name(cards_visible_to(by=by).filter(case__in=linked))


def _ordered_by_name(cards: QuerySet[Card]) -> list[Card]:
    return list(cards.order_by("sort", "case_id"))
