"""Tasks of a case: left by acts, added by hand, closed by what does them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from amparo.cases.access import find_responsible, require_involvement, whole_cases
from amparo.cases.act import NewTask
from amparo.cases.compartments import GENERAL
from amparo.cases.judgement import Judgement
from amparo.cases.models import Case, Deadline, Task
from amparo.cases.task_kinds import TASK_KINDS
from amparo.cases.transaction import case_transaction
from amparo.cases.visibility import compartments_read_by
from amparo.ledger import clock, events
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.kept_rows import add_rows, change_rows, keep
from amparo.ledger.transaction import in_transaction

MANUAL, LAW_WARNING = "manual", "law_warning"
TASK_ADDED, TASK_FINISHED = "add_task", "finish_task"
"""The events of a task that a person added, or closed, by hand."""


def tasks_from_warnings(judgements: Iterable[Judgement]) -> tuple[NewTask, ...]:
    """Return a task for each warning of the law.

    A warning does not stop the act (`law/README.md` §2).
    """
    warned = {warning.rule: warning.code for judgement in judgements for warning in judgement.decision.warnings}
    return tuple(
        NewTask(LAW_WARNING, detail={"rule": rule, "code": code}, compartments=compartments_read_by(rule) | {GENERAL})
        for rule, code in warned.items()
    )


def create_tasks(case: Case, tasks: Iterable[NewTask], *, by: Actor, at: datetime, entry: UUID) -> None:
    """Create the tasks of an act, each with the id of its entry.

    The responsible agency owns them unless they name another owner.
    """
    tasks = list(tasks)
    if not tasks:
        return
    agency, person = find_responsible(case.id)
    created = Task.objects.bulk_create(
        Task(
            case=case,
            code=task.code,
            detail=task.detail | {"entry": str(entry)},
            agency=task.agency or agency,
            person=task.person or (None if task.agency else person),
            role=task.role,
            due_at=task.due_at,
            created_at=at,
            created_by=by.id,
            compartments=sorted(task.compartments or {GENERAL}),
        )
        for task in tasks
    )
    keep(*created)


def create_task(case_id: UUID, task: NewTask, *, at: datetime) -> None:
    """Write a task that the node itself finds due.

    In a transaction to which the case is open. One query.
    """
    add_rows(
        Task(
            case_id=case_id,
            code=task.code,
            detail=task.detail,
            agency=task.agency,
            person=task.person,
            role=task.role,
            due_at=task.due_at,
            created_at=at,
            compartments=sorted(task.compartments),
        )
    )


def create_task_once(case: Case, task: NewTask, *, at: datetime) -> bool:
    """Write a task that the node itself finds due.

    False if the case ever had one of this code and detail. Two queries.
    """
    if Task.objects.filter(case=case, code=task.code, detail=task.detail).exists():
        return False
    create_task(case.id, task, at=at)
    return True


def assign_open_work(case: Case, officer: UUID, *, agency: UUID | None) -> None:
    """Assign an agency's open work on a case to one of its officers.

    Four queries at most.
    """
    change_rows(Deadline.objects.filter(case=case, agency=agency, closed_at=None), person=officer)
    change_rows(Task.objects.filter(case=case, agency=agency, done_at=None), person=officer)


def close_tasks(case_id: UUID, closed: Iterable[tuple[str, JsonObject]], *, by: Actor | None, at: datetime) -> None:
    """Close the open tasks of these codes whose detail holds what is given.

    One query each. `by`: None for the node.
    """
    for code, detail in closed:
        waiting = Task.objects.filter(case=case_id, code=code, detail__contains=detail, done_at=None)
        change_rows(waiting, done_at=at, done_by=by.id if by else None)


def close_settled_escalations(escalation: str, *, at: datetime) -> None:
    """Close the open tasks of this code whose cause is done.

    The cause is the task that their detail names. Each case in a transaction of its own. For the node's own work.
    """
    waiting = Task.objects.filter(code=escalation, done_at=None)
    causes = {str(task.detail["task"]) for task in waiting}
    done = set(map(str, Task.objects.filter(id__in=causes, done_at__isnull=False).values_list("id", flat=True)))
    settled = waiting.filter(detail__task__in=done)
    for case_id in sorted(set(settled.values_list("case", flat=True))):
        with case_transaction(case_id):
            change_rows(settled.filter(case=case_id), done_at=at)


def close_every_task(case: Case, *, by: Actor, at: datetime) -> None:
    """Close every task: nobody has anything left to do on the case. One query."""
    change_rows(Task.objects.filter(case=case, done_at=None), done_at=at, done_by=by.id)


@in_transaction
def add_task(case: Case, text: str, due_at: datetime | None, *, by: Actor) -> None:
    """Add a task by hand, for the responsible agency or the actor's own.

    It is for the actor's own agency when another one is responsible. Its event keeps it.
    """
    require_involvement(by, case.id)
    agency, person = find_responsible(case.id)
    is_own = agency != by.agency
    if by.agency is None:
        person = by.id
    elif is_own:
        person = None
    task = Task(
        case=case,
        code=MANUAL,
        detail={"text": text},
        agency=by.agency if is_own else agency,
        person=person,
        due_at=due_at,
        created_at=clock.now(),
        created_by=by.id,
        compartments=[GENERAL],
    )
    with case_transaction(case.id) as locked:
        add_rows(task)
        _append_task_event(TASK_ADDED, locked, task, by, at=task.created_at)


def is_task_of(by: Actor, task: Task) -> bool:
    """Return whether a task is this person's, or of their agency and role.

    A supervisor's are those of the whole agency.
    """
    of_the_agency = task.agency is not None and task.agency == by.agency
    return by.id == task.person or (of_the_agency and (task.role in ("", by.role) or by.supervisor))


def may_finish(by: Actor, task: Task) -> bool:
    """Return whether a task is this person's to close by hand.

    Never one that is done only by its act.
    """
    return is_task_of(by, task) and not TASK_KINDS[task.code].only_by_act


@in_transaction
def finish_task(case: Case, task_id: UUID, *, by: Actor, finish: Callable[[Task], None] | None = None) -> bool:
    """Close a task of this person by hand, with an event on the chain of the case.

    False when there is no such open task, or it is somebody else's. `finish` runs last in the transaction. Raises
    `NotVisible`, `ReadOnly`.
    """
    require_involvement(by, case.id)
    known = Task.objects.filter(case__in=whole_cases(by), compartments__contained_by=sorted(by.compartments))
    task = known.filter(id=task_id, case=case, done_at=None).first()
    if task is None or not may_finish(by, task):
        return False
    task.done_at, task.done_by = clock.now(), by.id
    with case_transaction(case.id) as locked:
        waiting = Task.objects.filter(id=task.id, done_at=None)
        closed = change_rows(waiting, done_at=task.done_at, done_by=by.id)
        if closed:
            _append_task_event(TASK_FINISHED, locked, task, by, at=task.done_at)
            if finish:
                finish(task)
    return bool(closed)


def _append_task_event(act: str, case: Case, task: Task, by: Actor, *, at: datetime) -> None:
    """Append what a person did with a task by hand.

    Readable by those who know of the task.
    """
    compartments = frozenset(task.compartments)
    part = min(compartments - {GENERAL}, default=GENERAL)
    said = {"task": str(task.id), "code": task.code, "detail": task.detail}
    events.append(
        case,
        act=act,
        coded={"task": task.code},
        sealed={"parts": {part: said}},
        by=by,
        occurred_at=at,
        compartments=compartments,
    )
    case.save_chain_end()
