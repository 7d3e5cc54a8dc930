"""What can be chosen from a case's own file in a form."""

from uuid import UUID

from amparo.core.actor import Actor
from amparo.core.choices import Option, choices
from amparo.core.codes import label
from amparo.core.file import Entry
from amparo.core.selectors import file_for, visible_case
from amparo.protection.selectors import open_alerts as alerts_of


@choices("open_alert")
def open_alerts(by: Actor, case_id: UUID | None) -> list[Option]:
    """Alerts and breaches of the case that are still open, the latest first."""
    if case_id is None:
        return []
    file = file_for(visible_case(case_id, by=by), by=by)
    return [Option(entry.id, _words(entry), f"{entry.occurred_at:%Y-%m-%d}") for entry in alerts_of(file)]


def _words(entry: Entry) -> str:
    kinds = "alert_kind" if entry.act == "record_alert" else "breach_kind"
    return str(label(kinds, entry.get("kind")))
