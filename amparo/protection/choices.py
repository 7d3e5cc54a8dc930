"""What can be chosen from a case's own file in a form."""

from uuid import UUID

from amparo.core.actor import Actor
from amparo.core.choices import Option, choices, day_for
from amparo.core.selectors import file_for, visible_case
from amparo.protection.alarms import words_of
from amparo.protection.selectors import open_alerts as alerts_of


@choices("open_alert")
def open_alerts(by: Actor, case_id: UUID | None) -> list[Option]:
    """Alarms of the case that are still open, the latest first."""
    if case_id is None:
        return []
    file = file_for(visible_case(case_id, by=by), by=by)
    return [Option(entry.id, words_of(entry), day_for(by, entry.occurred_at)) for entry in alerts_of(file)]
