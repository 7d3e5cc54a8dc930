"""Sources of choices from a case's own file."""

from uuid import UUID

from amparo.cases.alarms import alarm_label
from amparo.cases.selectors import file_for, visible_case
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.protection.selectors.incidents import open_alerts
from amparo.protection.selectors.referrals import SentReferral, list_answerable
from amparo.ui.choices import Option, choice_source
from amparo.ui.present import format_local_date


@choice_source("referral")
def list_referral_options(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return the referrals of which this person may say how they stand."""
    if case_id is None:
        return []
    file = file_for(visible_case(case_id, by=by), by=by)
    return [_referral_option(sent, by) for sent in list_answerable(file, by=by)]


def _referral_option(sent: SentReferral, by: Actor) -> Option:
    entry, status = sent.referral.entry, label("referral_status", sent.referral.status)
    hint = f"{format_local_date(entry.occurred_at, by)} · {status}"
    return Option(entry.id, " · ".join(filter(None, (sent.subject, sent.recipient))), hint)


@choice_source("open_alert")
def list_open_alert_options(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return the alarms of the case that are open, the latest first."""
    if case_id is None:
        return []
    file = file_for(visible_case(case_id, by=by), by=by)
    return [
        Option(alert.id, alarm_label(alert), format_local_date(alert.occurred_at, by)) for alert in open_alerts(file)
    ]
