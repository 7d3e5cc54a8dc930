"""A search that is late comes before those who answer for it, once, until it was done."""

from datetime import timedelta

from amparo.cases.models import Task
from amparo.ledger import clock
from amparo.tracing.reports.overdue import escalate_overdue_tasks
from tests.cases.test_clocks import as_worker
from tests.factories import LONG_AGO, do, reading_as, team
from tests.tracing.reports import report


def test_what_is_late_is_told_once_and_ends_with_what_is_done() -> None:
    with clock.at(LONG_AGO):
        us = team()
        one = report(us, urgency="high", last_news_on="2025-01-05")
    with clock.at(LONG_AGO + timedelta(hours=3)):
        for _ in range(2):
            with as_worker():
                escalate_overdue_tasks()
        with reading_as(us.supervisor):
            [told] = Task.objects.filter(case=one, code="report_overdue", done_at=None)
        assert told.detail["code"] == "report_alert"
        do("record_report_alert", one.id, us.officer, protocols=["amber"], others="Fiscalía", alerted_by="Rosa")
        with as_worker():
            escalate_overdue_tasks()
        with reading_as(us.supervisor):
            assert not Task.objects.filter(case=one, code="report_overdue", done_at=None).exists()
