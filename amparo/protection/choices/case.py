"""What can be chosen from a case's own file in a form."""

from uuid import UUID

from amparo.cases.alarms import words_of
from amparo.cases.selectors import file_for, visible_case
from amparo.ledger.actor import Actor
from amparo.protection.selectors import open_alerts as alerts_of
from amparo.ui.choices import Option, choices
from amparo.ui.present import local_date


@choices("open_alert")
def open_alerts(by: Actor, case_id: UUID | None) -> list[Option]:
    """Alarms of the case that are still open, the latest first."""
    if case_id is None:
        return []
    file = file_for(visible_case(case_id, by=by), by=by)
    return [Option(entry.id, words_of(entry), local_date(entry.occurred_at, by)) for entry in alerts_of(file)]
