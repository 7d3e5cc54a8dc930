"""Options of forms from the registry: cases, siblings, uploaded files."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.days import local_day
from amparo.registry.age import BirthRange, age_words
from amparo.registry.models import Card, StoredFile
from amparo.registry.selectors import NO_NAME, cards_visible_to, linked_cards, order_by_told_change
from amparo.ui.choices import Option, choice_source

_MAX_OPTIONS = 200


@choice_source("case")
def cases(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return the visible cases that changed last, without the case itself."""
    cards, order = order_by_told_change(cards_visible_to(by=by).exclude(case=case_id), by=by)
    return _card_options(cards.order_by(*order)[:_MAX_OPTIONS])


@choice_source("sibling")
def siblings(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return the visible siblings of the case, by name; without a case, all cases."""
    return _card_options(linked_cards(case_id, "sibling", by=by)) if case_id else cases(by, None)


def _card_options(cards: Iterable[Card]) -> list[Option]:
    on = local_day(clock.now())
    return [Option(card.case_id, card.name or str(NO_NAME), _hint(card, on)) for card in cards]


def _hint(card: Card, on: date) -> str:
    age = age_words(BirthRange(card.born_from, card.born_to, card.age_estimate), on)
    return f"{age} · {label('nationality', card.origin)} · {card.number}"


@choice_source("file")
def files(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return the reader's uploads to this case that are on no record yet."""
    found = StoredFile.objects.filter(case=case_id, by=by.id, entry=None).order_by("-at", "-id")
    return [Option(file.id, str(label("file_kind", file.kind)), file.media_type) for file in found]
