"""Dates of returns: the arrival that is expected, the next visit after it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from amparo.cases.dates import CaseDate, declare_dates
from amparo.cases.file import CaseFile
from amparo.ledger.text import t
from amparo.returns.plan import open_plan
from amparo.returns.preparation import reception_agreement
from amparo.returns.selectors import first_year_followups

ARRIVALS = "arrivals"


def _find_arrival(file: CaseFile, at: datetime) -> Iterable[CaseDate]:
    """Yield when a child is expected whose return is approved.

    As agreed with those who receive, else as planned.
    """
    plan = open_plan(file)
    if plan is None or plan.approval is None:
        return
    agreed = reception_agreement(file).received_at
    expected = datetime.fromisoformat(agreed) if agreed else plan.arrives_at
    if expected:
        yield CaseDate(expected, t("Llegada prevista", "Expected arrival"))


def _find_visit(file: CaseFile, at: datetime) -> Iterable[CaseDate]:
    """Yield the next follow-up of the first year."""
    ahead = [one for one in first_year_followups(file, at) if one.state in ("open", "ahead")]
    for one in ahead[:1]:
        yield CaseDate(one.due_at, t("Seguimiento de los {n} días", "Follow-up of {n} days", n=one.day), is_day=True)


declare_dates(ARRIVALS, _find_arrival)
declare_dates("visits", _find_visit)
