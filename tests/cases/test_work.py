"""Steps and reads of deadlines, tasks, approvals and events that acts and jobs of higher contexts use."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amparo.cases.act import ACTS, NewTask, parse_input
from amparo.cases.approvals import give_approval
from amparo.cases.compartments import GENERAL, PROTECTION
from amparo.cases.models import Deadline, Task
from amparo.cases.selectors import visible_case
from amparo.cases.selectors.chain import visible_event_hash
from amparo.cases.selectors.work import overdue_tasks, signer_of
from amparo.cases.task_steps import assign_open_work, create_task_once
from amparo.cases.transaction import case_transaction
from amparo.ledger import clock
from amparo.ledger.events import coded_parts
from amparo.ledger.models import Event
from tests.cases.test_clocks import as_worker
from tests.factories import actor, agency, child, do, reading_as, team

pytestmark = pytest.mark.xdist_group("worker")


def test_a_task_of_the_node_is_created_once_for_each_detail() -> None:
    us = team()
    case, at = child(us), clock.now()
    first = NewTask("child_not_arrived", role="protection_supervisor", agency=us.agency.id, detail={"journey": "1"})
    second = NewTask(
        "child_not_arrived", due_at=at, detail={"journey": "2"}, compartments=frozenset({PROTECTION, GENERAL})
    )
    with as_worker(), case_transaction(case.id) as locked:
        assert create_task_once(locked, first, at=at)
        assert not create_task_once(locked, first, at=at)
        assert create_task_once(locked, second, at=at)
        Task.objects.filter(case=locked, code="child_not_arrived").update(done_at=at)
        assert not create_task_once(locked, first, at=at), "not again once it is done"
    with reading_as(us.supervisor):
        tasks = {task.detail["journey"]: task for task in Task.objects.filter(case=case, code="child_not_arrived")}
    assert (tasks["1"].role, tasks["1"].agency, tasks["1"].due_at) == ("protection_supervisor", us.agency.id, None)
    assert (tasks["2"].due_at, tasks["2"].compartments) == (at, ["general", "protection"])


def test_overdue_tasks_are_the_open_ones_of_a_code_in_a_time_span() -> None:
    us = team()
    case, at = child(us), clock.now()
    hours = {"late": 2, "recent": 1, "old": 200}
    with as_worker(), case_transaction(case.id) as locked:
        for name, since in hours.items():
            task = NewTask("confirm_arrival", due_at=at - timedelta(hours=since), detail={"test": name})
            create_task_once(locked, task, at=at)
    with as_worker():
        overdue = overdue_tasks(
            "confirm_arrival", due_after=at - timedelta(hours=100), due_before=at - timedelta(hours=1)
        )
        assert [task.detail["test"] for task in overdue if task.case_id == case.id] == ["late"]
    with as_worker(), case_transaction(case.id) as locked:
        Task.objects.filter(case=locked, code="confirm_arrival").update(done_at=at)


def test_open_work_of_the_agency_alone_is_assigned() -> None:
    us, other = team(), agency("protection")
    case, at = child(us), clock.now()
    with as_worker(), case_transaction(case.id) as locked:
        for office in (us.agency, other):
            task = NewTask("child_not_arrived", agency=office.id, detail={"journey": str(office.id)})
            create_task_once(locked, task, at=at)
        assign_open_work(locked, us.officer.id, agency=us.agency.id)
    with reading_as(us.supervisor):
        owners = dict(Task.objects.filter(case=case, code="child_not_arrived").values_list("agency", "person"))
        assert owners == {us.agency.id: us.officer.id, other.id: None}
        deadlines = Deadline.objects.filter(case=case, agency=us.agency.id, closed_at=None)
        assert {deadline.person for deadline in deadlines} == {us.officer.id}


def test_signer_is_who_gave_the_approval() -> None:
    us = team()
    case = child(us)
    code = "record_stay_check"
    given = parse_input(ACTS[code], {"stay_order": "no", "where_checked": "Juzgado"})
    with reading_as(us.supervisor):
        approval = give_approval(case, code, given, kind="signature", reason="", by=us.supervisor)
        assert signer_of(approval.id) == us.supervisor.id


def test_hash_of_an_event_only_for_who_sees_it() -> None:
    us = team()
    case = child(us)
    with reading_as(us.officer):
        found = visible_case(case.id, by=us.officer)
        assert visible_event_hash(found, 1) == Event.objects.get(chain=case.id, seq=1).hash
        assert visible_event_hash(found, 999) is None
    with reading_as(actor("protection_officer")):
        assert visible_event_hash(case, 1) is None


def test_coded_parts_of_the_events_that_the_reader_sees() -> None:
    us, before = team(), clock.now()
    do("record_alert", child(us).id, us.officer, kind="threat", severity="act_now", text="Lo siguen")
    until = clock.now() + timedelta(seconds=1)
    with reading_as(us.officer):
        (coded,) = coded_parts("record_alert", outcome="done", by=us.officer, since=before, until=until)
        assert (coded["kind"], coded["severity"]) == ("threat", "act_now")
        assert coded_parts("record_alert", outcome="done", by=us.officer, since=before, until=before) == []
        assert coded_parts("record_alert", outcome="refused", by=us.officer, since=before, until=until) == []
    stranger = actor("protection_officer")
    with reading_as(stranger):
        assert coded_parts("record_alert", outcome="done", by=stranger, since=before, until=until) == []
