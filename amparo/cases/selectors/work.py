"""Deadlines and tasks: of a case, and of the person who answers for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from amparo.cases.access import listed_cases, whole_cases
from amparo.cases.duties import deadlines_met_by
from amparo.cases.models import Approval, Case, Deadline, Task
from amparo.cases.roles import SIGNERS
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.canonical import iso_instant
from amparo.ledger.json import JsonObject

_SOON_SECONDS = 24 * 3600
_AT_ONCE: Final = timedelta(hours=1)
"""How long what the law wants at once, and gives no hours for, is being done before it is overdue."""


def last_signer(case: Case, act: str) -> UUID | None:
    """Return who gave the second signature with which this act was last done.

    One query.
    """
    given = Approval.objects.filter(case=case, act=act, kind="signature", used_at__isnull=False)
    return given.order_by("-used_at").values_list("by", flat=True).first()


def signer_of(approval: UUID) -> UUID:
    """Return who gave an approval. Raises `Approval.DoesNotExist`. One query."""
    return Approval.objects.values_list("by", flat=True).get(id=approval)


def deadlines_of_case(case: Case, *, by: Actor) -> QuerySet[Deadline]:
    """Return the deadlines of a case that `by` may know of, open and earliest first.

    One query.
    """
    known = Deadline.objects.filter(case=case, case__in=whole_cases(by))
    return known.filter(compartments__contained_by=sorted(by.compartments)).order_by(
        F("closed_at").desc(nulls_first=True), "due_at", "code", "id"
    )


def tasks_of_case(case: Case, *, by: Actor) -> QuerySet[Task]:
    """Return the tasks of the case that `by` may know of, the open ones first.

    A reader to whom some groups of data were sent knows of those for them alone: the others say what the act says that
    left them (row-level security). One query.
    """
    known = Task.objects.filter(case=case, case__in=whole_cases(by))
    return known.filter(compartments__contained_by=sorted(by.compartments)).order_by(
        "done_at", "due_at", "created_at", "code", "id"
    )


def running_deadlines(*, by: Actor) -> QuerySet[Deadline]:
    """Return the running deadlines that this person may know of."""
    return Deadline.objects.filter(closed_at=None, compartments__contained_by=sorted(by.compartments))


def is_mine_to_meet(by: Actor) -> Q:
    """Return the condition on deadlines that are this person's or agency's to meet."""
    if by.role in SIGNERS:
        return Q(person=by.id, agency=by.agency) | Q(person=None, agency=by.agency)
    return Q(code__in=deadlines_met_by(by.role))


def deadlines_known_to(*, by: Actor) -> QuerySet[Deadline]:
    """Return the running deadlines of the cases that this person lists.

    Each with its case, the earliest first. Two queries.
    """
    known = running_deadlines(by=by).filter(case__in=listed_cases(by=by))
    return known.prefetch_related("case").order_by("due_at", "code", "id")


def my_deadlines(*, by: Actor) -> QuerySet[Deadline]:
    """Return the open deadlines that this person or agency must meet.

    Each with its case, the earliest first. Two queries.
    """
    return deadlines_known_to(by=by).filter(is_mine_to_meet(by))


def deadlines_of_others(*, by: Actor) -> QuerySet[Deadline]:
    """Return the open deadlines of this person's children that others must meet.

    Each with its case, the earliest first. Two queries.
    """
    return deadlines_known_to(by=by).exclude(is_mine_to_meet(by))


def my_tasks(*, by: Actor, on_case: Iterable[str] = ()) -> QuerySet[Task]:
    """Return the open tasks of this person, role or agency, the earliest due first.

    A task of a case that this person does not see has none. `on_case`: codes of which what is for everyone of an agency
    is for those of them who see the case. Two queries.
    """
    mine = Q(person=by.id) | Q(person=None, role__in=["", by.role], agency=by.agency)
    known = Task.objects.filter(mine, done_at=None, compartments__contained_by=sorted(by.compartments))
    if by.role not in SIGNERS:  # who answer for the cases of their agency see them all
        seen = Exists(Case.objects.filter(id=OuterRef("case")))
        known = known.filter(Q(person=by.id) | Q(role=by.role) | ~Q(code__in=list(on_case)) | seen)
    return known.prefetch_related("case").order_by(F("due_at").asc(nulls_last=True), "created_at", "code", "id")


def count_cases_overdue(*, by: Actor) -> int:
    """Return on how many cases a deadline of this person or agency is overdue.

    One query.
    """
    late = my_deadlines(by=by).filter(overdue_condition(clock.now()))
    return late.order_by().values("case").distinct().count()


def overdue_tasks(code: str, *, due_after: datetime, due_before: datetime, most: int = 500) -> QuerySet[Task]:
    """Return the open tasks of one code that fell due in a span, earliest first.

    On any case. One query.

    For the node's own work: it asks for nobody in particular.
    """
    overdue = Task.objects.filter(code=code, done_at=None, due_at__gt=due_after, due_at__lt=due_before)
    return overdue.order_by("due_at", "id")[:most]


def overdue_tasks_to_escalate(
    kind: str, *, escalation: str, at: datetime, code: str = "", most: int = 500
) -> QuerySet[Task]:
    """Return the overdue tasks on files of a kind that are not escalated.

    The earliest due first. One query.

    `escalation`: the code of tasks that escalate another, whose id their detail names as `task`. `code`: those of this
    code alone. For the node's own work.
    """
    escalated = Task.objects.filter(code=escalation).annotate(cause=KeyTextTransform("task", "detail"))
    escalated = escalated.filter(cause=Cast(OuterRef("id"), TextField()))
    overdue = Task.objects.filter(case__kind=kind, done_at=None, due_at__lt=at).exclude(code=escalation)
    overdue = overdue.filter(code=code) if code else overdue
    return overdue.exclude(Exists(escalated)).order_by("due_at", "id")[:most]


def overdue_condition(at: datetime) -> Q:
    """Return the condition on deadlines that are overdue.

    Not those that were due as they opened, within the hour in which they are met at once.
    """
    return Q(due_at__lt=at) & (Q(due_at__gt=F("opened_at")) | Q(due_at__lte=at - _AT_ONCE))


def is_due_at_once(due_at: datetime, opened_at: datetime | None, at: datetime) -> bool:
    """Return whether a deadline was due as it opened, less than an hour ago."""
    return opened_at is not None and at - _AT_ONCE < due_at <= min(opened_at, at)


def urgency(due_at: datetime | None, at: datetime) -> str:
    """Return `late` once it is over, `soon` in the last 24 hours, else `ok`."""
    if due_at is None or (left := (due_at - at).total_seconds()) > _SOON_SECONDS:
        return "ok"
    return "late" if left <= 0 else "soon"


def deadline_urgency(row: Deadline, at: datetime) -> str:
    """Return the urgency of a deadline: `soon` for one that is to be met at once."""
    return "soon" if is_due_at_once(row.due_at, row.opened_at, at) else urgency(row.due_at, at)


def deadline_json(row: Deadline, at: datetime) -> JsonObject:
    """Return a deadline for the API."""
    return {
        "id": str(row.id),
        "code": row.code,
        "due_at": iso_instant(row.due_at),
        "opened_at": iso_instant(row.opened_at),
        "closed_at": iso_instant(row.closed_at) if row.closed_at else None,
        "state": "done" if row.closed_at else deadline_urgency(row, at),
        "agency": str(row.agency) if row.agency else None,
        "person": str(row.person) if row.person else None,
    }


def task_json(row: Task, at: datetime) -> JsonObject:
    """Return a task for the API."""
    return {
        "id": str(row.id),
        "code": row.code,
        "detail": row.detail,
        "due_at": iso_instant(row.due_at) if row.due_at else None,
        "created_at": iso_instant(row.created_at),
        "done_at": iso_instant(row.done_at) if row.done_at else None,
        "state": "done" if row.done_at else urgency(row.due_at, at),
        "agency": str(row.agency) if row.agency else None,
        "person": str(row.person) if row.person else None,
    }
