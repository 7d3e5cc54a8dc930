"""Reads of pairs of cases that may be of one child, for those who compare them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from amparo.ledger.actor import Actor
from amparo.ledger.paging import RowPage, keyset_page
from amparo.matching.record import Record
from amparo.registry import matcher
from amparo.registry.matcher import Match
from amparo.registry.models import Candidate, Card
from amparo.registry.name_search import filter_by_name
from amparo.registry.selectors import cards_visible_to

_MAX_MATCHES = 50


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two cases that may be of one child; `older` was opened first."""

    older: Card
    newer: Card
    probability: float
    found_at: datetime


def open_duplicate_pairs(
    *, by: Actor, q: str = "", at_least: float = 0.0, limit: int = 25, cursor: str = ""
) -> RowPage[DuplicatePair]:
    """Return undecided pairs of which this person sees both whole. Three queries.

    `q`: a number, or words of either child's names. Raises `BadInput` for a cursor that no page gave.
    """
    visible = cards_visible_to(by=by)
    ids = visible.values("case")
    wanted = Candidate.objects.filter(
        kind="duplicate", state="open", probability__gte=at_least, child__in=ids, other__in=ids
    )
    if q.strip():
        matching = filter_by_name(visible, q).values("case")
        wanted = wanted.filter(Q(child__in=matching) | Q(other__in=matching))
    total = wanted.count()
    page = keyset_page(wanted, ("-probability", "id"), cursor=cursor, limit=limit)
    cards = {
        card.case_id: card
        for card in visible.filter(case__in={i for row in page.rows for i in (row.child_id, row.other_id)})
    }
    pairs = [
        DuplicatePair(cards[row.child_id], cards[row.other_id], row.probability, row.found_at) for row in page.rows
    ]
    return page.with_rows(pairs, total)


def find_match_with(record: Record, other: UUID, *, by: Actor) -> Match | None:
    """Return the match of a record with a visible case; None if hardly alike.

    No query.
    """
    found = matcher.search_visible_children(record, by=by.id, top=_MAX_MATCHES)
    return next((match for match in found if match.case == other), None)
