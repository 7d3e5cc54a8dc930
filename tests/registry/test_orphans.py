"""Uploads that no record ever named do not stay."""

from __future__ import annotations

import pytest

from amparo.ledger.problems import BadInput
from amparo.registry.files import _path, delete_unrecorded_uploads, store_file
from amparo.registry.models import StoredFile
from tests.cases.test_clocks import as_worker
from tests.factories import child, do, reading_as, team
from tests.house.database import as_owner, connected, count
from tests.registry.test_files import picture

pytestmark = pytest.mark.xdist_group("worker")


def aged(row: StoredFile, days: int) -> None:
    with as_owner() as owner:
        owner.execute(f"update registry_storedfile set at = now() - interval '{days} days' where id = %s", [row.id])


def test_what_no_record_named_for_a_week_is_forgotten_and_nothing_else() -> None:
    us = team()
    case = child(us)
    with reading_as(us.officer):
        kept, old, young = (
            store_file(case, content=picture(), kind="identity_document", by=us.officer) for _ in range(3)
        )
    do("record_file", case.id, us.officer, file=str(kept.id), kind="identity_document")
    for row, days in ((kept, 30), (old, 8), (young, 6)):
        aged(row, days)
    with connected("owner") as owner:
        events = count(owner, "ledger_event", "chain = %(case)s", case=case.id)
    with as_worker():
        assert delete_unrecorded_uploads() >= 1
    assert [_path(row).exists() for row in (kept, old, young)] == [True, False, True]
    with connected("owner") as owner:
        left = owner.execute("select id from registry_storedfile where case_id = %s", [case.id]).fetchall()
        assert {row[0] for row in left} == {kept.id, young.id}
        assert count(owner, "ledger_event", "chain = %(case)s", case=case.id) == events
    with pytest.raises(BadInput):
        do("record_file", case.id, us.officer, file=str(old.id), kind="identity_document")
