"""Reads for those who compare: pairs of cases that may be of one child, and how likely one pair is."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from amparo.core.actor import Actor
from amparo.core.ids import read_case_number
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.core.words import folded
from amparo.matching.record import Record
from amparo.registry import matcher
from amparo.registry.matcher import Match
from amparo.registry.models import Candidate, Card
from amparo.registry.selectors import cards_visible_to

_LOOKED_THROUGH = 50


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cases of which nobody has said whether they are of one child; `older` was opened first."""

    older: Card
    newer: Card
    probability: float
    found_at: datetime


@dataclass(frozen=True, slots=True)
class PairPage:
    """Some pairs, the likeliest first, the cursor of the next page or None, and how many there are in all."""

    rows: list[Pair]
    next: str | None
    total: int


def open_pairs(*, by: Actor, q: str = "", at_least: float = 0.0, limit: int = 25, cursor: str = "") -> PairPage:
    """Open pairs of which this person sees both whole. Three queries. `q`: a number, or words of either child's names.

    Raises `BadInput` for a cursor that no page gave.
    """
    seen = cards_visible_to(by=by)
    ids = seen.values("case")
    wanted = Candidate.objects.filter(
        kind="duplicate", state="open", probability__gte=at_least, child__in=ids, other__in=ids
    )
    if q.strip():
        named = _named(seen, q).values("case")
        wanted = wanted.filter(Q(child__in=named) | Q(other__in=named))
    total = wanted.count()
    if cursor:
        probability, last = _read_cursor(cursor)
        wanted = wanted.filter(Q(probability__lt=probability) | Q(probability=probability, id__gt=last))
    found = list(wanted.order_by("-probability", "id")[: limit + 1])
    rows = found[:limit]
    cards = {
        card.case_id: card for card in seen.filter(case__in={i for one in rows for i in (one.child_id, one.other_id)})
    }
    pairs = [Pair(cards[one.child_id], cards[one.other_id], one.probability, one.found_at) for one in rows]
    return PairPage(pairs, _cursor(rows[-1]) if len(found) > limit else None, total)


def _named(cards: QuerySet[Card], q: str) -> QuerySet[Card]:
    if number := read_case_number(q):
        return cards.filter(number=number)
    for word in folded(q).split():
        cards = cards.filter(search__contains=word)
    return cards


def _cursor(last: Candidate) -> str:
    return base64.urlsafe_b64encode(json.dumps([last.probability, str(last.id)]).encode()).decode()


def _read_cursor(cursor: str) -> tuple[float, UUID]:
    try:
        probability, last = json.loads(base64.urlsafe_b64decode(cursor))
        return float(probability), UUID(last)
    except (ValueError, TypeError, AttributeError, binascii.Error) as error:
        words = t("La página siguiente ya no existe: empiece de nuevo.", "That page no longer exists: start again.")
        raise BadInput(FieldError("cursor", words)) from error


def likeness(record: Record, other: UUID, *, by: Actor) -> Match | None:
    """How likely a case that this person sees whole is of the child of this record; None if it is hardly alike. No query."""
    found = matcher.find(record, by=by.id, top=_LOOKED_THROUGH)
    return next((match for match in found if match.case == other), None)
