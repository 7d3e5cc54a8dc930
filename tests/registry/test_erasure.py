"""Erasing a case: everything that names the child goes, the chain stays whole, the counts the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as node
from django.db import models
from django.http import QueryDict

from amparo.accounts.models import Person
from amparo.cases import erasure
from amparo.cases.act import ACTS
from amparo.cases.models import Case, Reading
from amparo.ledger.canonical import sha256
from amparo.ledger.models import Event
from amparo.ledger.rls import POLICIES
from amparo.registry.files import path_of
from amparo.ui.exports import request_export, store_export
from amparo.ui.resource import RESOURCES
from amparo.ui.resource.files import ResourceFile
from tests.callers import signed_in, with_token
from tests.factories import Team, child, do, reading_as
from tests.house.database import connected, count
from tests.house.test_commands import amparo
from tests.house.world import CANARY, full_life
from tests.ledger.test_events import as_auditor  # noqa: F401  a fixture

pytestmark = pytest.mark.xdist_group("chain")
ORDER = ("--reason", "Lo pidió la joven", "--ordered-by", "Juzgado 3, oficio 118/2026")


@pytest.fixture(autouse=True)
def _open_house(settings: Any) -> None:
    """Pages as in a demo, where no second factor stands before them."""
    settings.DEMO = True


@dataclass(frozen=True)
class Erased:
    us: Team
    case: Case
    sibling: Case
    files: list[Path]
    events: list[tuple[Any, ...]]
    told: str


@pytest.fixture(scope="module")
def erased(django_db_blocker: Any) -> Erased:
    """A child on whom there was everything, erased by the command."""
    with django_db_blocker.unblock():
        life = full_life()
        case, us = life.case, life.us
        sibling = child(us, siblings=[str(case.id)])
        with reading_as(us.officer):
            listed, empty = (
                request_export(RESOURCES["cases"], QueryDict(), "csv", expected=n, language="es", by=us.officer)
                for n in (1, 0)
            )
            store_export(listed, ResourceFile(b"x", [case.id]))
            store_export(empty, ResourceFile(b"x", []))
        with connected("owner") as owner:
            stored = owner.execute("select stored_as from registry_storedfile where case_id = %s", [case.id]).fetchall()
            events = owner.execute(
                "select seq, act, coded, hash from ledger_event where chain = %s order by seq", [case.id]
            ).fetchall()
        done = amparo("case", "erase", case.number, *ORDER, typed=f"{case.number.lower()}\n")
        assert done.returncode == 0, done.stderr
        assert path_of(empty.stored_as).exists(), "a list that does not name the child stays"
        files = [path_of(listed.stored_as), *(path_of(name) for (name,) in stored)]
        return Erased(us, case, sibling, files, events, done.stdout)


def test_it_says_first_what_will_go(erased: Erased) -> None:
    for words in ("cases_generalstatement", "registry_card", "registry_storedfile", "cannot be undone", "backups"):
        assert words in erased.told
    assert len(erased.files) > 1, "there were files to go"


def test_no_table_speaks_of_the_case_but_its_chain_and_who_read_it(erased: Erased) -> None:
    left = {}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.OneToOneField) and field.related_model is Case:
                with connected("owner") as owner:
                    table = model._meta.db_table
                    left[table] = count(owner, table, f'"{field.column}" = %(id)s', id=erased.case.id)
    assert {table for table, n in left.items() if n} <= {Reading._meta.db_table}
    assert len(left) > 12


def test_no_word_about_the_child_is_left_in_the_database(erased: Erased) -> None:
    with connected("owner") as owner:
        tables = [name for (name,) in owner.execute("select tablename from pg_tables where schemaname = 'public'")]
        for word in CANARY.values():
            found = {
                table
                for table in tables
                if table in POLICIES
                and owner.execute(
                    f'select count(*) from {table} one where one::text like %s and one::text like %s',  # type: ignore[arg-type]
                    [f"%{word}%", f"%{erased.case.id}%"],
                ).fetchone() != (0,)
            }  # fmt: skip
            assert found == set(), word
    assert not any(path.exists() for path in erased.files)
    assert Path(node.MEDIA_ROOT).exists()


def test_the_chain_is_whole_and_every_coded_event_as_it_was(erased: Erased, as_auditor: None, capsys: Any) -> None:  # noqa: F811
    from amparo.config.commands import audit

    with connected("owner") as owner:
        now = owner.execute(
            "select seq, act, coded, hash from ledger_event where chain = %s order by seq", [erased.case.id]
        ).fetchall()
    assert now[: len(erased.events)] == erased.events
    assert [row[1] for row in now[len(erased.events) :]] == ["erase"]
    assert "erase" not in ACTS
    assert audit.run_on_snapshot(lambda: audit.verify(erased.case.number)) == 0, capsys.readouterr().err
    assert audit.run_on_snapshot(audit.replay) == 0, capsys.readouterr().err
    assert "events erased" in capsys.readouterr().out
    from amparo.ledger.events import unseal_event

    key = Case.objects.get(id=erased.case.id).sealing_key
    assert key is None
    assert {unseal_event(event, key) for event in Event.objects.filter(chain=erased.case.id)} == {None}


def test_the_order_stays_on_the_nodes_chain_under_the_hash_of_the_number(erased: Erased, as_auditor: None) -> None:  # noqa: F811
    from amparo.ledger.events import unseal_event

    [event] = Event.objects.filter(chain=None, act="erase", coded__number=sha256(erased.case.number))
    assert erased.case.number not in str(event.coded)
    order = unseal_event(event, None)
    assert (order["reason"], order["ordered_by"]) == (ORDER[1], ORDER[3])


def test_for_everybody_there_is_no_such_case(erased: Erased) -> None:
    who = Person.objects.get(id=erased.us.officer.id)
    pages, api = signed_in(who), with_token(who)
    for path in ("", "timeline/", "child/", "files/", "readers/", "duplicates/", "do/record_health/"):
        assert pages.get(f"/cases/{erased.case.id}/{path}").status_code == 404, path
    for path in ("", "/events", "/facts", "/files", "/tasks", "/deadlines", "/accesses"):
        assert api.get(f"/api/v1/cases/{erased.case.id}{path}").status_code == 404, path
    assert erased.case.number not in pages.get("/cases/").text
    assert erased.case.number not in pages.get("/cases/?format=csv").text
    assert pages.get("/").status_code == 200


def test_a_sibling_lives_on(erased: Erased) -> None:
    us = erased.us
    page = signed_in(Person.objects.get(id=us.officer.id)).get(f"/cases/{erased.sibling.id}/")
    assert page.status_code == 200
    assert erased.case.number not in page.text
    do("record_health", erased.sibling.id, us.officer, allergies="Ninguna")
    with reading_as(us.officer):
        assert Case.objects.filter(id=erased.sibling.id).exists()


def test_nothing_is_erased_by_mistake() -> None:
    from tests.factories import team

    us = team()
    case = child(us)
    wrong = amparo("case", "erase", case.number, *ORDER, typed="MEX-00000-00000-0\n")
    assert (wrong.returncode, "nothing was erased" in wrong.stderr) == (1, True)
    other = amparo("case", "erase", case.number, *ORDER, "--yes-erase", "MEX-7Q4K2-M9XB1-0")
    assert other.returncode == 1
    assert "no case" in amparo("case", "erase", "MEX-7Q4K2-M9XB1-0", *ORDER).stderr
    assert amparo("case", "erase", case.number).returncode == 2, "an order has a reason and an authority"
    assert amparo("case", "erase", case.number, "--reason", " ", "--ordered-by", "x").returncode == 1
    with connected("owner") as owner:
        assert count(owner, "registry_card", "case_id = %(id)s", id=case.id) == 1
    assert amparo("case", "erase", case.number, *ORDER, "--yes-erase", case.number).returncode == 0
    again = amparo("case", "erase", case.number, *ORDER, "--yes-erase", case.number)
    assert "erased already" in again.stderr


def test_only_the_chain_names_a_case_without_pointing_at_it() -> None:
    loose = {
        model._meta.db_table
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if getattr(field, "name", "") in ("case", "case_id", "chain") and not field.is_relation
    }
    assert loose == {"ledger_event"}
    assert erasure.KEPT_MODELS == {Reading}
