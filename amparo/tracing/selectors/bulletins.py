"""Reads of search bulletins: of a report, received by an agency, and for printing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from amparo.cases.access import require_visible_case
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
    """Return `in_force`, `expired` or `withdrawn`."""
    if bulletin.withdrawn_at:
        return "withdrawn"
    return "expired" if bulletin.expires_at <= clock.now() else "in_force"


def bulletins_of(report: Case, *, by: Actor) -> list[Bulletin]:
    """Return the bulletins of a report, the latest first, with their recipients.

    Two queries.
    """
    found = Bulletin.objects.filter(case=report).prefetch_related(_recipients())
    return list(found.order_by("-issued_at", "-id"))


def received_bulletins(*, by: Actor) -> QuerySet[Bulletin]:
    """Return the bulletins sent to the reader's agency, unordered.

    Each with its own receipt alone.
    """
    if by.agency is None:
        return Bulletin.objects.none()
    mine = BulletinRecipient.objects.filter(agency=by.agency).values("bulletin")
    return Bulletin.objects.filter(id__in=mine).prefetch_related(_recipients(agency=by.agency))


def filter_bulletins(rows: QuerySet[Bulletin], filters: BulletinFilters, by: Actor) -> QuerySet[Bulletin]:
    """Return the bulletins of a state.

    A search finds only bulletins that still show the name: another result would reveal it.
    """
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
    """Return whether this recipient has still to acknowledge or take down."""
    if bulletin_state(bulletin) == "withdrawn":
        return recipient.withdrawal_told_at is None
    return recipient.acknowledged_at is None


def may_show_name(bulletin: Bulletin) -> bool:
    """Return whether recipients see the child's name.

    To recognise the child while it is in force, or to find the bulletin and take it down.
    """
    state = bulletin_state(bulletin)
    return state == "in_force" or (state == "withdrawn" and awaits_receipt(bulletin))


def awaits_receipt(bulletin: Bulletin) -> bool:
    """Return whether one of the recipients that the reader sees has still to confirm.

    No query.
    """
    return any(recipient_must_confirm(bulletin, recipient) for recipient in bulletin.recipients.all())


def _recipients(**only: Any) -> Prefetch[Any]:
    return Prefetch("recipients", queryset=BulletinRecipient.objects.filter(**only).order_by("name"))


def readable_bulletin(bulletin_id: UUID, *, by: Actor) -> Bulletin:
    """Return a bulletin that the reader received, or whose report they see.

    Two queries. Raises `NotVisible`.
    """
    if received := received_bulletins(by=by).filter(id=bulletin_id).first():
        return received
    found = Bulletin.objects.filter(id=bulletin_id).first()
    if found is None:
        raise NotVisible
    require_visible_case(by, found.case_id)
    return found


def received_bulletin(bulletin_id: UUID, *, by: Actor) -> Bulletin:
    """Return a bulletin that was sent to the reader's agency.

    Two queries. Raises `NotVisible`.
    """
    found = received_bulletins(by=by).filter(id=bulletin_id).first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True, slots=True)
class BulletinPaperData:
    """What the paper of a bulletin needs besides its content."""

    hash: str
    number: str
    picture: bytes


def bulletin_paper_data(bulletin: Bulletin) -> BulletinPaperData:
    """Return what the paper of a bulletin in force needs.

    Four queries in a transaction.

    For a bulletin from `readable_bulletin`: its recipient need not see the report. Raises `NotVisible` once it is
    over.
    """
    if bulletin_state(bulletin) != "in_force":
        raise NotVisible
    with reading_whole_case(bulletin.case_id):
        case = cases_by_id([bulletin.case_id])[bulletin.case_id]
        photograph = file_on_case(bulletin.photograph, case.id) if bulletin.photograph else None
        picture = read_sealed(photograph, case) if photograph else b""
        return BulletinPaperData(event_hash_at(case, bulletin.seq), case.number, picture)
