"""Reads of search bulletins: of a report, received by an agency, and for printing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from amparo.cases.access import require_sight
from amparo.cases.selectors import cases_by_id, event_hash_at
from amparo.cases.transaction import reading_whole_case
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.problems import NotVisible
from amparo.registry.files import read_sealed
from amparo.registry.selectors import file_on_case
from amparo.tracing.filters import BulletinFilters
from amparo.tracing.models.reports import Bulletin, BulletinRecipient

if TYPE_CHECKING:
    from amparo.cases.models import Case


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


def filter_bulletins(rows: QuerySet[Bulletin], filters: BulletinFilters, by: Actor) -> QuerySet[Bulletin]:
    """Return the bulletins of a state. A search finds none that no longer says the name: it would tell it."""
    if filters.q:
        rows = rows.filter(_in_force() | _awaiting_withdrawal_receipt(by))
    return rows.filter(_BY_STATE[filters.state]()) if filters.state else rows


def _in_force() -> Q:
    return Q(withdrawn_at=None, expires_at__gt=clock.now())


def _awaiting_withdrawal_receipt(by: Actor) -> Q:
    unread = BulletinRecipient.objects.filter(agency=by.agency, withdrawal_told_at=None).values("bulletin")
    return Q(withdrawn_at__isnull=False, id__in=unread)


_BY_STATE: dict[str, Callable[[], Q]] = {
    "in_force": _in_force,
    "expired": lambda: Q(withdrawn_at=None, expires_at__lte=clock.now()),
    "withdrawn": lambda: Q(withdrawn_at__isnull=False),
}


def recipient_must_confirm(bulletin: Bulletin, recipient: BulletinRecipient) -> bool:
    """Return whether this recipient has still to say that they have it, or that they took it down."""
    if bulletin_state(bulletin) == "withdrawn":
        return recipient.withdrawal_told_at is None
    return recipient.acknowledged_at is None


def may_show_name(bulletin: Bulletin) -> bool:
    """Return whether its recipients are told the child's name: to recognise the child by, or to find the bulletin and take it down."""
    state = bulletin_state(bulletin)
    return state == "in_force" or (state == "withdrawn" and awaits_receipt(bulletin))


def awaits_receipt(bulletin: Bulletin) -> bool:
    """Return whether one of the recipients that the reader sees has still to confirm. No query."""
    return any(recipient_must_confirm(bulletin, recipient) for recipient in bulletin.recipients.all())


def _recipients(**only: Any) -> Prefetch[Any]:
    return Prefetch("recipients", queryset=BulletinRecipient.objects.filter(**only).order_by("name"))


def readable_bulletin(bulletin_id: UUID, *, by: Actor) -> Bulletin:
    """Return a bulletin of a report that the reader sees, or that was sent to their agency. Raises `NotVisible`. Two queries."""
    if received := received_bulletins(by=by).filter(id=bulletin_id).first():
        return received
    found = Bulletin.objects.filter(id=bulletin_id).first()
    if found is None:
        raise NotVisible
    require_sight(by, found.case_id)
    return found


def received_bulletin(bulletin_id: UUID, *, by: Actor) -> Bulletin:
    """Return a bulletin that was sent to the reader's agency. Raises `NotVisible`. Two queries."""
    found = received_bulletins(by=by).filter(id=bulletin_id).first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True, slots=True)
class BulletinPaperData:
    """What the paper of a bulletin needs besides its content: the hash of its event, the number, the picture's bytes."""

    hash: str
    number: str
    picture: bytes


def bulletin_paper_data(bulletin: Bulletin) -> BulletinPaperData:
    """For a bulletin in force that `readable_bulletin` gave: its recipient need not see the report. Raises `NotVisible`.

    Four queries in a transaction.
    """
    if bulletin_state(bulletin) != "in_force":
        raise NotVisible
    with reading_whole_case(bulletin.case_id):
        case = cases_by_id([bulletin.case_id])[bulletin.case_id]
        photograph = file_on_case(bulletin.photograph, case.id) if bulletin.photograph else None
        picture = read_sealed(photograph, case) if photograph else b""
        return BulletinPaperData(event_hash_at(case, bulletin.seq), case.number, picture)
