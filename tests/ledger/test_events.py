"""The chain: every kind of tampering is found, erasing a key leaves it whole, and the law still says what it said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction

from amparo.cases.models import Case
from amparo.cases.selectors import visible_case, visible_content
from amparo.config.commands import audit
from amparo.law import decide_by_its_day
from amparo.ledger import events
from amparo.ledger.models import Event
from amparo.ledger.verification import verify_chains
from tests.factories import Team, child, do, reading_as, refused, team
from tests.house.database import as_owner, chain_unguarded, connected, speaking_as

pytestmark = pytest.mark.xdist_group("chain")


def walked(us: Team) -> Case:
    case = child(us)
    do("record_alert", case.id, us.officer, kind="threat", text="Lo siguen")
    refused("approve_return_plan", case.id, us.officer)
    do("record_family_risk", case.id, us.officer, family_implicated="no", evidence="Se evaluó")
    return case


@pytest.fixture
def as_auditor() -> Iterator[None]:
    """Within the test the database is read by the tables' owner, as the command does."""
    with speaking_as("owner"):
        yield


def verify_this(case: Case) -> events.ChainBreak | None:
    with connected("owner") as owner:
        row = owner.execute("select last_hash from cases_case where id = %s", [case.id]).fetchone()
    assert row
    return events.find_break(list(Event.objects.filter(chain=case.id).order_by("seq")), ends_with=row[0])


TAMPERING: dict[str, tuple[str, int]] = {
    "a code": ("update ledger_event set coded = coded || '{{\"kind\": \"care\"}}' where chain = {case} and seq = 2", 2),
    "the sealed text": ("update ledger_event set sealed = sealed || '\\x00' where chain = {case} and seq = 2", 2),
    "who": ("update ledger_event set actor = gen_random_uuid()::text where chain = {case} and seq = 2", 2),
    "the agency": ("update ledger_event set agency = null where chain = {case} and seq = 2", 2),
    "when it occurred": (
        "update ledger_event set occurred_at = occurred_at - interval '1 hour' where chain = {case} and seq = 2", 2,
    ),
    "when it was recorded": (
        "update ledger_event set recorded_at = recorded_at - interval '1 microsecond' "
        "where chain = {case} and seq = 3", 3,
    ),
    "the act": ("update ledger_event set act = 'screen' where chain = {case} and seq = 4", 4),
    "the hash": ("update ledger_event set hash = repeat('0', 64) where chain = {case} and seq = 3", 3),
    "the link": ("update ledger_event set prev_hash = repeat('0', 64) where chain = {case} and seq = 3", 3),
    "one in the middle gone": ("delete from ledger_event where chain = {case} and seq = 3", 3),
    "the first gone": ("delete from ledger_event where chain = {case} and seq = 1", 1),
    "the last gone": ("delete from ledger_event where chain = {case} and seq = 4", 4),
    "two exchanged": (
        "update ledger_event set seq = case seq when 2 then 30 when 3 then 2 end "
        "where chain = {case} and seq in (2, 3)", 2,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", TAMPERING)
def test_tampering_is_found_where_it_is(kind: str, as_auditor: None) -> None:
    query, place = TAMPERING[kind]
    case = _walked_as_web()
    assert verify_this(case) is None
    with connected("owner") as burglar:
        burglar.execute("alter table ledger_event disable trigger event_is_only_added")
        burglar.execute(query.format(case=f"'{case.id}'"))  # type: ignore[arg-type]
        rows = burglar.execute(
            "select id, chain, seq, act, coded, sealed, actor, agency, occurred_at, recorded_at, prev_hash, hash, "
            "compartments from ledger_event where chain = %s order by seq",
            [case.id],
        ).fetchall()
        last = burglar.execute("select last_hash from cases_case where id = %s", [case.id]).fetchone()
    names = ["id", "chain", "seq", "act", "coded", "sealed", "actor", "agency", "occurred_at", "recorded_at",
             "prev_hash", "hash", "compartments"]  # fmt: skip
    chain = [Event(**dict(zip(names, row, strict=True))) for row in rows]
    assert last
    broken = events.find_break(chain, ends_with=last[0])
    assert broken is not None
    assert broken.seq == place
    assert broken.why


def _as_web() -> AbstractContextManager[None]:
    """Within the block as the web, whatever this test's own connection is."""
    return speaking_as("web")


def _walked_as_web() -> Case:
    with _as_web():
        return walked(team())


def test_an_honest_hash_after_a_change_breaks_the_next_link(as_auditor: None) -> None:
    chain = list(Event.objects.filter(chain=_walked_as_web().id).order_by("seq"))
    chain[1].coded = {"outcome": "done", "kind": "care"}
    chain[1].hash = events.event_hash(events.hashed_members(chain[1]))
    broken = events.find_break(chain)
    assert broken is not None
    assert (broken.seq, broken.why) == (3, "it does not follow from the event before")


def test_audit_says_that_all_is_whole_and_the_law_the_same(
    as_auditor: None, capsys: pytest.CaptureFixture[str]
) -> None:
    number = _walked_as_web().number
    assert audit.run_on_snapshot(lambda: audit.verify(number)) == 0, capsys.readouterr().err
    assert "all whole" in capsys.readouterr().out
    assert audit.run_on_snapshot(audit.replay) == 0, capsys.readouterr().err
    assert "all the same" in capsys.readouterr().out


@pytest.fixture
def mend() -> Any:
    """What to run, as the owner with the chain unguarded, so that nothing stays broken for other tests."""
    undo: list[Callable[[Any], None]] = []
    yield undo.append
    with chain_unguarded() as owner:
        for one in undo:
            one(owner)


def test_audit_names_the_first_broken_place(as_auditor: None, mend: Any, capsys: pytest.CaptureFixture[str]) -> None:
    case = _walked_as_web()
    with chain_unguarded() as owner:
        owner.execute("update ledger_event set act = 'interview' where chain = %s and seq = 3", [case.id])
    mend(
        lambda owner: owner.execute(
            "update ledger_event set act = 'approve_return_plan' where chain = %s and seq = 3", [case.id]
        )
    )
    assert audit.run_on_snapshot(lambda: audit.verify(case.number)) == 1
    assert f"{case.id}, event 3: its content is not what was hashed" in capsys.readouterr().err


@contextmanager
def in_vain() -> Iterator[Any]:
    """As the owner with the chain unguarded, and then undone: nobody sees it or adds to a chain meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("alter table ledger_event disable trigger event_is_only_added")
        yield cursor
        transaction.set_rollback(True)


def test_audit_misses_a_whole_chain(as_auditor: None, capsys: pytest.CaptureFixture[str]) -> None:
    case = _walked_as_web()
    with in_vain() as owner:
        owner.execute("delete from ledger_event where chain = %s", [case.id])
        assert audit.verify(case.number) == 1
    assert f"{case.id}: the whole chain is missing" in capsys.readouterr().err


def test_replay_names_a_decision_that_would_differ(
    as_auditor: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _walked_as_web()
    real = decide_by_its_day
    monkeypatch.setattr("amparo.cases.replay.decide_by_its_day", lambda request: replace(real(request), blocks=()))
    assert audit.run_on_snapshot(audit.replay) == 1
    assert "allowed" in capsys.readouterr().err


def test_destroying_the_key_erases_the_text_and_leaves_the_chain(
    as_auditor: None, mend: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    case = _walked_as_web()
    key = bytes(case.sealing_key or b"")
    with as_owner() as owner:
        owner.execute("update cases_case set sealing_key = null where id = %s", [case.id])
    mend(lambda owner: owner.execute("update cases_case set sealing_key = %s where id = %s", [key, case.id]))
    assert verify_this(case) is None, "the hash is taken over what is sealed"
    assert audit.run_on_snapshot(audit.replay) == 0
    assert "events erased" in capsys.readouterr().out
    event = Event.objects.get(chain=case.id, seq=2)
    assert events.unseal_event(event, None) is None
    assert "siguen" in str(events.unseal_event(event, key))


def test_nothing_is_added_to_an_erased_case() -> None:
    us = team()
    case = child(us)
    case.sealing_key = None
    with pytest.raises(ValueError, match="destroyed"):
        events.append(case, act="screen", coded={}, sealed={}, by=us.officer, occurred_at=case.opened_at)


def test_the_owner_of_a_case_reads_what_they_may() -> None:
    us = team()
    case = walked(us)
    with reading_as(us.officer):
        seen = visible_case(case.id, by=us.officer)
        event = Event.objects.get(chain=case.id, act="approve_return_plan")
        opened = visible_content(event, bytes(seen.sealing_key or b""), us.officer)
    assert opened
    assert opened["judged"][0]["request"]["action"] == "approve_return_plan"


def _node_event() -> None:
    """One more event on the node's own chain, as the web adds it."""
    from amparo.ledger import clock

    with transaction.atomic():
        events.append(
            None, act="test", coded={"outcome": "done"}, sealed={}, by=team().officer, occurred_at=clock.now()
        )


@pytest.mark.parametrize(("left", "told"), [(1, "is missing at the end"), (2, "are missing at the end")])
def test_audit_notices_that_the_nodes_own_chain_was_cut(left: int, told: str, as_auditor: None) -> None:
    with _as_web():
        for _ in range(3):  # one is left whatever other tests wrote
            _node_event()
    assert audit.run_on_snapshot(lambda: len(verify_chains(with_rows=False).faults)) == 0
    with in_vain() as owner:
        last = "select id from ledger_event where chain is null order by seq desc limit %s"
        owner.execute(f"delete from ledger_event where id in ({last})", [left])
        [said] = verify_chains(with_rows=False).faults
    assert said.startswith("node, event ")
    assert told in said


def test_audit_says_how_much_of_a_case_was_cut(as_auditor: None) -> None:
    case = _walked_as_web()
    chain = list(Event.objects.filter(chain=case.id).order_by("seq"))
    broken = events.find_break(chain[:2], ends_with=chain[-1].hash, last_seq=4)
    assert broken
    assert (broken.seq, broken.why) == (3, "events 3 to 4 are missing at the end")
    after = events.find_break(chain, ends_with=chain[1].hash, last_seq=2)
    assert after
    assert (after.seq, after.why) == (3, "it follows what is stored as the end of its chain")


def test_the_web_neither_reads_nor_moves_the_end_of_the_nodes_chain() -> None:
    with connected("web") as web:
        assert web.execute("select count(*) from ledger_nodechain").fetchone() == (0,)
        with pytest.raises(Exception, match="permission denied"):
            web.execute("update ledger_nodechain set last_seq = 0")
