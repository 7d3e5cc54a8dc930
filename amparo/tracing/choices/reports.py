"""Options of forms from reports: reports, their photographs and their bulletins."""

from uuid import UUID

from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.registry.selectors import NO_NAME, photographs_on_file
from amparo.tracing.models.reports import Bulletin
from amparo.tracing.selectors.bulletins import bulletin_state
from amparo.tracing.selectors.reports import report_cards_visible_to
from amparo.ui.choices import Option, choice_source
from amparo.ui.present import format_local_date

_OFFERED = 200


@choice_source("report")
def reports(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return the visible reports that changed last, without the report itself."""
    found = report_cards_visible_to(by=by).exclude(case=case_id).order_by("-changed_at", "-case_id")[:_OFFERED]
    return [Option(card.case_id, card.name or str(NO_NAME), card.number) for card in found]


@choice_source("report_photograph")
def photographs(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return the photographs on file on the report, the latest first."""
    return [
        Option(file.id, f"{label('file_kind', file.kind)} · {format_local_date(file.at, by, with_hour=True)}")
        for file in (photographs_on_file(case_id) if case_id else ())
    ]


@choice_source("bulletin")
def bulletins(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return the bulletins of the report, the latest first."""
    found = Bulletin.objects.filter(case=case_id).order_by("-issued_at", "-id")
    return [
        Option(
            bulletin.id,
            format_local_date(bulletin.issued_at, by, with_hour=True),
            str(label("bulletin_state", bulletin_state(bulletin))),
        )
        for bulletin in found
    ]
