"""Every read of reports: the list and its search, one report, its bulletins, and the bulletins that an agency received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from amparo.cases.access import listed_cases, require_sight
from amparo.cases.act import ACTS, AnyAct
from amparo.cases.file import CaseFile
from amparo.cases.kinds import REPORT
from amparo.cases.models import Case
from amparo.cases.rights import role_may
from amparo.cases.selectors import event_hash_at, visible_case
from amparo.cases.transaction import reading_whole_case
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_day, local_time
from amparo.ledger.paging import cursor_of, moment, read_cursor, require_limit
from amparo.ledger.problems import NotVisible
from amparo.registry.age import Born, age_words
from amparo.registry.files import read_sealed
from amparo.registry.models import StoredFile
from amparo.registry.projection import full_name
from amparo.registry.selectors import NO_NAME, named
from amparo.tracing.models.reports import Bulletin, BulletinRecipient, ReportCard
from amparo.tracing.reports.known import (
    born_of,
    known,
    last_news_on,
    names_of,
    state_of,
    urgency_of,
)

AGES = {"week": (0, 7), "month": (8, 30), "quarter": (31, 90), "longer": (91, None)}
"""Ages of a search, in days, both ends included."""
ORDER = (
    "record_search", "record_report_news", "record_report_alert", "record_family_told", "record_report_review", "record_report_file",
    "issue_bulletin", "record_bulletin_acknowledged", "withdraw_bulletin", "close_report", "withdraw_report",
    "reopen_report",
)  # fmt: skip
"""Acts on a report, as they are offered: what is done most and first, and last what ends it."""


@dataclass(frozen=True, slots=True)
class ReportFilters:
    """What a list of reports is narrowed by. Blank narrows nothing."""

    q: str = ""
    state: str = ""
    urgency: str = ""
    age: str = ""


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


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Some rows, the latest reported first, the cursor of the next page or None, and how many there are in all."""

    rows: list[ReportRow]
    next: str | None
    total: int


def visible_report(report_id: UUID, *, by: Actor) -> Case:
    """One report. Raises `NotVisible`, also for a child's case. Two queries."""
    return visible_case(report_id, by=by, kind=REPORT)


def report_cards_visible_to(*, by: Actor) -> QuerySet[ReportCard]:
    """The cards of the reports that this person may see, unordered."""
    return ReportCard.objects.filter(case__in=listed_cases(by=by, kind=REPORT))


def report_list(*, by: Actor, filters: ReportFilters | None = None, limit: int = 50, cursor: str = "") -> ReportPage:
    """A page of the reports that this person may see, the latest reported first. Two queries.

    Raises `BadInput` for a cursor that no page gave, or a limit outside 1 to 200.
    """
    require_limit(limit)
    wanted = _filtered(by, filters or ReportFilters())
    total = wanted.count()
    if cursor:
        reported_at, case_id = read_cursor(cursor, moment)
        wanted = wanted.filter(Q(reported_at__lt=reported_at) | Q(reported_at=reported_at, case_id__lt=case_id))
    cards = list(wanted.order_by("-reported_at", "-case_id")[: limit + 1])
    on = local_day(clock.now())
    rows = [_row(card, on) for card in cards[:limit]]
    return ReportPage(rows, cursor_of(rows[-1].reported_at, rows[-1].id) if len(cards) > limit else None, total)


def report_count(*, by: Actor, filters: ReportFilters | None = None) -> int:
    """How many reports the list has in all. One query."""
    return _filtered(by, filters or ReportFilters()).count()


def _row(card: ReportCard, on: date) -> ReportRow:
    return ReportRow(
        id=card.case_id,
        number=card.number,
        name=card.name or str(NO_NAME),
        age=str(age_words(Born(card.born_from, card.born_to, card.age_estimate), on)),
        sex=card.sex,
        urgency=card.urgency,
        state=card.state,
        reported_at=card.reported_at,
        last_news_at=card.last_news_at,
        agency=card.agency,
    )


def _filtered(by: Actor, filters: ReportFilters) -> QuerySet[ReportCard]:
    wanted = report_cards_visible_to(by=by)
    if filters.state:
        wanted = wanted.filter(state=filters.state)
    if filters.urgency:
        wanted = wanted.filter(urgency=filters.urgency)
    if filters.age:
        wanted = _of_age(wanted, *AGES[filters.age])
    return named(wanted, filters.q)


def _of_age(wanted: QuerySet[ReportCard], least: int, most: int | None) -> QuerySet[ReportCard]:
    today = local_time(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    if least:
        wanted = wanted.filter(reported_at__lt=today - timedelta(days=least - 1))
    return wanted if most is None else wanted.filter(reported_at__gte=today - timedelta(days=most))


@dataclass(frozen=True, slots=True)
class ReportHead:
    """A report in general terms: who is sought, how urgent it is, how it stands."""

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
    """The head of a report from what the reader may read of its file. No query."""
    return ReportHead(
        name=full_name(names_of(file)) or str(NO_NAME),
        age=str(age_words(born_of(file), local_day(clock.now()))),
        sex=str(known(file, "sex", "undisclosed")),
        urgency=urgency_of(file),
        reasons=tuple(known(file, "urgency_reasons", [])),
        state=state_of(file),
        last_news_on=last_news_on(file),
        searcher=str(file.latest("searcher_name", "report_missing", default="")),
        nationalities=tuple(known(file, "nationalities", [])),
    )


def possible_acts(file: CaseFile, *, by: Actor) -> list[AnyAct]:
    """Return what this person can record on the report as it stands. No query."""
    return [act for act in map(ACTS.__getitem__, ORDER) if act.is_possible(file) and role_may(by, act)]


def report_names(reports: set[UUID], *, by: Actor) -> dict[UUID, str]:
    """Names of the children sought, of those of these reports that the reader sees. One query, none without reports."""
    if not reports:
        return {}
    return dict(report_cards_visible_to(by=by).filter(case__in=reports).values_list("case", "name"))


def bulletin_state(bulletin: Bulletin) -> str:
    """`in_force`, `expired` or `withdrawn`."""
    if bulletin.withdrawn_at:
        return "withdrawn"
    return "expired" if bulletin.expires_at <= clock.now() else "in_force"


def bulletins_of(report: Case, *, by: Actor) -> list[Bulletin]:
    """The bulletins of a report, the latest first, with their recipients. Two queries."""
    found = Bulletin.objects.filter(case=report).prefetch_related(_recipients())
    return list(found.order_by("-issued_at", "-id"))


def received_bulletins(*, by: Actor, limit: int = 200) -> list[Bulletin]:
    """The bulletins that were sent to the reader's agency, the latest first, with its own receipt alone. Two queries."""
    if by.agency is None:
        return []
    mine = BulletinRecipient.objects.filter(agency=by.agency)
    found = Bulletin.objects.filter(recipients__in=mine).prefetch_related(_recipients(agency=by.agency))
    return list(found.distinct().order_by("-issued_at", "-id")[:limit])


def _recipients(**only: Any) -> Prefetch[Any]:
    return Prefetch("recipients", queryset=BulletinRecipient.objects.filter(**only).order_by("name"))


def readable_bulletin(bulletin_id: UUID, *, by: Actor) -> Bulletin:
    """A bulletin of a report that the reader sees, or that was sent to their agency. Raises `NotVisible`. Two queries."""
    found = Bulletin.objects.filter(id=bulletin_id).first()
    if found is None:
        raise NotVisible
    if not (by.agency and BulletinRecipient.objects.filter(bulletin=found, agency=by.agency).exists()):
        require_sight(by, found.case_id)
    return found


@dataclass(frozen=True, slots=True)
class Printed:
    """What the paper of a bulletin needs besides its content: the hash of its event, the number, the picture's bytes."""

    hash: str
    number: str
    picture: bytes


def to_print(bulletin: Bulletin) -> Printed:
    """For a bulletin in force that `readable_bulletin` gave: its recipient need not see the report. Raises `NotVisible`.

    Four queries in a transaction.
    """
    if bulletin_state(bulletin) != "in_force":
        raise NotVisible
    with reading_whole_case(bulletin.case_id):
        case = Case.objects.get(id=bulletin.case_id)
        wanted = StoredFile.objects.filter(case=case)
        photograph = wanted.filter(id=bulletin.photograph).first() if bulletin.photograph else None
        picture = read_sealed(photograph, case) if photograph else b""
        return Printed(event_hash_at(case, bulletin.seq), case.number, picture)
