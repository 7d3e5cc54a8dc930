"""What an act leaves behind: deadlines that run on the new facts, and tasks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from amparo.core.access import policy
from amparo.core.actor import Actor
from amparo.core.acts import NewTask
from amparo.core.compartments import GENERAL
from amparo.core.days import local_time
from amparo.core.judgement import Judged, deadline_rests_on, rests_on
from amparo.core.models import Case, Deadline, Task
from amparo.law import EMERGENCY_DEADLINE, Facts, Request, profile_for
from amparo.law.deadlines import deadlines_in_force

ESCALATED = "overdue"
"""The task of supervisors about a deadline that is over."""


def deadlines_of(facts: Facts, country: str, at: datetime) -> dict[str, datetime]:
    """The legal deadlines in force on the facts as they stand: due instant by code."""
    request = Request(id="deadlines", action="screen", as_of=local_time(at), country=country, facts=facts)
    return {due.code: due.due_at for due in deadlines_in_force(request, profile_for(country))}


def sync_deadlines(case: Case, facts: Facts, at: datetime, judged: tuple[Judged, ...] = ()) -> None:
    """Bring the case's rows in line with its facts: close what no longer runs, move what moved, open what is new.

    Nothing runs on a closed case: reopening it begins anew what its facts ask for.
    """
    wanted = deadlines_of(facts, case.country, at) if facts.case_status == "open" else {}
    wanted |= {
        due.code: due.due_at for one in judged for due in one.decision.deadlines if due.code == EMERGENCY_DEADLINE.code
    }
    running = {row.code: row for row in Deadline.objects.filter(case=case, closed_at=None)}
    if facts.immediate_danger == "yes" and EMERGENCY_DEADLINE.code in running:
        wanted.setdefault(EMERGENCY_DEADLINE.code, running[EMERGENCY_DEADLINE.code].due_at)  # until the danger is over
    if over := [row for code, row in running.items() if code not in wanted]:
        Deadline.objects.filter(id__in=[row.id for row in over]).update(closed_at=at)
        _end_escalations(case, over, at)
    for code, row in running.items():
        if code in wanted and row.due_at != wanted[code]:
            _end_escalations(case, [row], at)
            row.due_at, row.escalated_at = wanted[code], None
            row.save(update_fields=["due_at", "escalated_at"])
    new = {code: due_at for code, due_at in wanted.items() if code not in running}
    if new:
        agency, person = policy().responsible(case.id)
        Deadline.objects.bulk_create(_row(case, code, due_at, at, agency, person) for code, due_at in new.items())


def _end_escalations(case: Case, over: list[Deadline], at: datetime) -> None:
    """What was brought before the supervisors is over with its deadline, or begins anew with its new day."""
    escalated = [row.code for row in over if row.escalated_at]
    if escalated:
        Task.objects.filter(case=case, code=ESCALATED, detail__deadline__in=escalated, done_at=None).update(done_at=at)


def _row(case: Case, code: str, due_at: datetime, at: datetime, agency: UUID | None, person: UUID | None) -> Deadline:
    reveals = sorted(deadline_rests_on(code) | {GENERAL})
    return Deadline(
        case=case, code=code, due_at=due_at, opened_at=at, agency=agency, person=person, compartments=reveals
    )


def tasks_from_warnings(judged: tuple[Judged, ...]) -> tuple[NewTask, ...]:
    """A warning of the law does not stop the act: it becomes a task (`law/README.md` §2)."""
    warned = {warning.rule: warning.code for one in judged for warning in one.decision.warnings}
    return tuple(
        NewTask("law_warning", detail={"rule": rule, "code": code}, compartments=rests_on(rule) | {GENERAL})
        for rule, code in warned.items()
    )


def end_tasks(case: Case, done: Iterable[tuple[str, dict[str, Any]]], *, by: Actor, at: datetime) -> None:
    """Mark as done the open tasks of these codes whose detail holds what is given. One query each."""
    for code, detail in done:
        waiting = Task.objects.filter(case=case, code=code, detail__contains=detail, done_at=None)
        waiting.update(done_at=at, done_by=by.id)


def end_every_task(case: Case, *, by: Actor, at: datetime) -> None:
    """Nobody has anything left to do on the case. One query."""
    Task.objects.filter(case=case, done_at=None).update(done_at=at, done_by=by.id)


def leave_tasks(case: Case | None, tasks: Iterable[NewTask], *, by: Actor, at: datetime, entry: UUID) -> None:
    """Write the tasks of an act, owned by the responsible agency unless they say otherwise; each tells its entry."""
    tasks = list(tasks)
    if not tasks:
        return
    agency, person = policy().responsible(case.id) if case else (None, None)
    Task.objects.bulk_create(
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
