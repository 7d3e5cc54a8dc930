"""What a search finds: the files that its reader may know of, with how likely each is and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from amparo.cases import selectors
from amparo.cases.file import CaseFile, Entry
from amparo.cases.kinds import CHILD, REPORT
from amparo.ledger.actor import Actor
from amparo.ledger.problems import NotVisible
from amparo.registry import matcher
from amparo.registry.matcher import Match
from amparo.registry.models import Card
from amparo.registry.threshold import least_kept
from amparo.tracing.acts.searching import CODE, compared_of
from amparo.tracing.models.reports import ReportCard
from amparo.tracing.reports.known import state_of
from amparo.tracing.subscribers.match_records import record_of_report

if TYPE_CHECKING:
    from amparo.cases.models import Case

MOST, MOST_REPORTS = 20, 6
AT_LEAST = 0.02


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be of the child looked for: its card, and what the matcher says of it."""

    card: Card | ReportCard
    match: Match


def search_entry(case_id: UUID, entry_id: UUID, *, by: Actor) -> tuple[Case, CaseFile, Entry]:
    """A search that was made on a case or a report which the reader sees. Raises `NotVisible`."""
    case = _either(case_id, by)
    file = selectors.file_for(case, by=by)
    entry = next((one for one in file.all(CODE) if one.id == entry_id and "names" in one.body), None)
    if entry is None:
        raise NotVisible
    return case, file, entry


def _either(case_id: UUID, by: Actor) -> Case:
    try:
        return selectors.visible_case(case_id, by=by)
    except NotVisible:
        return selectors.visible_case(case_id, by=by, kind=REPORT)


def found_by(entry: Entry, *, on: UUID, by: Actor) -> list[Found]:
    """What the reader may know of it today, the likeliest first, without the file `on` which the search was made.

    Raises `matcher.MatcherSilent`. Two queries.
    """
    return _without(
        on, matcher.search(compared_of(entry), by=by.id, kinds=(CHILD, REPORT), top=MOST, at_least=AT_LEAST)
    )


def reports_like(report: CaseFile, *, by: Actor) -> list[Found]:
    """Other open reports that may be of the same child, of those whom the reader sees whole, the likeliest first.

    From the threshold of the country on; none for a report that has ended. Raises `matcher.MatcherSilent`. Three queries.
    """
    if state_of(report) != "open":
        return []
    sought, least = record_of_report(report), least_kept()
    return _without(report.case_id, matcher.search(sought, by=by.id, kinds=(REPORT,), top=MOST_REPORTS, at_least=least))


def _without(case: UUID, matches: list[Match]) -> list[Found]:
    """The files that were found, with their cards, but not the one from which they were looked for."""
    cards = _cards([match.case for match in matches if match.case != case])
    return [Found(cards[match.case], match) for match in matches if match.case in cards]


def _cards(cases: Iterable[UUID]) -> dict[UUID, Card | ReportCard]:
    ids = list(cases)
    found: dict[UUID, Card | ReportCard] = {card.case_id: card for card in Card.objects.filter(case__in=ids)}
    return found | {card.case_id: card for card in ReportCard.objects.filter(case__in=ids)}
