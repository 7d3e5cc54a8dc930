"""Importing reports and counting searches from outside, through pages and API: the whole way, each refusal, who may."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amparo.accounts.models import Person
from amparo.accounts.roles import ROLES
from amparo.cases.act import ACTS
from amparo.cases.rights import role_includes_act as may_role
from amparo.tracing.models.imports import ReportImport
from amparo.tracing.rights import ROLES_WITH_COUNTS
from amparo.ui.charts import Bar, draw_bars
from tests.callers import signed_in, with_token
from tests.factories import Team, do, person, reading_as, team, unique, word
from tests.house.test_completeness import raw_codes
from tests.tracing.reports import report
from tests.tracing.test_imports import PRIMERO, csv_of, good, worked

pytestmark = pytest.mark.usefixtures("open_house")

SAID = {"searcher": "family", "urgency": "normal", "consent": "yes"}
MAY = sorted(role for role in ROLES if may_role(role, ACTS["report_missing"]))


def of(us: Team) -> Person:
    return Person.objects.get(id=us.officer.id)


def upload(client: Client, content: bytes) -> Any:
    return client.post("/reports/import/", {"file": SimpleUploadedFile("lista.xls", content)})


def led_to(client: Client, content: bytes) -> str:
    """Where the preview of a file is, what holds for all rows said."""
    sent = upload(client, content)
    assert sent.status_code == 302, sent.content.decode()[:800]
    address: str = sent["Location"]
    with_columns = {f"column-{at}": code for at, code in enumerate(_columns(address))}
    assert client.post(address, {"do": "read", **SAID, **with_columns}).status_code == 302
    return address


def _columns(address: str) -> list[str]:
    from tests.house.database import as_owner

    with as_owner() as owner:
        row = owner.execute(
            "select columns from tracing_reportimport where id = %s", [address.split("/")[-2]]
        ).fetchone()
    assert row
    return list(row[0])


def import_of(us: Team) -> ReportImport:
    with reading_as(us.officer):
        return ReportImport.objects.filter(person=us.officer.id).latest("made_at")


@pytest.mark.xdist_group("worker")
class TestPages:
    def test_from_the_file_to_the_reports(self) -> None:
        us, names = team(), [word() for _ in range(5)]
        client = signed_in(of(us))
        rows = [[name, "Pineda", "niña", "9", "Marielos"] for name in names]
        rows[3][2], rows[4][0] = "zorro", "=1+1"
        address = led_to(client, csv_of(*rows, separator=";"))
        html = client.get(address).content.decode()
        assert "De 5 filas, 3 serían reportes" in html
        assert "Es una fórmula" in html
        assert "zorro" in html
        assert client.get(address + "?show=wrong").content.decode().count("Fila ") == 2
        assert client.post(address, {"do": "confirm", "protection_agency": str(us.agency.id)}).status_code == 302
        running = client.get(address).content.decode()
        assert "hx-get" in running
        assert names[0] not in client.get("/reports/").content.decode()
        worked(import_of(us))
        done = client.get(address).content.decode()
        assert "Se hicieron 3 reportes" in done
        assert "filas 5, 6" in done
        assert "hx-get" not in done
        listed = client.get("/reports/").content.decode()
        assert [name in listed for name in names] == [True, True, True, False, False]

    def test_a_file_from_primero(self) -> None:
        us, name = team(), word()
        client = signed_in(of(us))
        row = [unique("P"), name, "Pineda López", "Yei", "male", "9", "", "Marielos", "mother", "+504 1", "05/01/2026",
               "Ocotepeque", "true", "Open"]  # fmt: skip
        over = [unique("P"), word(), "Paz", "", "female", "7", "", "Rosa", "aunt", "", "", "", "", "Reunified"]
        address = led_to(client, csv_of(row, over, heads=PRIMERO))
        html = client.get(address).content.decode()
        assert "De 2 filas, una sería un reporte" in html
        assert "Terminada en la fuente" in html
        client.post(address, {"do": "confirm", "protection_agency": str(us.agency.id)})
        worked(import_of(us))
        assert f"{name} Pineda López" in client.get("/reports/").content.decode()

    def test_columns_can_be_told_anew(self) -> None:
        us, name = team(), word()
        client = signed_in(of(us))
        content = csv_of([name, "niño", "9", "Rosa"], heads=["x1", "x2", "x3", "x4"])
        address = upload(client, content)["Location"]
        assert "serían reportes" in client.get(address).content.decode()
        columns = {f"column-{at}": code for at, code in enumerate(("given", "sex", "age", "searcher_name"))}
        client.post(address, {"do": "read", **SAID, **columns})
        assert "una sería un reporte" in client.get(address).content.decode()
        refused = client.post(address, {"do": "read", **SAID, "column-0": "sex", "column-1": "sex"})
        assert refused.status_code == 422
        assert "Dos columnas dicen lo mismo" in refused.content.decode()

    def test_what_looks_reported_already_is_left_out_unless_ticked(self) -> None:
        us, name = team(), word()
        one = report(us, names={"given": name}, age_or_birth={"age_years": 9})
        client = signed_in(of(us))
        address = led_to(client, csv_of([name, "", "niño", "9", "Rosa"]))
        html = client.get(address).content.decode()
        assert f"/reports/{one.id}/" in html
        assert client.post(address, {"do": "confirm", "shown": "2"}).status_code == 422
        assert client.post(address, {"do": "save", "shown": "2", "ticked": "2"}).status_code == 302
        assert re.search(r'value="2"\s+checked', client.get(address).content.decode())
        sent = client.post(
            address, {"do": "confirm", "shown": "2", "ticked": "2", "protection_agency": str(us.agency.id)}
        )
        assert sent.status_code == 302
        worked(import_of(us))

    @pytest.mark.parametrize("content", [b"", b"%PDF-\x00", b"PK\x03\x04x", b"solo\n"])
    def test_what_is_no_table_is_told_and_nothing_is_kept(self, content: bytes) -> None:
        us = team()
        client = signed_in(of(us))
        assert upload(client, content).status_code == 422
        with reading_as(us.officer):
            assert not ReportImport.objects.exists()

    def test_many_rows_come_page_by_page(self) -> None:
        us = team()
        client = signed_in(of(us))
        address = led_to(client, good(70))
        assert client.get(address).content.decode().count("Fila ") == 50
        more = client.post(address, {"do": "next", "next": "52"})
        assert client.get(more["Location"]).content.decode().count("Fila ") == 20

    def test_what_is_discarded_is_gone(self) -> None:
        us = team()
        client = signed_in(of(us))
        address = led_to(client, good(1))
        assert client.post(address, {"do": "drop"}).status_code == 302
        assert "Se descartó" in client.get(address).content.decode()

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_the_template_comes_back_as_it_was_given(self, kind: str) -> None:
        client = signed_in(of(team()))
        first, second = (client.get(f"/reports/import/download.{kind}") for _ in range(2))
        assert first["Content-Disposition"].endswith(f'.{kind}"')
        assert first.content == second.content


@pytest.mark.parametrize("language", ["es", "en"])
def test_no_page_shows_a_code(language: str) -> None:
    us = team()
    Person.objects.filter(agency=us.agency).update(name="Rosa Méndez Tun")
    report(us)
    client = signed_in(Person.objects.get(id=us.supervisor.id), language)
    heads = ["Nombre", "Primer apellido", "Sexo", "Edad", "Nombre de quien busca"]
    rows = [[word(), word(), "f", "9", "M"], [word(), word(), "zorro", "x", ""], [word(), word(), "niño", "19", "M"]]
    address = led_to(client, csv_of(*rows, heads=heads))
    for path in ("/reports/import/", address, address + "?show=wrong", "/tracing/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert raw_codes(answer.content.decode().replace(us.agency.name, "")) == set(), path
        assert f'lang="{language}"' in answer.content.decode()


class TestWhoMay:
    @pytest.mark.parametrize("role", sorted(ROLES))
    def test_roles_that_report_import_and_others_find_no_page(self, role: str) -> None:
        client, token = signed_in(person(role)), with_token(person(role))
        paths = ("/reports/import/", "/reports/import/download.csv", "/reports/import/download.xlsx")
        assert {client.get(path).status_code for path in paths} == {200 if role in MAY else 404}
        assert upload(client, b"").status_code == (422 if role in MAY else 404)
        sent = token.post("/api/v1/reports/import", {"file": io.BytesIO(good(1))})
        assert sent.status_code == (422 if role in MAY else 403), "rows without consent, or no such right"

    @pytest.mark.parametrize("role", MAY)
    def test_an_import_is_nobody_else_s(self, role: str) -> None:
        us = team()
        address = led_to(signed_in(of(us)), good(1))
        client, token = signed_in(person(role)), with_token(person(role))
        nowhere = f"/reports/import/{uuid4()}/"
        assert client.get(address).status_code == client.get(nowhere).status_code == 404
        assert client.post(address, {"do": "drop"}).status_code == 404
        there, none = (token.get(f"/api/v1{path[:-1]}") for path in (address, nowhere))
        assert there.status_code == 404
        assert there.content == none.content

    def test_a_supervisor_looks_and_does_not_touch(self) -> None:
        us = team()
        address = led_to(signed_in(of(us)), good(1))
        client = signed_in(Person.objects.get(id=us.supervisor.id))
        html = client.get(address).content.decode()
        assert 'value="confirm"' not in html
        for do_ in ("confirm", "drop", "read", "save", "go_on"):
            assert client.post(address, {"do": do_}).status_code == 404


def sent(client: Client, content: bytes, query: str = "", **more: str) -> Any:
    return client.post(f"/api/v1/reports/import{query}", {"file": SimpleUploadedFile("x", content), **more})


@pytest.mark.xdist_group("worker")
class TestApi:
    def test_a_preview_keeps_nothing(self) -> None:
        us = team()
        client = with_token(of(us))
        answer = sent(
            client, csv_of([word(), "P", "f", "9", "M"], [word(), "P", "zorro", "9", "M"]), "?dry_run=1", **SAID
        )
        assert answer.status_code == 200, answer.content
        body = answer.json()
        assert body["would_report"] == 1
        assert [row["state"] for row in body["rows"]] == ["good", "wrong"]
        assert body["rows"][1]["errors"][0]["column"] == "sex"
        with reading_as(us.officer):
            assert not ReportImport.objects.filter(person=us.officer.id).exists()

    def test_all_rows_or_none(self) -> None:
        us = team()
        client = with_token(of(us))
        content = csv_of([word(), "P", "f", "9", "M"], [word(), "P", "zorro", "9", "M"])
        refused = sent(client, content, **SAID)
        assert refused.status_code == 422
        assert [error["path"] for error in refused.json()["errors"]] == ["rows.3.sex"]
        with reading_as(us.officer):
            assert not ReportImport.objects.exists()
        answer = sent(client, content, **SAID, leave_out_wrong="1", protection_agency=str(us.agency.id))
        assert answer.status_code == 202, answer.content
        worked(import_of(us))
        state = client.get(answer["Location"]).json()
        assert (state["state"], state["reported"], state["wrong"]) == ("done", 1, [3])
        assert client.get(f"/api/v1/reports/{state['reports'][0]['id']}").status_code == 200

    def test_repeated_it_is_one_import(self) -> None:
        us, content = team(), good(1)
        client, key = with_token(of(us)), unique("k")
        answers = [
            client.post("/api/v1/reports/import",
                        {"file": SimpleUploadedFile("x", content), **SAID, "protection_agency": str(us.agency.id)},
                        headers={"Idempotency-Key": key})
            for _ in range(2)
        ]  # fmt: skip
        assert answers[0].json() == answers[1].json()
        with reading_as(us.officer):
            assert ReportImport.objects.count() == 1
        worked(import_of(us))

    @pytest.mark.parametrize(
        "more",
        [{"columns": "[1]"}, {"columns": '{"given": "x"}'}, {"columns": '{"given": {}}'}, {"columns": "{"},
         {"rows": "uno"},
         {"searcher": "x"}, {"urgency": "x"}, {"protection_agency": "x"}, {"protection_agency": "0" * 32}],
        ids=str,
    )  # fmt: skip
    def test_what_cannot_be_meant_is_refused(self, more: dict[str, str]) -> None:
        us = team()
        assert sent(with_token(of(us)), good(1), **SAID | more).status_code == 422
        with reading_as(us.officer):
            assert not ReportImport.objects.exists()

    def test_columns_may_be_named(self) -> None:
        us = team()
        content = csv_of([word(), "f", "9", "M"], heads=["a", "b", "c", "d"])
        named = json.dumps({"a": "given", "b": "sex", "c": "age", "d": "searcher_name"})
        answer = sent(with_token(of(us)), content, "?dry_run=1", columns=named, **SAID)
        assert answer.json()["would_report"] == 1


class TestCounts:
    @pytest.mark.parametrize("role", sorted(ROLES))
    def test_for_those_who_lead_searches(self, role: str) -> None:
        client = signed_in(person(role))
        assert client.get("/tracing/").status_code == (200 if role in ROLES_WITH_COUNTS else 404)
        assert client.get("/tracing/?format=csv").status_code == (200 if role in ROLES_WITH_COUNTS else 404)

    def test_sentence_picture_table_and_file_say_the_same(self) -> None:
        us = team()
        report(us)
        closed = report(us)
        do("close_report", closed.id, us.officer, outcome="found_alive", text="Llamó")
        client = signed_in(Person.objects.get(id=us.supervisor.id))
        html = client.get("/tracing/").content.decode()
        assert "Reportes abiertos: 1" in html
        assert "<svg role=" in html
        rows = list(csv.reader(io.StringIO(client.get("/tracing/?format=csv").content.decode())))
        assert ["Cómo terminaron", "Apareció con vida", "1"] in rows
        assert (
            "Open reports: 1"
            in signed_in(Person.objects.get(id=us.supervisor.id), "en").get("/tracing/").content.decode()
        )

    def test_nothing_to_count_is_said(self) -> None:
        client = signed_in(Person.objects.get(id=team().supervisor.id))
        assert "Todavía no hay nada que contar" in client.get("/tracing/").content.decode()

    def test_a_picture_carries_no_markup_of_its_words(self) -> None:
        drawn = draw_bars([Bar("<script>", 3), Bar("b", 0)], "<t>")
        assert "<script>" not in drawn
        assert drawn.count("<rect") == 2
        assert draw_bars([], "t").count("<rect") == 0
