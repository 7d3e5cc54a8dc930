"""What can be chosen from the registry in a form."""

from datetime import date
from uuid import UUID

from amparo.core import clock
from amparo.core.actor import Actor
from amparo.core.choices import Option, choices
from amparo.core.codes import label
from amparo.core.perform import local_time
from amparo.registry.age import Born, age_words
from amparo.registry.models import Card, StoredFile
from amparo.registry.selectors import NO_NAME, cards_visible_to

_OFFERED = 200


@choices("case")
def cases(by: Actor, case_id: UUID | None) -> list[Option]:
    """The cases that changed last among those the reader sees, but not the case itself."""
    on = local_time(clock.now()).date()
    found = cards_visible_to(by=by).exclude(case=case_id).order_by("-changed_at")
    return [Option(card.case_id, card.name or str(NO_NAME), _hint(card, on)) for card in found[:_OFFERED]]


def _hint(card: Card, on: date) -> str:
    age = age_words(Born(card.born_from, card.born_to, card.age_estimate), on)
    return f"{age} · {label('nationality', card.origin)} · {card.number}"


@choices("file")
def files(by: Actor, case_id: UUID | None) -> list[Option]:
    """Files that the reader uploaded to this case and that are on no record yet."""
    found = StoredFile.objects.filter(case=case_id, by=by.id, entry=None).order_by("-at")
    return [Option(file.id, str(label("file_kind", file.kind)), file.media_type) for file in found]
