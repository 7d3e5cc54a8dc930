"""What can be chosen from reports in a form."""

from uuid import UUID

from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.registry.models import StoredFile
from amparo.registry.selectors import NO_NAME
from amparo.tracing.models.reports import Bulletin
from amparo.tracing.selectors.reports import bulletin_state, report_cards_visible_to
from amparo.ui.choices import Option, choice_source
from amparo.ui.present import format_local_date

_OFFERED = 200


@choice_source("report")
def reports(by: Actor, case_id: UUID | None) -> list[Option]:
    """The reports that changed last among those the reader sees, but not the report itself."""
    found = report_cards_visible_to(by=by).exclude(case=case_id).order_by("-changed_at", "-case_id")[:_OFFERED]
    return [Option(card.case_id, card.name or str(NO_NAME), card.number) for card in found]


@choice_source("report_photograph")
def photographs(by: Actor, case_id: UUID | None) -> list[Option]:
    """Photographs on record on the report, the latest first."""
    found = StoredFile.objects.filter(case=case_id, kind="photograph", media_type="image/jpeg").exclude(entry=None)
    return [
        Option(file.id, f"{label('file_kind', file.kind)} · {format_local_date(file.at, by, with_hour=True)}")
        for file in found.order_by("-at")
    ]


@choice_source("bulletin")
def bulletins(by: Actor, case_id: UUID | None) -> list[Option]:
    """Bulletins of the report, the latest first."""
    found = Bulletin.objects.filter(case=case_id).order_by("-issued_at", "-id")
    return [
        Option(
            one.id,
            format_local_date(one.issued_at, by, with_hour=True),
            str(label("bulletin_state", bulletin_state(one))),
        )
        for one in found
    ]
