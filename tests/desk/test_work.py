"""My work: every task is shown, whatever its case, and none that is urgent is left out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amparo.accounts.roles import ROLES
from amparo.cases.models import Case, Draft
from amparo.cases.task_kinds import TASK_KINDS
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.ids import new_id
from tests.callers import signed_in, with_token
from tests.factories import actor_of, child, leave_task, person, reading_as, team
from tests.tracing.reports import report

pytestmark = pytest.mark.usefixtures("open_house")
DETAIL: dict[str, Any] = {
    "kind": "expelled", "code": "placement_unsuitable", "rule": "G08-5", "deadline": "custody_exit", "text": "¿Y esto?",
    "look": str(new_id()), "entry": str(new_id()), "task": str(new_id()), "other": str(new_id()),
    "report": str(new_id()), "bulletin": str(new_id()), "count": 2,
}  # fmt: skip
"""What the tasks of all kinds may keep; each reads its own part."""


def leave_task_for(by: Actor, code: str, case: Case, *, hours: int, text: str = "") -> None:
    due_at = clock.now() + timedelta(hours=hours)
    with reading_as(by):
        leave_task(case, code, detail=DETAIL | {"text": text or code}, person=by.id, due_at=due_at)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_tasks_and_drafts_of_cases_that_their_owner_does_not_see(role: str) -> None:
    us, who = team(), person(role)
    cases = [child(us), report(us)]
    for case in cases:
        for kind in TASK_KINDS.values():
            leave_task_for(actor_of(who), kind.code, case, hours=5)
        with reading_as(actor_of(who)):
            Draft.objects.create(
                case=case, act="record_danger", person=who.id, agency=who.agency_id, typed={}, saved_at=clock.now()
            )
    page = signed_in(who).get("/")
    assert page.status_code == 200
    assert cases[0].number not in page.content.decode()


def test_an_urgent_task_is_not_crowded_out() -> None:
    us = team()
    who, case = person("protection_supervisor", us.agency), child(us)
    for code, hours, count in (("overdue", -48, 70), ("alert", -1, 1)):
        for _ in range(count):
            leave_task_for(actor_of(who), code, case, hours=hours, text="Atienda esto")
    assert "Atienda esto" in signed_in(who).get("/").content.decode()


def test_what_is_beyond_the_limit_is_a_link_away() -> None:
    us = team()
    who, case = person("protection_officer", us.agency), child(us)
    for number in range(61):
        leave_task_for(actor_of(who), "manual", case, hours=number, text=f"Tarea número {number:02}")
    first = signed_in(who).get("/").content.decode()
    every = with_token(who).get("/api/v1/tasks?limit=100").content.decode()
    assert "Tarea número 60" not in first
    assert '<span class="am-count">61</span>' in first
    assert 'href="/tasks/"' in first
    assert "Tarea número 60" in every
