"""The card of a report, derived from the file after every act on it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from amparo.cases.access import find_responsible
from amparo.cases.file import CaseFile
from amparo.cases.kinds import REPORT
from amparo.cases.perform import ActPerformed, subscribe
from amparo.ledger.json import JsonObject
from amparo.registry.name_search import sound_text
from amparo.registry.projection import full_name, search_text, stated_names
from amparo.tracing.models.reports import ReportCard
from amparo.tracing.reports.answers import (
    STATING_ACTS,
    last_news_on,
    latest_answer,
    report_ending,
    report_state,
    search_urgency,
    sought_birth,
    sought_names,
)


class NumberedCase(Protocol):
    """What a card shows of a case that is not in its file."""

    @property
    def number(self) -> str:
        """Return the number by which people name it."""

    @property
    def opened_at(self) -> datetime:
        """Return when it was opened."""


@subscribe(to=REPORT)
def update_report_card(happened: ActPerformed) -> None:
    """Write the card of a report from its file."""
    case = happened.case
    agency, _ = find_responsible(case.id)
    columns = report_card_columns(case, happened.file, at=happened.context.at) | {"agency": agency}
    ReportCard.objects.update_or_create(case=case, defaults=columns)


def report_card_columns(case: NumberedCase, file: CaseFile, *, at: datetime) -> JsonObject:
    """Return the columns of a card that come from the file."""
    names, birth = sought_names(file), sought_birth(file)
    searched = search_text(names, stated_names(file, *STATING_ACTS))
    ended_at, outcome = report_ending(file)
    return {
        "number": case.number,
        "name": full_name(names),
        "search": searched,
        "sounds": sound_text(searched),
        "sex": latest_answer(file, "sex", "undisclosed"),
        "born_from": birth.first,
        "born_to": birth.last,
        "age_estimate": birth.estimate,
        "urgency": search_urgency(file),
        "state": report_state(file),
        "reported_at": case.opened_at,
        "last_news_at": last_news_on(file),
        "ended_at": ended_at,
        "outcome": outcome,
        "changed_at": at,
    }
