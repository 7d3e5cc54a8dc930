"""The card of a report, made anew after every act on it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from amparo.cases.access import find_responsible
from amparo.cases.file import CaseFile
from amparo.cases.kinds import REPORT
from amparo.cases.perform import ActPerformed, subscribe
from amparo.registry.projection import full_name, searched
from amparo.tracing.models.reports import ReportCard
from amparo.tracing.reports.known import born_of, ending_of, known, last_news_on, names_of, state_of, urgency_of

if TYPE_CHECKING:
    from amparo.cases.models import Case


@subscribe(to=REPORT)
def remake_card(happened: ActPerformed) -> None:
    """Keep the card in line with the file."""
    case = happened.case
    agency, _ = find_responsible(case.id)
    columns = card_of(case, happened.file, at=happened.context.at) | {"agency": agency}
    ReportCard.objects.update_or_create(case=case, defaults=columns)


def card_of(case: Case, file: CaseFile, *, at: datetime) -> dict[str, Any]:
    """The columns of a card that come from the file."""
    names, birth = names_of(file), born_of(file)
    ended_at, outcome = ending_of(file)
    return {
        "number": case.number,
        "name": full_name(names),
        "search": searched(names),
        "sex": known(file, "sex", "undisclosed"),
        "born_from": birth.first,
        "born_to": birth.last,
        "age_estimate": birth.estimate,
        "urgency": urgency_of(file),
        "state": state_of(file),
        "reported_at": case.opened_at,
        "last_news_at": last_news_on(file),
        "ended_at": ended_at,
        "outcome": outcome,
        "changed_at": at,
    }
