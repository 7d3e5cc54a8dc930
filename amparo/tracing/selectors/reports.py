"""Reads of reports: the list and its search, one report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from amparo.accounts.selectors import agency_names
from amparo.cases.access import listed_cases
from amparo.cases.act import ACTS, AnyAct
from amparo.cases.file import CaseFile
from amparo.cases.kinds import REPORT
from amparo.cases.rights import role_may
from amparo.cases.selectors import visible_case
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_day, local_time
from amparo.ledger.paging import RowPage, keyset_page
from amparo.registry.age import BirthRange, age_words
from amparo.registry.name_search import filter_by_name
from amparo.registry.projection import full_name
from amparo.registry.selectors import NO_NAME
from amparo.tracing.filters import ReportFilters
from amparo.tracing.models.reports import ReportCard
from amparo.tracing.reports.answers import (
    last_news_on,
    latest_answer,
    report_state,
    search_urgency,
    sought_birth,
    sought_names,
)
from amparo.ui.resource.rows import filter_by_columns

if TYPE_CHECKING:
    from amparo.cases.models import Case

SEARCH_AGE_FILTERS = {"week": (0, 7), "month": (8, 30), "quarter": (31, 90), "longer": (91, None)}
"""Ages of a search, in days, both ends included."""
NO_FILTERS = ReportFilters()
ACTS_IN_ORDER = (
    "record_search", "record_report_news", "record_report_alert", "record_family_told", "record_report_review",
    "record_report_file",
    "issue_bulletin", "record_bulletin_acknowledged", "withdraw_bulletin", "close_report", "withdraw_report",
    "reopen_report",
)  # fmt: skip
"""Acts on a report in the order in which they are offered: frequent ones first, those that end it last."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report of a list."""

    id: UUID
    number: str
    name: str
    age: str
    sex: str
    urgency: str
    state: str
    reported_at: datetime
    last_news_at: date | None
    agency: UUID | None
    agency_name: str


def visible_report(report_id: UUID, *, by: Actor) -> Case:
    """Return one report. Two queries. Raises `NotVisible`, also for a child's case."""
    return visible_case(report_id, by=by, kind=REPORT)


def report_cards_visible_to(*, by: Actor) -> QuerySet[ReportCard]:
    """Return the cards of the reports that this person may see, unordered."""
    return ReportCard.objects.filter(case__in=listed_cases(by=by, kind=REPORT))


def report_list(
    *, by: Actor, filters: ReportFilters = NO_FILTERS, limit: int = 50, cursor: str = "", counted: bool = True
) -> RowPage[ReportRow]:
    """Return a page of visible reports, the latest reported first.

    Two queries, three if `counted`. Raises `BadInput` for a cursor that no page gave, or a limit outside 1 to 200.
    """
    wanted = _filtered_cards(by, filters)
    total = wanted.count() if counted else None
    page = keyset_page(wanted, ("-reported_at", "-case_id"), cursor=cursor, limit=limit)
    on, agencies = local_day(clock.now()), agency_names({card.agency for card in page.rows if card.agency})
    return page.with_rows([_row(card, agencies, on) for card in page.rows], total)


def report_count(*, by: Actor, filters: ReportFilters = NO_FILTERS) -> int:
    """Return how many reports the list has in all. One query."""
    return _filtered_cards(by, filters).count()


def _row(card: ReportCard, agencies: dict[UUID, str], on: date) -> ReportRow:
    return ReportRow(
        id=card.case_id,
        number=card.number,
        name=card.name or str(NO_NAME),
        age=str(age_words(BirthRange(card.born_from, card.born_to, card.age_estimate), on)),
        sex=card.sex,
        urgency=card.urgency,
        state=card.state,
        reported_at=card.reported_at,
        last_news_at=card.last_news_at,
        agency=card.agency,
        agency_name=agencies.get(card.agency, "") if card.agency else "",
    )


def _filtered_cards(by: Actor, filters: ReportFilters) -> QuerySet[ReportCard]:
    wanted = filter_by_columns(report_cards_visible_to(by=by), filters, besides=frozenset({"age"}))
    if filters.age:
        wanted = _filter_by_search_age(wanted, *SEARCH_AGE_FILTERS[filters.age])
    return filter_by_name(wanted, filters.q or "")


def _filter_by_search_age(wanted: QuerySet[ReportCard], least: int, most: int | None) -> QuerySet[ReportCard]:
    today = local_time(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    if least:
        wanted = wanted.filter(reported_at__lt=today - timedelta(days=least - 1))
    return wanted if most is None else wanted.filter(reported_at__gte=today - timedelta(days=most))


@dataclass(frozen=True, slots=True)
class ReportHead:
    """A report in general terms: the sought child, urgency, state."""

    name: str
    age: str
    sex: str
    urgency: str
    reasons: tuple[str, ...]
    state: str
    last_news_on: date | None
    searcher: str
    nationalities: tuple[str, ...]


def report_head(file: CaseFile) -> ReportHead:
    """Return the head of a report from what the reader may read of its file. No query."""
    return ReportHead(
        name=full_name(sought_names(file)) or str(NO_NAME),
        age=str(age_words(sought_birth(file), local_day(clock.now()))),
        sex=str(latest_answer(file, "sex", "undisclosed")),
        urgency=search_urgency(file),
        reasons=tuple(latest_answer(file, "urgency_reasons", [])),
        state=report_state(file),
        last_news_on=last_news_on(file),
        searcher=str(file.latest("searcher_name", "report_missing", default="")),
        nationalities=tuple(latest_answer(file, "nationalities", [])),
    )


def possible_acts(file: CaseFile, *, by: Actor) -> list[AnyAct]:
    """Return what this person can record on the report as it stands. No query."""
    return [act for act in map(ACTS.__getitem__, ACTS_IN_ORDER) if act.is_possible(file) and role_may(by, act)]


def report_names(reports: set[UUID], *, by: Actor) -> dict[UUID, str]:
    """Return the names of the children whom those of these reports seek.

    Of reports that the reader sees. One query, none without reports.
    """
    if not reports:
        return {}
    return dict(report_cards_visible_to(by=by).filter(case__in=reports).values_list("case", "name"))
