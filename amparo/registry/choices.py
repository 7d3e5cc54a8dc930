"""What can be chosen from the registry in a form."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.days import local_day
from amparo.registry.age import Born, age_words
from amparo.registry.models import Card, StoredFile
from amparo.registry.selectors import NO_NAME, cards_visible_to, kin
from amparo.ui.choices import Option, choice_source

_OFFERED = 200


@choice_source("case")
def cases(by: Actor, case_id: UUID | None) -> list[Option]:
    """The cases that changed last among those the reader sees, but not the case itself."""
    return _offered(cards_visible_to(by=by).exclude(case=case_id).order_by("-changed_at", "-case_id")[:_OFFERED])


@choice_source("sibling")
def siblings(by: Actor, case_id: UUID | None) -> list[Option]:
    """The sisters and brothers linked to the case whom the reader sees, by name; without a case, all who could be named."""
    return _offered(kin(case_id, "sibling", by=by)) if case_id else cases(by, None)


def _offered(cards: Iterable[Card]) -> list[Option]:
    on = local_day(clock.now())
    return [Option(card.case_id, card.name or str(NO_NAME), _hint(card, on)) for card in cards]


def _hint(card: Card, on: date) -> str:
    age = age_words(Born(card.born_from, card.born_to, card.age_estimate), on)
    return f"{age} · {label('nationality', card.origin)} · {card.number}"


@choice_source("file")
def files(by: Actor, case_id: UUID | None) -> list[Option]:
    """Files that the reader uploaded to this case and that are on no record yet."""
    found = StoredFile.objects.filter(case=case_id, by=by.id, entry=None).order_by("-at", "-id")
    return [Option(file.id, str(label("file_kind", file.kind)), file.media_type) for file in found]
