"""Counts of searches.

They count the reports and cases that the reader sees in lists, and no others. Whoever is counted can be opened by the
reader one by one, so nothing needs to be suppressed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Aggregate, Count, DateTimeField, F, FloatField, Q, QuerySet
from django.db.models.functions import Extract, TruncMonth

from amparo.cases.selectors import count_cases_by_latest_answers
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_time
from amparo.ledger.json import JsonObject
from amparo.tracing.family_search import STATUS_OF_MODE
from amparo.tracing.models.reports import ReportCard
from amparo.tracing.selectors.reports import report_cards_visible_to

SEARCH_AGES = {
    "first_days": (0, 3),
    "first_month": (4, 30),
    "half_year": (31, 182),
    "year": (183, 365),
    "longer": (366, None),
}
"""Ages of an open search, in days, both ends included."""
URGENCIES = ("high", "normal")
SOLVING_OUTCOMES = ("found_alive", "found_dead", "returned_by_self", "unfounded")
"""Outcomes after which the child is no longer missing."""
MONTHS_SHOWN = 12
_DAY = 86400


class Median(Aggregate):
    """The median of a column, as an SQL aggregate."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)%(filter)s"
    output_field = FloatField()


@dataclass(frozen=True, slots=True)
class ReportCounts:
    """Counts of reports.

    `open`: by age of the search and urgency; `closed`: by outcome; `months`: first day of the month, opened, ended,
    for twelve months; `median_days`: from report to solution, None without any.
    """

    open: Mapping[tuple[str, str], int]
    closed: Mapping[str, int]
    withdrawn: int
    median_days: float | None
    months: tuple[tuple[date, int, int], ...]

    @property
    def by_age(self) -> dict[str, int]:
        """Return the open reports by age of the search."""
        return {age: sum(self.open[age, urgency] for urgency in URGENCIES) for age in SEARCH_AGES}

    @property
    def by_urgency(self) -> dict[str, int]:
        """Return the open reports by urgency."""
        return {urgency: sum(self.open[age, urgency] for age in SEARCH_AGES) for urgency in URGENCIES}

    @property
    def is_empty(self) -> bool:
        """Return whether there is no report at all."""
        return not (any(self.open.values()) or self.closed or self.withdrawn)


def report_counts(*, by: Actor) -> ReportCounts:
    """Return the counts of the reports that this person sees. Four queries."""
    cards, now = report_cards_visible_to(by=by), clock.now()
    midnight = local_time(now).replace(hour=0, minute=0, second=0, microsecond=0)
    wanted: JsonObject = {
        f"{age}:{urgency}": Count(
            "case", filter=Q(state="open", urgency=urgency) & _search_age_between(midnight, *days)
        )
        for age, days in SEARCH_AGES.items()
        for urgency in URGENCIES
    }
    lasted = Extract(F("ended_at") - F("reported_at"), "epoch") / _DAY
    found = cards.aggregate(
        **wanted,
        withdrawn=Count("case", filter=Q(state="withdrawn")),
        median=Median(lasted, filter=Q(state="closed", outcome__in=SOLVING_OUTCOMES, ended_at__isnull=False)),
    )
    closed = cards.filter(state="closed").values("outcome").annotate(n=Count("case")).order_by("-n", "outcome")
    return ReportCounts(
        open={(age, urgency): found[f"{age}:{urgency}"] for age in SEARCH_AGES for urgency in URGENCIES},
        closed={row["outcome"] or "other": row["n"] for row in closed},
        withdrawn=found["withdrawn"],
        median_days=found["median"],
        months=_count_by_month(cards, midnight),
    )


def _search_age_between(midnight: datetime, least: int, most: int | None) -> Q:
    older = Q(reported_at__lt=midnight - timedelta(days=least - 1)) if least else Q()
    return older if most is None else older & Q(reported_at__gte=midnight - timedelta(days=most))


def _count_by_month(cards: QuerySet[ReportCard], midnight: datetime) -> tuple[tuple[date, int, int], ...]:
    """Return reports opened and ended in each of twelve months, oldest first."""
    months = [midnight.date().replace(day=1)]
    while len(months) < MONTHS_SHOWN:
        months.insert(0, (months[0] - timedelta(days=1)).replace(day=1))
    opened, ended = (_count_column_by_month(cards, column, months[0]) for column in ("reported_at", "ended_at"))
    return tuple((month, opened.get(month, 0), ended.get(month, 0)) for month in months)


def _count_column_by_month(cards: QuerySet[ReportCard], column: str, since: date) -> dict[date, int]:
    zone = ZoneInfo(settings.NODE_TIME_ZONE)
    began = datetime(since.year, since.month, 1, tzinfo=zone)
    month = TruncMonth(column, tzinfo=zone, output_field=DateTimeField())
    rows = cards.filter(**{f"{column}__gte": began}).values(month=month).annotate(n=Count("case")).order_by("month")
    return {row["month"].date(): row["n"] for row in rows}


def family_search_counts(*, by: Actor) -> dict[str, int]:
    """Return how many visible family searches are in each status. One query.

    By code of `tracing`. Read from the statements of the cases, which the database shows no further than the reader may
    read them.
    """
    found = count_cases_by_latest_answers(
        ("open_tracing", "record_tracing_step"), ("tracing_mode", "tracing_status"), by=by
    )
    counts: Counter[str] = Counter()
    for (mode, status), n in found.items():
        if state := status or STATUS_OF_MODE.get(mode or "", mode):
            counts[state] += n
    return dict(counts)
