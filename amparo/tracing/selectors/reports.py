"""Every read of reports: the list and its search, one report, its bulletins, and the bulletins that an agency received."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from amparo.accounts.selectors import agency_names
from amparo.cases.access import listed_cases, require_visible_case
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
from amparo.ledger.paging import RowPage, keyset_page
from amparo.ledger.problems import NotVisible
from amparo.registry.age import Born, age_words
from amparo.registry.files import read_sealed
from amparo.registry.models import StoredFile
from amparo.registry.projection import full_name
from amparo.registry.selectors import NO_NAME, named
from amparo.tracing.filters import BulletinFilters, ReportFilters
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
EVERY_REPORT = ReportFilters()
ORDER = (
    "record_search", "record_report_news", "record_report_alert", "record_family_told", "record_report_review", "record_report_file",
    "issue_bulletin", "record_bulletin_acknowledged", "withdraw_bulletin", "close_report", "withdraw_report",
    "reopen_report",
)  # fmt: skip
"""Acts on a report, as they are offered: what is done most and first, and last what ends it."""


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
    """One report. Raises `NotVisible`, also for a child's case. Two queries."""
    return visible_case(report_id, by=by, kind=REPORT)


def report_cards_visible_to(*, by: Actor) -> QuerySet[ReportCard]:
    """The cards of the reports that this person may see, unordered."""
    return ReportCard.objects.filter(case__in=listed_cases(by=by, kind=REPORT))


def report_list(
    *, by: Actor, filters: ReportFilters = EVERY_REPORT, limit: int = 50, cursor: str = "", counted: bool = True
) -> RowPage[ReportRow]:
    """Return a page of the reports that this person may see, the latest reported first. Two queries, three if `counted`.

    Raises `BadInput` for a cursor that no page gave, or a limit outside 1 to 200.
    """
    wanted = _filtered(by, filters)
    total = wanted.count() if counted else None
    cards, following = keyset_page(wanted, ("-reported_at", "-case_id"), cursor=cursor, limit=limit)
    on, agencies = local_day(clock.now()), agency_names({card.agency for card in cards if card.agency})
    return RowPage([_row(card, agencies, on) for card in cards], following, total)


def report_count(*, by: Actor, filters: ReportFilters = EVERY_REPORT) -> int:
    """Return how many reports the list has in all. One query."""
    return _filtered(by, filters).count()


def _row(card: ReportCard, agencies: dict[UUID, str], on: date) -> ReportRow:
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
        agency_name=agencies.get(card.agency, "") if card.agency else "",
    )


def _filtered(by: Actor, filters: ReportFilters) -> QuerySet[ReportCard]:
    wanted = report_cards_visible_to(by=by)
    if filters.state:
        wanted = wanted.filter(state=filters.state)
    if filters.urgency:
        wanted = wanted.filter(urgency=filters.urgency)
    if filters.age:
        wanted = _of_age(wanted, *AGES[filters.age])
    return named(wanted, filters.q or "")


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


def received_bulletins(*, by: Actor) -> QuerySet[Bulletin]:
    """Return the bulletins that were sent to the reader's agency, each with its own receipt alone, unordered."""
    if by.agency is None:
        return Bulletin.objects.none()
    mine = BulletinRecipient.objects.filter(agency=by.agency).values("bulletin")
    return Bulletin.objects.filter(id__in=mine).prefetch_related(_recipients(agency=by.agency))


def narrowed_bulletins(rows: QuerySet[Bulletin], filters: BulletinFilters, by: Actor) -> QuerySet[Bulletin]:
    """Return the bulletins of a state. A search finds none that no longer says the name: it would tell it."""
    if filters.q:
        rows = rows.filter(_in_force() | _to_be_taken_down(by))
    return rows.filter(_BY_STATE[filters.state]()) if filters.state else rows


def _in_force() -> Q:
    return Q(withdrawn_at=None, expires_at__gt=clock.now())


def _to_be_taken_down(by: Actor) -> Q:
    unread = BulletinRecipient.objects.filter(agency=by.agency, withdrawal_told_at=None).values("bulletin")
    return Q(withdrawn_at__isnull=False, id__in=unread)


_BY_STATE: dict[str, Callable[[], Q]] = {
    "in_force": _in_force,
    "expired": lambda: Q(withdrawn_at=None, expires_at__lte=clock.now()),
    "withdrawn": lambda: Q(withdrawn_at__isnull=False),
}


def waits_for_receipt(bulletin: Bulletin, recipient: BulletinRecipient) -> bool:
    """Return whether this recipient has still to say that they have it, or that they took it down."""
    if bulletin_state(bulletin) == "withdrawn":
        return recipient.withdrawal_told_at is None
    return recipient.acknowledged_at is None


def is_named(bulletin: Bulletin) -> bool:
    """Return whether its recipients are told the child's name: to recognise the child by, or to find the bulletin and take it down."""
    state = bulletin_state(bulletin)
    return state == "in_force" or (state == "withdrawn" and awaits_receipt(bulletin))


def awaits_receipt(bulletin: Bulletin) -> bool:
    """Return whether one of the recipients that the reader sees has still to confirm. No query."""
    return any(waits_for_receipt(bulletin, recipient) for recipient in bulletin.recipients.all())


def _recipients(**only: Any) -> Prefetch[Any]:
    return Prefetch("recipients", queryset=BulletinRecipient.objects.filter(**only).order_by("name"))


def readable_bulletin(bulletin_id: UUID, *, by: Actor) -> Bulletin:
    """Return a bulletin of a report that the reader sees, or that was sent to their agency. Raises `NotVisible`. Two queries."""
    if received := received_bulletins(by=by).filter(id=bulletin_id).first():
        return received
    found = Bulletin.objects.filter(id=bulletin_id).first()
    if found is None:
        raise NotVisible
    require_visible_case(by, found.case_id)
    return found


def received_bulletin(bulletin_id: UUID, *, by: Actor) -> Bulletin:
    """Return a bulletin that was sent to the reader's agency. Raises `NotVisible`. Two queries."""
    found = received_bulletins(by=by).filter(id=bulletin_id).first()
    if found is None:
        raise NotVisible
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
