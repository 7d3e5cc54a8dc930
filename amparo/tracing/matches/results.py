"""What a search finds: the files that its reader may know of, with how likely each is and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from amparo.core import selectors
from amparo.core.actor import Actor
from amparo.core.file import CaseFile, Entry
from amparo.core.models import CHILD, REPORT, Case
from amparo.core.problems import NotVisible
from amparo.registry import matcher
from amparo.registry.matcher import Match
from amparo.registry.models import Card
from amparo.tracing.matches.searching import CODE, compared_of
from amparo.tracing.reports.models import ReportCard

MOST = 20
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
    matches = matcher.search(compared_of(entry), by=by.id, kinds=(CHILD, REPORT), top=MOST, at_least=AT_LEAST)
    cards = _cards([match.case for match in matches if match.case != on])
    return [Found(cards[match.case], match) for match in matches if match.case in cards]


def _cards(cases: Iterable[UUID]) -> dict[UUID, Card | ReportCard]:
    ids = list(cases)
    found: dict[UUID, Card | ReportCard] = {card.case_id: card for card in Card.objects.filter(case__in=ids)}
    return found | {card.case_id: card for card in ReportCard.objects.filter(case__in=ids)}
