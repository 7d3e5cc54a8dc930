"""The legal deadlines of a case, kept in line with its facts."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from amparo.cases.access import find_responsible
from amparo.cases.compartments import GENERAL
from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.file import read_file
from amparo.cases.judgement import Judgement, build_facts_request
from amparo.cases.models import Case, Deadline, Task
from amparo.cases.visibility import compartments_read_by_deadline
from amparo.law import EMERGENCY_DEADLINE, Facts, profile_for
from amparo.law.deadlines import deadlines_in_force
from amparo.ledger.days import local_day, start_of_day
from amparo.ledger.kept_rows import change_rows, keep

ESCALATED = "overdue"
"""The task of supervisors about a deadline that is over."""
DAY_DEADLINES: Final = frozenset({"transition_plan"})
"""Deadlines that fall on a birthday: a day, without an hour."""


_RUNNING = "select * from cases_deadline where case_id = %s and closed_at is null"


class DeadlineChanges(NamedTuple):
    """Codes of the deadlines of one case that were opened, closed and moved."""

    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()


def compute_deadlines(facts: Facts, country: str, at: datetime) -> dict[str, datetime]:
    """Return the legal deadlines in force on the facts, by the law of that day.

    Due instant by code. A day of the law, which it writes as midnight in UTC, begins where the node is.
    """
    request = build_facts_request(facts, country, at)
    found = deadlines_in_force(request, profile_for(country, on=local_day(at)))
    return {due.code: start_of_day(due.due_at.date()) if due.code in DAY_DEADLINES else due.due_at for due in found}


def sync_deadlines(case: Case, facts: Facts, at: datetime, judgements: tuple[Judgement, ...] = ()) -> DeadlineChanges:
    """Bring the case's rows in line with its facts, and return what was changed.

    Close what no longer runs, move what moved, open what is new. Nothing runs on a closed case: reopening it begins
    anew what its facts ask for.
    """
    wanted = compute_deadlines(facts, case.country, at) if facts.case_status == "open" else {}
    running = {row.code: row for row in Deadline.objects.raw(_RUNNING, [case.id])}
    wanted |= _compute_emergency_deadline(facts, judgements, running)
    over = [row for code, row in running.items() if code not in wanted]
    moved = [row for code, row in running.items() if code in wanted and row.due_at != wanted[code]]
    new = {code: due_at for code, due_at in wanted.items() if code not in running}
    _close(case, over, at)
    for row in moved:
        _move(case, row, wanted[row.code], at)
    if new:
        _open(case, new, at)
    return DeadlineChanges(tuple(new), tuple(row.code for row in over), tuple(row.code for row in moved))


def sync_case_deadlines(case: Case, at: datetime) -> DeadlineChanges:
    """Bring the rows of a locked case in line with its facts as they are now.

    Its whole file must be open. Returns what was changed.
    """
    return sync_deadlines(case, compute_facts(read_file(case.id, case.country), FactQuery(at)), at)


def _compute_emergency_deadline(
    facts: Facts, judgements: tuple[Judgement, ...], running: dict[str, Deadline]
) -> dict[str, datetime]:
    """Return the deadline of the decisions in which an emergency lifted a rule.

    It runs on until the danger is over.
    """
    code = EMERGENCY_DEADLINE.code
    decided = [due.due_at for judgement in judgements for due in judgement.decision.deadlines if due.code == code]
    if decided:
        return {code: decided[-1]}
    return {code: running[code].due_at} if facts.immediate_danger == "yes" and code in running else {}


def _close(case: Case, over: list[Deadline], at: datetime) -> None:
    if over:
        Deadline.objects.filter(id__in=[row.id for row in over]).update(closed_at=at)
        for row in over:
            row.closed_at = at
        keep(*over)
        _close_escalations(case, over, at)


def _move(case: Case, row: Deadline, due_at: datetime, at: datetime) -> None:
    _close_escalations(case, [row], at)
    row.due_at, row.escalated_at = due_at, None
    row.save(update_fields=["due_at", "escalated_at"])
    keep(row)


def _close_escalations(case: Case, over: list[Deadline], at: datetime) -> None:
    """Close the supervisors' tasks about these deadlines.

    They are over with their deadline, or begin anew with its new day.
    """
    escalated = [row.code for row in over if row.escalated_at]
    if escalated:
        waiting = Task.objects.filter(case=case, code=ESCALATED, detail__deadline__in=escalated, done_at=None)
        change_rows(waiting, done_at=at)


def _open(case: Case, new: dict[str, datetime], at: datetime) -> None:
    agency, person = find_responsible(case.id)
    opened = Deadline.objects.bulk_create(
        Deadline(
            case=case,
            code=code,
            due_at=due_at,
            opened_at=at,
            agency=agency,
            person=person,
            compartments=sorted(compartments_read_by_deadline(code) | {GENERAL}),
        )
        for code, due_at in new.items()
    )
    keep(*opened)
