"""The pipeline: what an act leaves behind, what a refusal does not, and whom it turns away."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from amparo.cases.act import ACTS, parse_input
from amparo.cases.compartments import Compartment
from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.file import visible_version
from amparo.cases.kinds import CHILD
from amparo.cases.models import STATEMENT_TABLES, Case, Deadline, GeneralStatement, Task
from amparo.cases.perform import SUBSCRIBERS, Outcome, perform
from amparo.cases.problems import Refused
from amparo.cases.selectors import visible_case, whole_file
from amparo.law import facts_to_json
from amparo.ledger import clock, events
from amparo.ledger.actor import Actor
from amparo.ledger.models import Event
from amparo.ledger.problems import BadInput, NotVisible, Problem, RoleMayNot, Stale
from amparo.ledger.reader import acting_as
from tests.factories import FOUR_ANSWERS, Team, actor, child, do, reading_as, refused, team
from tests.house.database import connected, count
from tests.protection.helpers import institution

TABLES = [*(table._meta.db_table for table in STATEMENT_TABLES), "cases_deadline", "cases_task", "cases_approval",
          "cases_involvement", "registry_kinship", "registry_caseprofile"]  # fmt: skip


def rows(case: Case) -> dict[str, Any]:
    """Everything that is kept of a case but its events."""
    with connected("owner") as owner:
        kept: dict[str, Any] = {
            table: owner.execute(
                f"select to_jsonb(one) from {table} one where case_id = %s order by one::text", [case.id]
            ).fetchall()
            for table in [*TABLES, "registry_card"]
        }
    return kept


def chain_of(case: Case) -> list[Event]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select set_config('app.open_case', %s, true)", [str(case.id)])
        return list(Event.objects.filter(chain=case.id).order_by("seq"))


def whole(case: Case) -> bool:
    with connected("owner") as owner:
        row = owner.execute("select last_hash from cases_case where id = %s", [case.id]).fetchone()
    assert row
    return events.find_break(chain_of(case), ends_with=row[0]) is None


def try_return(us: Team, case: Case, **given: Any) -> Refused:
    with pytest.raises(Refused) as problem:
        do("approve_return_plan", case.id, us.officer, **given)
    return problem.value


def test_registering_leaves_case_statement_event_and_deadlines() -> None:
    us = team()
    case = child(us)
    with reading_as(us.officer):
        assert visible_version(case.id) == 1
        assert {(s.act, s.seq) for s in GeneralStatement.objects.filter(case=case)} == {("register", 1)}
        chain = list(Event.objects.filter(chain=case.id))
        assert events.find_break(chain, ends_with=case.last_hash) is None
        assert "screening_initial" in set(Deadline.objects.filter(case=case).values_list("code", flat=True))


def test_every_part_lies_in_the_table_of_its_compartment() -> None:
    us = team()
    case = child(us)
    views = {"actions": ["complete_bia"], "child_views": "agrees", "own_words": "Quiero quedarme"}
    outcome = do("record_views", case.id, us.officer, **views)
    assert outcome.entry
    assert set(outcome.entry.parts) == {Compartment.GENERAL, Compartment.PROTECTION}
    assert outcome.event
    assert set(outcome.event.compartments) == {"general", "protection"}
    assert "Quiero quedarme" not in str(outcome.event.coded)
    with connected("owner") as owner:
        where = "case_id = %(case)s and act = 'record_views'"
        assert count(owner, "cases_generalstatement", where, case=case.id) == 1
        assert count(owner, "cases_generalstatement", where + " and body::text like '%%quedarme%%'", case=case.id) == 0
        assert count(owner, "cases_protectionstatement", where, case=case.id) == 1


def test_a_refusal_leaves_only_its_own_event() -> None:
    us = team()
    case = child(us)
    before, chain = rows(case), chain_of(case)
    problem = try_return(us, case)
    assert rows(case) == before
    after = chain_of(case)
    assert after[:-1] == chain
    assert (after[-1].act, after[-1].coded["outcome"]) == ("approve_return_plan", "refused")
    assert {b["code"] for b in after[-1].coded["blocks"]} == {b.code for b in problem.decision.blocks}
    assert whole(case)


def node_events(by: Actor) -> int:
    with connected("owner") as owner:
        return count(owner, "ledger_event", "chain is null and act = 'register' and actor = %(by)s", by=str(by.id))


def test_a_refused_registration_is_an_event_of_the_node() -> None:
    us = team()
    nobody = replace(us.officer, org_kind=None)
    with pytest.raises(Refused):
        do("register", None, nobody, **FOUR_ANSWERS, protection_agency=str(us.agency.id))
    assert node_events(us.officer) == 1
    with reading_as(us.officer):
        assert not Case.objects.exists()


def test_bad_input_leaves_nothing() -> None:
    us = team()
    case = child(us)
    before, chain = rows(case), chain_of(case)
    with pytest.raises(BadInput):
        do("record_family_risk", case.id, us.officer, family_implicated="perhaps")
    assert (rows(case), chain_of(case)) == (before, chain)


def test_what_breaks_half_way_leaves_nothing() -> None:
    us = team()
    case = child(us)
    before, chain = rows(case), chain_of(case)

    def breaks(happened: object) -> None:
        raise RuntimeError("half way")

    SUBSCRIBERS[CHILD].append(breaks)
    try:
        with pytest.raises(RuntimeError):
            do("record_family_risk", case.id, us.officer, family_implicated="yes", evidence="Lo dijo")
    finally:
        SUBSCRIBERS[CHILD].remove(breaks)
    assert (rows(case), chain_of(case)) == (before, chain)


def test_a_dry_run_leaves_nothing() -> None:
    us = team()
    case = child(us)
    before, chain = rows(case), chain_of(case)
    with acting_as(us.officer.id):
        given = parse_input(ACTS["record_family_risk"], {"family_implicated": "yes", "evidence": "x"})
        outcome = perform("record_family_risk", case.id, given, by=us.officer, dry_run=True)
        with pytest.raises(Refused):
            perform("execute_return", case.id, parse_input(ACTS["execute_return"], {}), by=us.officer, dry_run=True)
    assert outcome.event is None
    assert (rows(case), chain_of(case)) == (before, chain)


def test_nobody_else_sees_the_case() -> None:
    case = child(team())
    stranger = actor("protection_officer")
    with reading_as(stranger):
        assert not Case.objects.filter(id=case.id).exists()
    before, chain = rows(case), chain_of(case)
    with pytest.raises(NotVisible):
        do("record_identity", case.id, stranger, nationalities=["GTM"])
    with pytest.raises(NotVisible):
        do("record_identity", uuid4(), stranger, nationalities=["GTM"])
    assert (rows(case), chain_of(case)) == (before, chain)


def test_roles_without_actions_may_not_register() -> None:
    with pytest.raises(RoleMayNot):
        do("register", None, actor("guardian"), **FOUR_ANSWERS)


def test_the_role_comes_before_the_case() -> None:
    case = child(team())
    with pytest.raises(RoleMayNot):
        do("record_bid", case.id, actor("consul"))


def test_a_stale_version_is_told() -> None:
    us = team()
    case = child(us)
    given = parse_input(ACTS["record_family_risk"], {"family_implicated": "no", "evidence": "x"})
    with acting_as(us.officer.id):
        perform("record_family_risk", case.id, given, by=us.officer, if_version=1)
        before = rows(case)
        with pytest.raises(Stale):
            perform("record_family_risk", case.id, given, by=us.officer, if_version=1)
    assert rows(case) == before


def test_it_refuses_to_nest() -> None:
    us = team()
    case = child(us)
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        do("record_family_risk", case.id, us.officer, family_implicated="no", evidence="x")


@pytest.mark.parametrize(
    ("lies", "accepted"),
    [
        pytest.param(timedelta(hours=-72), True, id="72 hours back"),
        pytest.param(timedelta(hours=-72, seconds=-1), False, id="a second more"),
        pytest.param(timedelta(minutes=5), True, id="five minutes ahead"),
        pytest.param(timedelta(minutes=5, seconds=1), False, id="a second more ahead"),
    ],
)
def test_what_occurred_lies_near(lies: timedelta, accepted: bool) -> None:
    us, now = team(), datetime.now(UTC)
    with clock.at(now - timedelta(days=10)):
        case = child(us)
    with clock.at(now):
        given = {"family_implicated": "no", "evidence": "x", "occurred_at": (now + lies).isoformat()}
        if accepted:
            outcome = do("record_family_risk", case.id, us.officer, **given)
            assert outcome.entry
            assert outcome.entry.occurred_at == now + lies
            return
        with pytest.raises(BadInput) as problem:
            do("record_family_risk", case.id, us.officer, **given)
    assert [error.path for error in problem.value.errors] == ["occurred_at"]


def test_an_act_that_lies_back_is_judged_then_and_now() -> None:
    us, now = team(), datetime.now(UTC).replace(microsecond=0)
    with clock.at(now - timedelta(hours=30)):
        case = child(us)
    with clock.at(now):
        outcome = do("screen", case.id, us.officer, occurred_at=(now - timedelta(hours=2)).isoformat())
        assert [one.request.as_of.astimezone(UTC) for one in outcome.judgements] == [now - timedelta(hours=2), now]
        late = try_return(us, case, occurred_at=(now - timedelta(hours=2)).isoformat())
    assert late.request.as_of.astimezone(UTC) == now, "the refusal of now is the one that is told"


def test_allowed_now_but_not_then_is_refused_with_the_request_of_then() -> None:
    us, now = team(), datetime.now(UTC).replace(microsecond=0)
    with clock.at(now - timedelta(hours=60)):
        case = child(us)
        do("record_measure_request", case.id, us.officer, requested_of="Procuraduría", measure="Acogimiento")
    with clock.at(now - timedelta(hours=30)):
        do("screen", case.id, us.officer)
    with clock.at(now), pytest.raises(Refused) as problem:
        do("complete_screening", case.id, us.officer, occurred_at=(now - timedelta(hours=40)).isoformat())
    assert problem.value.request.as_of.astimezone(UTC) in (now, now - timedelta(hours=40))
    allowed_now = {b.code for b in problem.value.decision.blocks}
    assert allowed_now


def test_facts_are_those_of_the_instant() -> None:
    us, now = team(), datetime.now(UTC).replace(microsecond=0)
    with clock.at(now - timedelta(days=3)):
        case = child(us)
    with clock.at(now - timedelta(days=2)):
        do("record_family_risk", case.id, us.officer, family_implicated="yes", evidence="x")
    with clock.at(now), reading_as(us.officer):
        file = whole_file(visible_case(case.id, by=us.officer))
        then = compute_facts(file, FactQuery(now - timedelta(days=2, hours=1)))
        assert (then.family_implicated, compute_facts(file, FactQuery(now)).family_implicated) == ("unknown", "yes")
        assert facts_to_json(compute_facts(file, FactQuery(now))) == facts_to_json(compute_facts(file, FactQuery(now)))


def test_a_late_note_finds_its_place_in_time() -> None:
    """What is written today of yesterday counts from yesterday, and does not undo what was written in between."""
    us, now = team(), datetime.now(UTC).replace(microsecond=0)
    with clock.at(now - timedelta(days=3)):
        case = child(us)
    with clock.at(now - timedelta(hours=5)):
        do("record_family_risk", case.id, us.officer, family_implicated="yes", evidence="x")
    with clock.at(now):
        occurred = (now - timedelta(hours=20)).isoformat()
        do("record_family_risk", case.id, us.officer, family_implicated="no", evidence="x", occurred_at=occurred)
        with reading_as(us.officer):
            file = whole_file(visible_case(case.id, by=us.officer))
            assert compute_facts(file, FactQuery(now)).family_implicated == "yes"
            assert compute_facts(file, FactQuery(now - timedelta(hours=10))).family_implicated == "no"


def test_codes_are_kept_and_texts_are_sealed() -> None:
    us = team()
    case = child(us)
    outcome = do("record_alert", case.id, us.officer, kind="threat", text="Lo siguen desde Tecún")
    assert outcome.event
    assert outcome.event.coded == {"outcome": "done", "kind": "threat"}
    assert "Tecún".encode() not in bytes(outcome.event.sealed)
    opened = events.unseal_event(outcome.event, bytes(case.sealing_key or b""))
    assert "Tecún" in str(opened["parts"])


def test_a_warning_becomes_a_task() -> None:
    us = team()
    case = child(us)
    warned = [one for one in ("screen", "complete_screening") if _warnings(one, case.id, us)]
    with connected("owner") as owner:
        assert bool(count(owner, "cases_task", "case_id = %(case)s and code = 'law_warning'", case=case.id)) is bool(
            warned
        )


def _warnings(code: str, case: UUID, us: Team) -> bool:
    try:
        return any(one.decision.warnings for one in do(code, case, us.officer).judgements)
    except Problem:
        return False


def at_once(*calls: Any) -> list[Any]:
    """Run each call in a thread with a connection of its own, all at the same moment; what each gave or raised."""
    barrier, found = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place: int, call: Any) -> None:
        barrier.wait()
        try:
            found[place] = call()
        except Exception as error:
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return found


def test_two_officers_at_once_both_succeed_in_order(django_db_blocker: Any) -> None:
    us = team()
    case, second = child(us), actor("protection_officer", us.agency)

    def write(by: Any) -> Any:
        return lambda: do("record_family_risk", case.id, by, family_implicated="yes", evidence=by.name)

    found = at_once(write(us.officer), write(second), write(us.supervisor))
    assert sorted(outcome.event.seq for outcome in found) == [2, 3, 4]
    assert whole(case)


def test_two_officers_at_once_the_second_reads_what_changed(django_db_blocker: Any) -> None:
    us = team()
    case, second = child(us), actor("protection_officer", us.agency)
    given = parse_input(ACTS["record_family_risk"], {"family_implicated": "yes", "evidence": "x"})

    def write(by: Any) -> Any:
        def call() -> Outcome:
            with acting_as(by.id):
                return perform("record_family_risk", case.id, given, by=by, if_version=1)

        return call

    found = at_once(write(us.officer), write(second))
    assert sorted(type(one).__name__ for one in found) == ["Outcome", "Stale"]
    assert whole(case)


def test_one_signature_cannot_serve_two_acts_at_once(django_db_blocker: Any) -> None:
    from amparo.cases.approvals import give_approval

    us = team()
    case = child(us)
    given = {"collective_measure": "no", "reason": "Sólo su caso"}
    with acting_as(us.supervisor.id):
        parsed = parse_input(ACTS["record_individual_decision"], given)
        signature = str(
            give_approval(
                case, "record_individual_decision", parsed, kind="signature", reason="Leí todo", by=us.supervisor
            ).id
        )
    write = lambda: do("record_individual_decision", case.id, us.officer, **given, signature=signature)  # noqa: E731
    found = at_once(write, write)
    assert sorted(type(one).__name__ for one in found) == ["BadInput", "Outcome"]


def test_open_tasks_reach_who_answers() -> None:
    us, border = team(), actor("border_officer")
    case = child(us, border)
    with reading_as(us.supervisor):
        assert "new_case" in set(Task.objects.filter(case=case).values_list("code", flat=True))
    assert refused("notify_consulate", case.id, us.officer, institution=str(institution("consulate", "GTM").id))


def test_nothing_occurred_on_a_case_before_it_was_opened() -> None:
    us = team()
    opened = clock.now() - timedelta(hours=5)
    case = child(us, occurred_at=opened.isoformat())
    for code, given in (("record_danger", {"immediate_danger": "no"}), ("complete_screening", {})):
        with pytest.raises(BadInput) as problem:
            do(code, case.id, us.officer, occurred_at=(opened - timedelta(seconds=1)).isoformat(), **given)
        assert [error.path for error in problem.value.errors] == ["occurred_at"]
    do("record_danger", case.id, us.officer, immediate_danger="no", occurred_at=opened.isoformat())
    assert [event.seq for event in chain_of(case)] == [1, 2]
