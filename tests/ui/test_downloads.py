"""Lists as files: made as their reader, whole or not at all, sealed, read by nobody else, gone after a day."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from amparo.accounts.models import Person
from amparo.cases.models import Reading
from amparo.ledger.reader import acting_as
from amparo.registry.files import path_of
from amparo.registry.models import Card
from amparo.ui.export import csv_bytes
from amparo.ui.exports import delete_expired_exports, make_export
from amparo.ui.models import Export
from amparo.ui.pages import resources
from tests.callers import signed_in
from tests.cases.test_clocks import as_worker
from tests.factories import Team, child, person, reading_as, team, unique
from tests.house.database import as_owner, connected, count

pytestmark = [pytest.mark.xdist_group("worker"), pytest.mark.usefixtures("open_house")]


@pytest.fixture
def long_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of more than one row are prepared by the worker."""
    monkeypatch.setattr(resources, "MAX_ROWS_AT_ONCE", 1)


def rows_of(response: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def clerk(us: Team) -> Any:
    return signed_in(Person.objects.get(id=us.officer.id))


def asked(us: Team, query: str = "", **more: str) -> Export:
    """What somebody asks for on the page, not made yet."""
    assert clerk(us).post("/downloads/", {"list": "cases", "query": query, **more}).status_code == 302
    with reading_as(us.officer):
        return Export.objects.latest("asked_at")


def made(us: Team, export: Export) -> Export:
    """As the worker makes it."""
    with as_worker():
        make_export(export.id, us.officer.id)
    with reading_as(us.officer):
        return Export.objects.get(id=export.id)


def test_a_short_list_comes_at_once_says_its_rows_and_is_logged_as_read() -> None:
    us, them = team(), team()
    case, hidden = child(us, names={"given": "=1+1"}), child(them)
    got = clerk(us).get("/cases/?format=csv")
    assert got["Content-Disposition"] == 'attachment; filename="amparo-1-filas.csv"'
    [_, row] = rows_of(got)
    assert (row[0], row[1]) == (case.number, "'=1+1")
    assert hidden.number not in got.text
    with reading_as(us.officer):
        assert Reading.objects.filter(case=case, what="download", person=us.officer.id).count() == 1


@pytest.mark.usefixtures("long_list")
def test_a_long_list_is_prepared_by_the_worker_as_its_reader() -> None:
    us, them = team(), team()
    mine = {child(us).number for _ in range(3)}
    hidden = child(them)
    client = clerk(us)
    page = client.get("/cases/").text
    assert 'name="count" value="3"' in page
    led = client.get("/cases/?format=csv&sex=")
    assert led.status_code == 302
    assert "3 filas" in client.get(led["Location"]).text
    export = made(us, asked(us, said="3"))
    assert (export.state, export.rows) == ("ready", 3)
    shown = client.get("/downloads/").text
    assert f"/downloads/{export.id}/" in shown
    assert "hx-trigger" not in shown
    got = client.get(f"/downloads/{export.id}/")
    assert got["Content-Disposition"] == 'attachment; filename="amparo-3-filas.csv"'
    assert {row[0] for row in rows_of(got)[1:]} == mine
    assert hidden.number not in got.text
    with reading_as(us.officer):
        assert Reading.objects.filter(what="download", person=us.officer.id).count() == 3


def test_the_same_filters_and_language_hold_in_the_file() -> None:
    us = team()
    one, _ = child(us), child(us)
    with reading_as(us.officer):
        word = Card.objects.get(case=one).search.split()[0]
    export = made(us, asked(us, query=f"q={word}"))
    got = clerk(us).get(f"/downloads/{export.id}/")
    assert [row[0] for row in rows_of(got)] == ["Número", one.number]


def test_a_list_that_changed_meanwhile_is_not_handed_out_and_offered_again() -> None:
    us = team()
    child(us)
    export = asked(us, said="1")
    child(us)
    assert "Preparando 1" in clerk(us).get("/downloads/").text
    assert "hx-trigger" in clerk(us).get("/downloads/").text
    export = made(us, export)
    assert (export.state, export.rows, path_of(export.stored_as).exists()) == ("failed", 2, False)
    page = clerk(us).get("/downloads/").text
    assert "decía 1 filas y ahora tiene 2" in page
    assert "Pedirla otra vez" in page
    assert clerk(us).get(f"/downloads/{export.id}/").status_code == 404
    assert made(us, asked(us, query=export.query)).state == "ready"


def test_at_rest_it_is_sealed_and_others_neither_see_nor_take_it() -> None:
    us = team()
    case = child(us)
    export = made(us, asked(us))
    sealed = path_of(export.stored_as).read_bytes()
    assert case.number.encode() not in sealed
    supervisor = Person.objects.get(id=us.supervisor.id)
    assert signed_in(supervisor).get(f"/downloads/{export.id}/").status_code == 404
    with connected("web", supervisor.id) as web:
        assert count(web, "ui_export", "id = %(id)s", id=export.id) == 0
    with connected("worker", supervisor.id) as worker:
        assert count(worker, "ui_export", "id = %(id)s", id=export.id) == 0, "not while it works for another"


def test_the_worker_sees_for_a_person_what_that_person_sees() -> None:
    us, stranger = team(), person("protection_officer")
    case = child(us)
    for table, column in (("cases_case", "id"), ("cases_task", "case_id"), ("cases_deadline", "case_id")):
        with connected("worker") as alone, connected("worker", stranger.id) as working:
            assert count(alone, table, f"{column} = %(case)s", case=case.id) >= (table != "cases_task")
            assert count(working, table, f"{column} = %(case)s", case=case.id) == 0


def test_who_sees_one_of_the_cases_no_more_does_not_take_the_list() -> None:
    us = team()
    case = child(us)
    export = made(us, asked(us))
    with as_owner() as owner:
        owner.execute("update cases_involvement set ended_at = now() where case_id = %s", [case.id])
    assert clerk(us).get(f"/downloads/{export.id}/").status_code == 404


def test_who_left_gets_nothing() -> None:
    us = team()
    child(us)
    export = asked(us)
    Person.objects.filter(id=us.officer.id).update(is_active=False)
    with as_worker():
        make_export(export.id, us.officer.id)
    with connected("owner") as owner:
        assert count(owner, "ui_export", "id = %(id)s and state = 'waiting'", id=export.id) == 1


def test_after_a_day_it_is_gone_with_its_key() -> None:
    us = team()
    child(us)
    export, young = made(us, asked(us)), made(us, asked(us))
    assert export.expires_at - export.asked_at == timedelta(hours=24)
    with as_owner() as owner:  # the clock stays: it would be over for the lists of other tests too
        owner.execute("update ui_export set expires_at = now() where id = %s", [export.id])
    assert clerk(us).get(f"/downloads/{export.id}/").status_code == 404
    with as_worker():
        assert delete_expired_exports() >= 1
    assert [path_of(one.stored_as).exists() for one in (export, young)] == [False, True]
    with connected("owner") as owner:
        assert count(owner, "ui_export", "person = %(id)s", id=us.officer.id) == 1


def test_roles_without_cases_take_none_along() -> None:
    who = person("auditor")
    client = signed_in(who)
    assert client.get("/downloads/").status_code == 200
    child(team())
    assert client.post("/downloads/", {"list": "nothing", "query": ""}).status_code == 404
    assert client.post("/downloads/", {"list": "cases", "query": ""}).status_code == 404
    with acting_as(who.id):
        assert not Export.objects.exists()


def test_the_worker_process_makes_it_and_knows_every_job() -> None:
    from procrastinate.contrib.django import app

    known = set(app.tasks)
    assert {
        "amparo.cases.jobs.escalate",
        "amparo.cases.jobs.move_deadlines",
        "amparo.ui.jobs.forget_exports",
    } <= known
    us = team()
    child(us)
    export, alone = asked(us), unique("alone")
    with as_owner() as owner:  # in a queue of its own: the others hold what all other tests wait to see undone
        job = "update procrastinate_jobs set queue_name = %s where args->>'export_id' = %s and status = 'todo'"
        assert owner.execute(job, [alone, str(export.id)]).rowcount == 1
    connection.close()
    done = subprocess.run(
        [sys.executable, "-m", "django", "procrastinate", "worker", "--one-shot", "--queues", alone],
        env=os.environ | {"AMPARO_DATABASE": os.environ["AMPARO_WORKER_DATABASE"]},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    with reading_as(us.officer):
        assert Export.objects.get(id=UUID(str(export.id))).state == "ready", done.stderr[-2000:]


@pytest.mark.parametrize("blank", [None, "", " ", "\t", "\r\n", {}, {"text": ""}, {"name": None, "href": "/x"}])
def test_a_blank_cell_is_blank(blank: object) -> None:
    """An apostrophe before nothing was read as a name of one letter."""
    assert csv_bytes(["a", "b"], [[blank, "x"]]).decode("utf-8-sig").splitlines()[1:] == [",x"]
