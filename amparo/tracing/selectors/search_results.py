"""Results of a search.

The files that its reader may know of, with probability and reasons.
"""

from __future__ import annotations

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
from amparo.registry.selectors import cards_by_case
from amparo.registry.threshold import minimum_probability
from amparo.tracing.child_search import RECORD_SEARCH, search_record
from amparo.tracing.models.reports import ReportCard
from amparo.tracing.reports.answers import report_state
from amparo.tracing.reports.match_record import report_match_record

if TYPE_CHECKING:
    from amparo.cases.models import Case
    from amparo.registry.models import Card

MAX_RESULTS, MAX_SIMILAR_REPORTS = 20, 6
MIN_PROBABILITY = 0.02


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A file that may be of the child sought: its card, and the match."""

    card: Card | ReportCard
    match: Match

    @property
    def child(self) -> Card | None:
        """Return the card of a child; None for a report."""
        return None if isinstance(self.card, ReportCard) else self.card


def visible_search(case_id: UUID, entry_id: UUID, *, by: Actor) -> tuple[Case, CaseFile, Entry]:
    """Return a search with its case or report and the file of it. Raises `NotVisible`."""
    case = _visible_file(case_id, by)
    file = selectors.file_for(case, by=by)
    for entry in file.all(RECORD_SEARCH):
        if entry.id == entry_id and "names" in entry.body:
            return case, file, entry
    raise NotVisible


def _visible_file(case_id: UUID, by: Actor) -> Case:
    try:
        return selectors.visible_case(case_id, by=by)
    except NotVisible:
        return selectors.visible_case(case_id, by=by, kind=REPORT)


def search_results(entry: Entry, *, on: UUID, by: Actor) -> list[SearchResult]:
    """Return the files that may be of the child sought, the likeliest first.

    Two queries.

    Only what the reader may know of today, without the file `on` which the search was recorded. Raises
    `matcher.MatcherUnavailable`.
    """
    matches = matcher.search_visible(
        search_record(entry), by=by.id, kinds=(CHILD, REPORT), top=MAX_RESULTS, at_least=MIN_PROBABILITY
    )
    return _with_cards(matches, but=on)


def similar_reports(report: CaseFile, *, by: Actor) -> list[SearchResult]:
    """Return other open reports that may be of the same child, the likeliest first.

    Three queries.

    Of those whom the reader sees whole, from the threshold of the country on; none for a report that has ended.
    Raises `matcher.MatcherUnavailable`.
    """
    if report_state(report) != "open":
        return []
    sought, least = report_match_record(report), minimum_probability()
    matches = matcher.search_visible(sought, by=by.id, kinds=(REPORT,), top=MAX_SIMILAR_REPORTS, at_least=least)
    return _with_cards(matches, but=report.case_id)


def _with_cards(matches: list[Match], *, but: UUID) -> list[SearchResult]:
    ids = [match.case for match in matches if match.case != but]
    cards: dict[UUID, Card | ReportCard] = {**cards_by_case(ids)}
    cards |= {card.case_id: card for card in ReportCard.objects.filter(case__in=ids)}
    return [SearchResult(cards[match.case], match) for match in matches if match.case in cards]
