"""Undecided candidates.

Other cases of the same child, and reports that may be of a child.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from amparo.cases.access import listed_cases
from amparo.cases.file import CaseFile
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_day
from amparo.registry.candidates import find_earlier_decisions
from amparo.registry.duplicates import PossibleDuplicate, find_visible_duplicates
from amparo.registry.match_records import child_match_record
from amparo.registry.models import Candidate as CandidatePair
from amparo.registry.selectors.links import same_child_cards

if TYPE_CHECKING:
    from amparo.cases.models import Case


def possible_duplicates(case: Case, file: CaseFile, *, by: Actor) -> list[PossibleDuplicate]:
    """Return undecided visible cases that may be of this child. Three queries.

    `file` as the reader may read it: who may not read the names finds nothing.
    """
    settled = {case.id, *find_earlier_decisions(file), *(card.case_id for card in same_child_cards(case, by=by))}
    return find_visible_duplicates(child_match_record(file), by=by.id, settled=settled, on=local_day(clock.now()))


def open_report_candidates(*, by: Actor) -> QuerySet[CandidatePair]:
    """Return the undecided pairs of a report and a visible child, unordered."""
    return CandidatePair.objects.filter(kind="report", state="open", child__in=listed_cases(by=by))


def find_report_candidate(child: UUID, report: UUID) -> CandidatePair | None:
    """Return the candidate of a child and a report, None if none. One query."""
    return CandidatePair.objects.filter(child=child, other=report, kind="report").first()
