"""Uploads that no record ever named do not stay."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from amparo.accounts.models import Person
from amparo.cases.models import Case
from amparo.ledger.problems import BadInput
from amparo.registry.files import _path, delete_unrecorded_uploads, discard_upload, store_file
from amparo.registry.models import StoredFile
from tests.callers import signed_in
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


def uploads_of(case: Case) -> int:
    with connected("owner") as owner:
        return count(owner, "registry_storedfile", "case_id = %(case)s", case=case.id)


@pytest.mark.usefixtures("open_house")
def test_an_upload_whose_record_is_refused_does_not_stay() -> None:
    us = team()
    case = child(us)
    for sent in ({"kind": "other", "about": "x" * 300}, {"kind": "photograph", "about": "x" * 300}):
        upload = SimpleUploadedFile("a.jpg", picture(), content_type="image/jpeg")
        page = signed_in(Person.objects.get(id=us.officer.id)).post(
            f"/cases/{case.id}/files/", {"file": upload, **sent}
        )
        assert page.status_code == 422
    assert uploads_of(case) == 0


def test_nobody_discards_a_file_on_record_nor_anothers_upload() -> None:
    us = team()
    case, other = child(us), team()
    with reading_as(us.officer):
        kept, mine = (store_file(case, content=picture(), kind="other", by=us.officer) for _ in range(2))
    do("record_file", case.id, us.officer, file=str(kept.id), kind="other")
    with reading_as(other.officer):
        discard_upload(mine)
    with reading_as(us.officer):
        discard_upload(kept)
    assert (uploads_of(case), _path(kept).exists(), _path(mine).exists()) == (2, True, True)
    with reading_as(us.officer):
        discard_upload(mine)
    assert (uploads_of(case), _path(mine).exists()) == (1, False)
