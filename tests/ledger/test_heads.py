"""Signed heads: who kept them finds that the past was rewritten, however well the new one holds together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from amparo.cases.models import Case
from amparo.config.commands import audit
from amparo.ledger import heads
from amparo.ledger.events import event_hash, hashed_members
from amparo.ledger.heads import find_faults_of_heads, public_key, sign_heads, write_heads
from amparo.ledger.models import Event
from amparo.ledger.verification import list_chains_moved, verify_chains
from tests.factories import child, do, team
from tests.house.database import connected
from tests.ledger.test_events import as_auditor

__all__ = ["as_auditor"]
pytestmark = [pytest.mark.xdist_group("chain"), pytest.mark.usefixtures("open_house")]


@pytest.fixture
def case() -> Case:
    us = team()
    made = child(us)
    do("record_family_risk", made.id, us.officer, family_implicated="no", evidence="Se evaluó")
    return made


def head_of(case: Case) -> str:
    return next(line for line in sign_heads() if str(case.id) in line)


def faults(*lines: str) -> list[str]:
    return list(find_faults_of_heads(lines, key=public_key()))


def test_every_chain_has_a_head_and_leads_through_it(case: Case, as_auditor: None) -> None:
    lines = list(sign_heads())
    chains = {json.loads(line)["chain"] for line in lines}
    assert len(chains) == len(lines)
    assert str(case.id) in chains
    assert faults(*lines) == []


def _rewrite_the_end(cursor: Any, case: Case) -> None:
    """Cut the last event, and write another that follows from the one before, with every hash as it should be."""
    cursor.execute("alter table ledger_event disable trigger event_is_only_added")
    last = Event.objects.filter(chain=case.id).order_by("-seq")[0]
    last.coded = {"outcome": "done"}
    cursor.execute(
        "update ledger_event set coded = %s, hash = %s where id = %s",
        [json.dumps(last.coded), event_hash(hashed_members(last)), last.id],
    )
    cursor.execute("update cases_case set last_hash = %s where id = %s", [event_hash(hashed_members(last)), case.id])


def _cut_the_end(cursor: Any, case: Case) -> None:
    cursor.execute("alter table ledger_event disable trigger event_is_only_added")
    cursor.execute("delete from ledger_event where chain = %s and seq = 2", [case.id])
    cursor.execute(
        "update cases_case c set last_seq = 1, last_hash = e.hash from ledger_event e "
        "where e.chain = c.id and c.id = %s",
        [case.id],
    )


@pytest.mark.parametrize("change", [_rewrite_the_end, _cut_the_end])
def test_a_past_that_was_rewritten_is_found_by_who_kept_the_head(change: Any, case: Case, as_auditor: None) -> None:
    kept = head_of(case)
    with transaction.atomic(), connection.cursor() as cursor:
        change(cursor, case)
        alone = [fault for fault in verify_chains([case.id], with_rows=False).faults]
        found = faults(kept)
        transaction.set_rollback(True)
    assert alone == [], "the new chain holds together"
    assert len(found) == 1
    assert found[0].startswith(f"{case.id}: it does not lead through event 2")
    assert faults(kept) == []


def test_a_chain_that_went_on_still_leads_through_its_head(case: Case, as_auditor: None) -> None:
    kept = json.loads(head_of(case))
    assert kept["seq"] == 2
    with connected("owner") as owner:
        assert owner.execute("select hash from ledger_event where chain = %s and seq = 2", [case.id]).fetchone() == (
            kept["hash"],
        )


@pytest.mark.parametrize(
    "changed",
    [
        {"seq": 1},
        {"hash": "0" * 64},
        {"node": "GTM"},
        {"at": "2020-01-01T00:00:00.000000Z"},
        {"key": "AAAA"},
        {"more": 1},
    ],
)
def test_a_head_that_was_changed_is_not_believed(changed: dict[str, Any], case: Case, as_auditor: None) -> None:
    line = json.dumps(json.loads(head_of(case)) | changed)
    [fault] = faults(line)
    assert fault == f"line 1: it is no head of {settings.NODE} that this key signed"


@pytest.mark.parametrize("line", ["nothing", "[]", "{}", "7", '{"node": "MEX"}'])
def test_what_is_no_head_is_told_by_its_line(line: str, as_auditor: None) -> None:
    assert [fault[:8] for fault in faults("", line)] == ["line 2: "]


def test_another_key_signs_nothing_of_ours(case: Case, as_auditor: None) -> None:
    ours = public_key()
    heads._signing_key.cache_clear()
    try:
        with override_settings(HEADS_KEY_SECRET="another"):
            forged = head_of(case)
    finally:
        heads._signing_key.cache_clear()
    assert public_key() == ours
    assert "no head" in faults(forged)[0]


def test_the_worker_writes_a_whole_file_that_verify_reads(
    case: Case, tmp_path: Path, as_auditor: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with override_settings(HEADS_FOLDER=str(tmp_path)):
        path = write_heads()
    assert [found.name for found in tmp_path.iterdir()] == [path.name]
    assert audit.run_on_snapshot(lambda: audit.verify(case.number, path)) == 0, capsys.readouterr().err
    assert audit.run_on_snapshot(lambda: audit.verify(case.number, path, key="AAAA")) == 1
    assert audit.run_on_snapshot(audit.print_heads) == 0
    assert str(case.id) in capsys.readouterr().out


def test_only_chains_that_moved_since_are_verified_again(case: Case, as_auditor: None, tmp_path: Path) -> None:
    kept = tmp_path / "heads.jsonl"
    kept.write_text("\n".join(sign_heads()))
    before = heads.read_heads(kept.read_text().splitlines())
    assert case.id not in list_chains_moved(before)
    assert case.id in list_chains_moved({chain: end for chain, end in before.items() if chain != case.id})
    seq, text = before[case.id]
    assert case.id in list_chains_moved(before | {case.id: (seq - 1, text)})
    assert audit.run_on_snapshot(lambda: audit.verify(since=kept)) == 0
