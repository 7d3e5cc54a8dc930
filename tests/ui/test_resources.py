"""The declared resource: list, form, file, history and API, tested on the directory's registers."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import CharField
from django.test import Client
from openpyxl import load_workbook

from amparo.accounts.models import Person
from amparo.accounts.roles import ROLES
from amparo.accounts.selectors import actor_of
from amparo.directory.models import Institution
from amparo.ledger.models import Event
from amparo.ledger.paging import keyset_page
from amparo.ledger.problems import BadInput
from amparo.ui.choices import list_options
from amparo.ui.export import FORMATS, csv_bytes, xlsx_bytes
from amparo.ui.forms.shape import Shape, shapes_of
from amparo.ui.resource import RESOURCES
from amparo.ui.resource.filters import offered_filters
from amparo.ui.resource.saving_checks import require_valid, unique_answers
from tests.callers import post, put, signed_in, with_token
from tests.factories import person, reading_as, unique
from tests.filled import Filled
from tests.house.database import as_owner, connected, count

pytestmark = pytest.mark.usefixtures("open_house")

AT = "/directory/institutions/"
API = "/institutions"


def institution(name: str = "", **more: Any) -> Institution:
    known = {"org_kind": "ngo", "country": "GTM", "phone": "+502 5550 0000"}
    return Institution.objects.create(name=name or unique("Casa"), **(known | more))


def stated(**more: Any) -> dict[str, Any]:
    return {"name": unique("Casa"), "org_kind": "ngo", "country": "GTM", "verified": False, "active": True} | more


@pytest.fixture
def keeper() -> Person:
    return person("administrator")


def rows_of(response: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


class TestList:
    def test_words_are_found_without_accents_in_any_order(self, keeper: Person) -> None:
        word = unique("Niñez")
        one = institution(f"Asociación Árbol {word}")
        client = signed_in(keeper)
        for typed in (f"arbol {word.lower()}", f"{word.upper().replace('Ñ', 'N')} ASOCIACION"):
            assert one.name in client.get(AT, {"q": typed}).content.decode(), typed
        assert one.name not in client.get(AT, {"q": f"{word} ausente"}).content.decode()

    def test_filters_narrow_and_are_named(self, keeper: Person) -> None:
        word = unique("casa")
        here = institution(f"{word} aquí", country="HND", services=["shelter"])
        there = institution(f"{word} allá", country="SLV")
        client = signed_in(keeper)
        html = client.get(AT, {"q": word, "country": "HND"}).content.decode()
        assert here.name in html
        assert there.name not in html
        assert "País: Honduras" in html
        html = client.get(AT, {"q": word, "services": "shelter"}).content.decode()
        assert (here.name in html, there.name in html) == (True, False)

    def test_pages_follow_each_other_without_gaps(self, keeper: Person) -> None:
        word = unique("fila")
        wanted = {institution(f"{word} {n:02}").name for n in range(30)}
        client, seen, path = signed_in(keeper), [], f"{AT}?q={word}"
        for _ in range(2):
            html = client.get(path).content.decode()
            seen += [name for name in sorted(wanted) if name in html]
            assert '<span class="am-count">30</span>' in html
            last, path = html, _link(html, "next")
        assert seen == sorted(wanted)
        assert path == ""
        for before in (_link(last, "prev"), f"{AT}?q={word}"):
            html = client.get(before).content.decode()
            assert [name for name in sorted(wanted) if name in html] == sorted(wanted)[:25]
        assert (_link(html, "prev"), "Primera página" in html, "Primera página" in last) == ("", False, True)

    @pytest.mark.parametrize("query", ["country=QQQ", "cursor=zz", "nothing=1", f"q={'x' * 300}", "services=", "q=%00"])
    def test_what_cannot_be_read_is_said_and_the_rest_shown(self, keeper: Person, query: str) -> None:
        answer = signed_in(keeper).get(f"{AT}?org_kind=ngo&{query}", follow=True)
        assert answer.status_code in (200, 422)
        assert "Tipo: " in answer.content.decode(), "the other filter stays"

    def test_an_empty_list_says_so_and_what_to_do(self, keeper: Person) -> None:
        html = signed_in(keeper).get(AT, {"q": unique("nadie")}).content.decode()
        assert "Nada coincide" in html
        assert f'href="{AT}"' in html


def _link(html: str, rel: str) -> str:
    from html import unescape
    from re import search

    found = search(rf'href="(\?[^"]*cursor=[^"]*)" rel="{rel}"', html)
    return AT + unescape(found[1]) if found else ""


class TestFiles:
    def test_each_format_holds_what_the_list_shows(self, keeper: Person) -> None:
        word = unique("Ñandú")
        one = institution(f"{word} =1+1")
        formula = institution(f"=SUM({word})")
        client = signed_in(keeper)
        lines = rows_of(client.get(AT, {"q": word, "format": "csv"}))
        assert lines[0][0] == "Nombre"
        assert {line[0] for line in lines[1:]} == {one.name, f"'{formula.name}"}
        book = load_workbook(io.BytesIO(client.get(AT, {"q": word, "format": "xlsx"}).content))
        cells = [[cell.value for cell in row] for row in book.active.iter_rows()]  # type: ignore[union-attr]
        assert cells == [[cell.removeprefix("'") or None for cell in line] for line in lines]
        items = json.loads(client.get(AT, {"q": word, "format": "json"}).content)
        assert {item["id"] for item in items} == {str(one.pk), str(formula.pk)}

    @pytest.mark.parametrize(
        ("typed", "guarded"),
        [
            ("+52 555 123-4567", False),
            ("+502 5550 0000 / 5550 0001", False),
            ("-12.5", False),
            ("+A1", True),
            ("-cmd|' /C calc'!A0", True),
            ("@SUM(1)", True),
            ("=1+1", True),
            ("\t=1", True),
            ("Casa =1", False),
        ],
    )
    def test_only_what_a_spreadsheet_would_run_is_guarded(self, typed: str, guarded: bool) -> None:
        assert csv_bytes(["h"], [[typed]]).decode("utf-8-sig").count("'" + typed) == guarded
        book = load_workbook(io.BytesIO(xlsx_bytes("h", ["h"], [[typed]])))
        cell = book.active["A2"]  # type: ignore[index]
        assert (cell.value, cell.data_type) == (typed, "s")

    def test_a_file_begins_with_the_mark_of_utf_8_and_holds_dates(self, keeper: Person) -> None:
        from tests.directory.test_registers import UNTIL, _provider

        row = _provider(licence_until=UNTIL, phone="+52 555 123")
        client, at = signed_in(keeper), "/directory/providers/"
        content = client.get(at, {"q": row.name, "format": "csv"}).content
        assert content.startswith(b"\xef\xbb\xbf")
        [_, line] = rows_of(client.get(at, {"q": row.name, "format": "csv"}))
        assert line == [row.name, "Familia de acogida", "4", UNTIL.isoformat(), "+52 555 123"]
        book = load_workbook(io.BytesIO(client.get(at, {"q": row.name, "format": "xlsx"}).content))
        assert [cell.is_date for cell in book.active[2]] == [False, False, False, True, False]  # type: ignore[index]
        [item] = json.loads(client.get(at, {"q": row.name, "format": "json"}).content)
        assert (item["free"], item["place"]) == (4, None)
        [item] = json.loads(signed_in(person("border_officer")).get(at, {"q": row.name, "format": "json"}).content)
        assert "free" not in item

    def test_a_full_place_says_that_none_is_free(self, keeper: Person) -> None:
        from tests.directory.test_registers import _provider

        row = _provider(places_taken=4)
        html = signed_in(keeper).get("/directory/providers/", {"q": row.name}).content.decode()
        assert "".join(html.partition('data-label="Libres"')[2].partition("</td>")[0].split()).endswith(">0")

    def test_a_file_says_how_many_rows_it_has(self, keeper: Person) -> None:
        word = unique("una")
        institution(word)
        answer = signed_in(keeper).get(AT, {"q": word, "format": "xlsx"})
        assert answer["Content-Disposition"] == 'attachment; filename="amparo-1-filas.xlsx"'


class TestForm:
    def test_a_row_is_added_changed_and_its_history_read(self, keeper: Person) -> None:
        client, name = signed_in(keeper), unique("Casa")
        form = Filled(client.get(f"{AT}new/").content.decode(), "row").answers
        typed = form | {"name": name, "org_kind": "ngo", "country": "GTM", "phone": "123"}
        assert client.post(f"{AT}new/", typed).status_code == 302
        row = Institution.objects.get(name=name)
        at = f"{AT}{row.pk}/"
        form = Filled(client.get(at).content.decode(), "row").answers
        assert client.post(at, form | {"phone": "", "verified": "yes"}).status_code == 302
        row.refresh_from_db()
        assert (row.phone, row.verified_by) == ("", keeper.id)
        html = client.get(f"{at}changes/").content.decode()
        assert html.index("Se cambió") < html.index("Se añadió")
        assert "Teléfono: se dejó en blanco" in html
        assert keeper.name in html

    def test_who_was_slower_loses_nothing_and_overwrites_nothing(self, keeper: Person) -> None:
        row = institution()
        first, second = signed_in(keeper), signed_in(person("administrator"))
        mine = Filled(first.get(f"{AT}{row.pk}/").content.decode(), "row").answers
        theirs = Filled(second.get(f"{AT}{row.pk}/").content.decode(), "row").answers
        assert first.post(f"{AT}{row.pk}/", mine | {"phone": "1"}).status_code == 302
        refused = second.post(f"{AT}{row.pk}/", theirs | {"hours": "9 a 5"})
        assert refused.status_code == 412
        again = Filled(refused.content.decode(), "row").answers
        assert again["hours"] == ["9 a 5"]
        assert second.post(f"{AT}{row.pk}/", again).status_code == 302, "having read what changed"

    def test_a_wrong_answer_is_said_where_it_is(self, keeper: Person) -> None:
        refused = signed_in(keeper).post(f"{AT}new/", {"name": "", "org_kind": "ngo", "country": "GTM"})
        assert refused.status_code == 422
        assert 'id="name-error"' in refused.content.decode()

    @pytest.mark.parametrize("role", sorted(ROLES))
    def test_only_those_who_keep_it_change_it(self, role: str) -> None:
        row, client = institution(), signed_in(person(role))
        changes = RESOURCES["institutions"].editor.changers  # type: ignore[union-attr]
        wanted = 200 if role in changes else 403
        assert client.get(f"{AT}new/").status_code == wanted
        shown = client.get(f"{AT}{row.pk}/")
        assert shown.status_code == 200
        assert ('<form id="row"' in shown.content.decode()) == (role in changes)
        assert client.post(f"{AT}{row.pk}/", {}).status_code == (422 if role in changes else 403)
        assert client.get(AT).status_code == 200
        assert (f"{AT}new/" in client.get(AT).content.decode()) == (role in changes)


class TestApi:
    def test_a_row_is_added_read_changed_and_its_changes_listed(self, keeper: Person) -> None:
        client = with_token(keeper)
        added = post(client, API, stated(services=["shelter"]))
        assert added.status_code == 201
        at = added["Location"].removeprefix("/api/v1")
        read = client.get(f"/api/v1{at}")
        assert (read.json(), read.status_code) == (added.json(), 200)
        body = {name: value for name, value in read.json().items() if name != "id"} | {"phone": "55"}
        changed = put(client, at, body, **{"If-Match": read["ETag"]})
        assert (changed.status_code, changed.json()["phone"]) == (200, "55")
        assert put(client, at, body, **{"If-Match": read["ETag"]}).status_code == 412
        without = put(client, at, body)
        assert (without.status_code, without.json()["type"].rpartition("/")[2]) == (428, "version-missing")
        [second, first] = client.get(f"/api/v1{at}/changes").json()["items"]
        assert (first["is_new"], second["is_new"], second["changed"]) == (True, False, {"phone": "55"})
        assert first["by"] == str(keeper.id)
        whatever = put(client, at, body, **{"If-Match": "*"})
        assert whatever.status_code == 200, "any version will do: it is said"

    def test_the_same_key_adds_once(self, keeper: Person) -> None:
        client, body, key = with_token(keeper), stated(), {"Idempotency-Key": unique("k")}
        first, again = post(client, API, body, **key), post(client, API, body, **key)
        assert (first.json(), first["Location"]) == (again.json(), again["Location"])
        assert Institution.objects.filter(name=body["name"]).count() == 1

    def test_lists_are_counted_searched_and_paged(self, keeper: Person) -> None:
        word, client = unique("api"), with_token(keeper)
        wanted = sorted(institution(f"{word} {n}").name for n in range(5))
        assert client.get(f"/api/v1{API}?q={word}&limit=0").json() == {"count": 5}
        first = client.get(f"/api/v1{API}?q={word}&limit=3").json()
        second = client.get(f"/api/v1{API}?q={word}&limit=3&cursor={first['next']}").json()
        assert [item["name"] for item in first["items"] + second["items"]] == wanted
        assert second["next"] is None

    @pytest.mark.parametrize(
        ("query", "path"),
        [("country=QQQ", "country"), ("cursor=zz", "cursor"), ("limit=999", "limit"), ("nothing=1", "nothing")],
    )
    def test_what_cannot_be_read_is_refused_by_name(self, keeper: Person, query: str, path: str) -> None:
        answer = with_token(keeper).get(f"/api/v1{API}?{query}")
        assert answer.status_code == 422
        assert [error["path"] for error in answer.json()["errors"]] == [path]

    def test_bad_bodies_are_refused_field_by_field(self, keeper: Person) -> None:
        client, row = with_token(keeper), institution()
        answer = put(client, f"{API}/{row.pk}", {"name": "", "org_kind": "bank", "more": 1})
        assert answer.status_code == 422
        assert {"name", "org_kind", "country", "more"} <= {error["path"] for error in answer.json()["errors"]}
        for wrong in (str(uuid4()), "nothing"):
            assert put(client, f"{API}/{wrong}", stated(), **{"If-Match": "*"}).status_code == 404

    @pytest.mark.parametrize("role", sorted(ROLES))
    def test_each_role_does_what_it_may(self, role: str) -> None:
        row, client = institution(undertaking_until="2031-01-01"), with_token(person(role))
        changes = role in RESOURCES["institutions"].editor.changers  # type: ignore[union-attr]
        seen, reads_all = client.get(f"/api/v1{API}/{row.pk}").json(), changes or role == "auditor"
        assert ("undertaking_until" in seen) == reads_all, "only its editors and the auditor read it"
        wanted = 422 if changes else 403
        assert post(client, API, {}).status_code == put(client, f"{API}/{row.pk}", {}).status_code == wanted

    def test_a_register_that_only_its_editors_see_is_hidden_from_others(self) -> None:
        client = with_token(person("border_officer"))
        for path in ("/people", "/agencies", "/certificates", f"/people/{uuid4()}"):
            assert client.get(f"/api/v1{path}").status_code == 404, path


class TestEvents:
    def test_every_change_is_on_the_chain_of_the_node_with_what_was_stated_sealed(self, keeper: Person) -> None:
        body = stated(phone=unique("tel"))
        added = post(with_token(keeper), API, body).json()
        with connected("owner") as owner:
            held = "act = 'change_resource' and coded->>'row' = %(row)s"
            assert count(owner, "ledger_event", held, row=added["id"]) == 1
            assert count(owner, "ledger_event", f"{held} and coded::text like %(text)s", row=added["id"],
                         text=f"%{body['phone']}%") == 0  # fmt: skip

    def test_only_those_who_change_a_resource_read_its_events(self, keeper: Person) -> None:
        row = post(with_token(keeper), "/people", _person()).json()["id"]
        for role, wanted in (("administrator", 1), ("auditor", 1), ("protection_supervisor", 0), ("border_officer", 0)):
            who = person(role)
            with connected("web", who.id) as web:
                found = count(web, "ledger_event", "coded->>'row' = %(row)s", row=row)
            assert found == wanted, role

    def test_a_refused_change_leaves_none(self, keeper: Person) -> None:
        row = institution()
        assert put(with_token(keeper), f"{API}/{row.pk}", stated(name="")).status_code == 422
        with reading_as(_actor(keeper)):
            assert not Event.objects.filter(coded__row=str(row.pk)).exists()


def _person() -> dict[str, Any]:
    return {"username": unique("u"), "name": "Ana", "role": "auditor", "is_active": True}


def _actor(who: Person) -> Any:
    from amparo.accounts.selectors import actor_of

    return actor_of(who)


def resolve(document: dict[str, Any], reference: dict[str, str]) -> dict[str, Any]:
    """The schema that a reference of the OpenAPI document leads to."""
    found: dict[str, Any] = document["components"]["schemas"][reference["$ref"].rsplit("/", 1)[1]]
    return found


@pytest.mark.parametrize("name", sorted(RESOURCES))
def test_every_resource_is_in_the_api_with_a_schema_of_its_rows(client: Client, name: str) -> None:
    document = client.get("/api/v1/openapi.json").json()
    operation = document["paths"][f"/api/v1/{name}"]["get"]
    page = resolve(document, operation["responses"]["200"]["content"]["application/json"]["schema"])
    assert resolve(document, page["properties"]["items"]["items"])["properties"]
    parameters = {parameter["name"] for parameter in operation["parameters"]}
    assert {"q", "limit", "cursor", *RESOURCES[name].filters.model_fields} == parameters


READERS = {
    "cases": "protection_officer",
    "reports": "protection_officer",
    "bulletins": "partner_ngo",
    "norms": "protection_officer",
    "tasks": "protection_officer",
    "deadlines": "protection_officer",
    "drafts": "protection_supervisor",
    "handed_over": "border_officer",
}
"""Who reads the page of a resource that not every keeper of registers reads."""


def reader_of(name: str) -> Client:
    return signed_in(person(READERS.get(name, "administrator")))


def values_of(shape: Shape) -> list[str]:
    """Some values of a filter: the first codes, a number, a tick, an id that nothing has."""
    match shape.kind:
        case "code" if shape.codes:
            return [code.code for code in shape.codes.codes()][:2]
        case "number":
            return ["3"]
        case "yes_no":
            return ["1"]
        case "choice":
            return [str(uuid4())]
        case _:
            return ["algo"]


@pytest.mark.parametrize("name", sorted(RESOURCES))
def test_every_list_is_searched_filtered_and_taken_along(name: str) -> None:
    client, resource = reader_of(name), RESOURCES[name]
    by = actor_of(Person.objects.get(id=client.session["_auth_user_id"]))
    queries = ["", "q=Árbol+niñez", "q=%25_"]
    queries += [f"{s.name}={v}" for s in offered_filters(resource.filters, by=by) for v in values_of(s)]
    for query in queries:
        page = client.get(f"{resource.url}?{query}")
        assert page.status_code == 200, (query, page.get("Location"))
    for file_format in FORMATS:
        taken = client.get(f"{resource.url}?format={file_format}")
        assert taken.status_code in (200, 302), file_format
        assert "html" not in taken["Content-Type"] or taken.status_code == 302


@pytest.mark.parametrize("name", sorted(RESOURCES))
def test_a_file_holds_the_columns_of_the_page(name: str) -> None:
    """A child is spread over columns of its own: number, name, age."""
    resource = RESOURCES[name]
    in_file = {str(column.label) for column in resource.sheet or resource.columns}
    missing = [str(c.label) for c in resource.columns if str(c.label) not in in_file and c.kind != "person"]
    assert missing == []


@pytest.mark.parametrize("name", sorted(name for name, resource in RESOURCES.items() if resource.editor))
def test_every_row_of_a_json_file_has_the_same_keys(keeper: Person, name: str) -> None:
    from tests.directory.test_registers import ROWS

    for kind, make in ROWS.items():
        if kind.partition(" ")[0] == name:
            make()
    assert post(with_token(keeper), f"/{name}", body_of(name)).status_code == 201
    for who in (keeper, person("auditor")):
        resource, by = RESOURCES[name], actor_of(who)
        rows = resource.rows.page(resource.filters(), by=by, limit=200).rows
        assert rows
        assert len({tuple(resource.item(row, by)) for row in rows}) == 1


@pytest.mark.parametrize("name", sorted(RESOURCES))
def test_every_list_refuses_a_filter_it_does_not_have(name: str) -> None:
    client, resource = reader_of(name), RESOURCES[name]
    answer = client.get(f"{resource.url}?nothing=1")
    assert (answer.status_code, answer["Location"]) == (302, resource.url)


FORGED = [
    *(texts for text in ("\x00", "\ud800", "a\x00b") for texts in ([text], [text, str(uuid4())], [text, text, text])),
    ["0001-01-01T00:00:00+23:59", str(uuid4())],
    ["infinity", str(uuid4())],
    [1, 2],
    [True, False],
    [False, "a", str(uuid4())],
    [None, None, None],
    {},
]


@pytest.mark.parametrize("name", sorted(RESOURCES))
def test_a_forged_cursor_is_refused(name: str) -> None:
    client, resource, caller = reader_of(name), RESOURCES[name], with_token(person(READERS.get(name, "administrator")))
    for texts in FORGED:
        cursor = base64.urlsafe_b64encode(json.dumps(texts).encode()).decode()
        assert client.get(resource.url, {"cursor": cursor}).status_code == 302, texts
        refused = caller.get(f"/api/v1/{name}", {"cursor": cursor})
        assert (refused.status_code, refused.json()["errors"][0]["path"]) == (422, "cursor"), texts


def test_a_cursor_of_another_list_is_refused(keeper: Person) -> None:
    word, client = unique("otra"), with_token(keeper)
    for n in range(2):
        institution(f"{word} {n}")
    cursor = client.get(f"/api/v1{API}?q={word}&limit=1").json()["next"]
    assert client.get(f"/api/v1{API}", {"q": word, "limit": 1, "cursor": cursor}).status_code == 200
    assert client.get("/api/v1/interpreters", {"cursor": cursor}).status_code == 422


REGISTERS = sorted(name for name, resource in RESOURCES.items() if resource.editor)


def editor_of(name: str) -> Any:
    return RESOURCES[name].editor


@pytest.mark.parametrize("name", REGISTERS)
def test_every_answer_fits_its_column(name: str) -> None:
    editor = editor_of(name)
    columns = {column.name: column for column in editor.model._meta.concrete_fields}
    properties = editor.Input.model_json_schema()["properties"]
    for shape in shapes_of(editor.Input):
        column: Any = columns.get(shape.name)
        if isinstance(column, ArrayField):
            column = column.base_field
        if isinstance(column, CharField):
            codes = shape.codes.codes() if shape.codes else []
            longest = max(len(code.code) for code in codes) if codes else shape.max_length
            assert longest is not None, shape.name
            assert longest <= column.max_length, shape.name
        if shape.kind == "text":
            stated = [properties[shape.name], *properties[shape.name].get("anyOf", [])]
            assert shape.max_length in [variant.get("maxLength") for variant in stated], shape.name
        if shape.kind == "number":
            largest = connection.ops.integer_field_range(column.get_internal_type())[1]
            assert properties[shape.name]["maximum"] <= largest, shape.name


def body_of(name: str) -> dict[str, Any]:
    """A row that the register takes, without its optional answers."""
    found: dict[str, Any] = {}
    for shape in shapes_of(editor_of(name).Input):
        if not shape.required:
            continue
        match shape.kind:
            case "code":
                found[shape.name] = shape.codes.codes()[0].code  # type: ignore[union-attr]
            case "codes":
                found[shape.name] = [shape.codes.codes()[0].code]  # type: ignore[union-attr]
            case "yes_no":
                found[shape.name] = False
            case "number":
                found[shape.name] = 3
            case "date":
                found[shape.name] = "2026-01-01"
            case "choice":
                # the last: people stand by name, and an administrator's certificate is not theirs to enter
                [*_, offered] = list_options(shape.words.choose, actor_of(person("administrator")), None)
                found[shape.name] = str(offered.id)
            case _:
                found[shape.name] = unique("texto")[:20]
    more = {"agencies": {"time_zone": "America/Guatemala"}, "people": {"role": "auditor"}}
    return found | more.get(name, {})


def paths_of(refused: Any) -> set[str]:
    return {error["path"] for error in refused.json()["errors"]}


@pytest.mark.parametrize("name", REGISTERS)
def test_a_text_longer_than_its_column_is_refused_at_its_field(keeper: Person, name: str) -> None:
    institution(), person("consul"), person("guardian")
    client, page, body = with_token(keeper), signed_in(keeper), body_of(name)
    for shape in shapes_of(editor_of(name).Input):
        if shape.kind != "text":
            continue
        longest = shape.max_length or 0
        long = "9" * (longest + 1)
        refused = post(client, f"/{name}", body | {shape.name: long})
        assert (refused.status_code, paths_of(refused)) == (422, {shape.name})
        assert f"{longest} characters fit" in refused.json()["errors"][0]["message"]
        html = page.post(f"/directory/{name}/new/", {shape.name: long}).content.decode()
        assert f'id="{shape.name}-error"' in html
        assert f'maxlength="{longest}"' in html
        if isinstance(editor_of(name).model._meta.get_field(shape.name), CharField):
            decomposing = "\u0958" * longest  # two characters each once normalised
            assert paths_of(post(client, f"/{name}", body | {shape.name: decomposing})) == {shape.name}


@pytest.mark.parametrize("name", REGISTERS)
def test_what_is_not_offered_is_refused_at_its_field(keeper: Person, name: str) -> None:
    institution(), person("consul"), person("guardian")
    client, body = with_token(keeper), body_of(name)
    added = post(client, f"/{name}", body)
    assert added.status_code == 201, added.content
    at = f"/{name}/{added.json()['id']}"
    for shape in shapes_of(editor_of(name).Input):
        if shape.kind != "choice":
            continue
        wrong = body | {shape.name: str(uuid4())}
        for refused in (post(client, f"/{name}", wrong), put(client, at, wrong, **{"If-Match": "*"})):
            assert (refused.status_code, paths_of(refused)) == (422, {shape.name})
            assert refused.json()["errors"][0]["message"] == "Choose one of the listed options."
        html = signed_in(keeper).post(f"/directory/{name}/new/", {shape.name: str(uuid4())})
        assert (html.status_code, f'name="{shape.name}"' in html.content.decode()) == (422, True)


@pytest.mark.parametrize("name", REGISTERS)
def test_a_version_is_given_with_every_write_and_any_of_a_list_matches(
    keeper: Person, client: Client, name: str
) -> None:
    institution(), person("consul"), person("guardian")
    caller, body = with_token(keeper), body_of(name)
    added = post(caller, f"/{name}", body)
    at = added["Location"].removeprefix("/api/v1")
    changed = put(caller, at, body, **{"If-Match": f'"aaaa", {added["ETag"]}'})
    assert (changed.status_code, changed["ETag"]) == (200, added["ETag"]), "nothing was changed"
    for wrong in ('"aaaa", "bbbb"', '""', ","):
        assert put(caller, at, body, **{"If-Match": wrong}).status_code == 412, wrong
    page = signed_in(keeper)
    form = Filled(page.get(f"/directory{at}/").content.decode(), "row").answers
    for version in ({}, {"version": ""}):
        unread = {key: value for key, value in form.items() if key != "version"} | version
        refused = page.post(f"/directory{at}/", unread)
        assert refused.status_code == 412
        assert "guarde otra vez" in refused.content.decode()
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    responses = paths[f"/api/v1/{name}"]["post"]["responses"]
    assert {status for status in responses if status < "400"} == {"201"}


@pytest.mark.parametrize("name", REGISTERS)
def test_its_keepers_and_the_auditor_read_the_history_of_every_register(keeper: Person, name: str) -> None:
    institution(), person("consul"), person("guardian")
    row = post(with_token(keeper), f"/{name}", body_of(name)).json()["id"]
    for role in sorted(ROLES):
        who = person(role)
        may_read = role == "auditor" or role in editor_of(name).changers
        listed = with_token(who).get(f"/api/v1/{name}/{row}/changes")
        assert listed.status_code == (200 if may_read else 404), role
        page = signed_in(who).get(f"/directory/{name}/{row}/changes/")
        assert page.status_code == (200 if may_read else 404), role
        if may_read:
            assert [item["is_new"] for item in listed.json()["items"]] == [True], role
            assert "Se añadió" in page.content.decode()
    auditor = signed_in(person("auditor"))
    assert f'href="/directory/{name}/"' in auditor.get("/directory/").content.decode()
    assert f'href="/directory/{name}/{row}/changes/"' in auditor.get(f"/directory/{name}/{row}/").content.decode()


SAME = [
    lambda name: name.upper(),
    lambda name: name.replace("á", "a").replace("ñ", "n"),
    lambda name: name.replace(" ", "  "),
    lambda name: name.replace(" ", "\u00a0"),
    lambda name: name.replace("’", "ʼ"),
    lambda name: f"\u200b{name} ",
]
NAMED_ONCE = sorted(
    name
    for name in REGISTERS
    if any("name" in names for names in unique_answers(editor_of(name).model, editor_of(name).Input))
)


def test_registers_of_organisations_name_each_once() -> None:
    assert NAMED_ONCE == ["actors", "agencies", "institutions", "providers"]


@pytest.mark.parametrize("name", NAMED_ONCE)
def test_a_name_that_differs_only_in_how_it_is_written_is_refused(keeper: Person, name: str) -> None:
    client, called = with_token(keeper), f"{unique('Casá')} de la Niñez K’iche"
    body = body_of(name) | {"name": called}
    added = post(client, f"/{name}", body)
    assert added.status_code == 201
    for change in SAME:
        refused = post(client, f"/{name}", body | {"name": change(called)})
        assert refused.status_code == 422, change(called)
        assert "name" in paths_of(refused)
        assert all(f"“{called}”" in error["message"] for error in refused.json()["errors"])
    itself = put(client, f"/{name}/{added.json()['id']}", body | {"name": called.upper()}, **{"If-Match": "*"})
    assert itself.status_code == 200, "its own name"
    assert post(client, f"/{name}", body | {"name": f"{called} 2"}).status_code == 201


@pytest.mark.parametrize("name", [name for name in REGISTERS if "name" in editor_of(name).Input.model_fields])
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("La  {} \u00a0 del\tSur", "La {} del Sur"),
        ("La\n{}", None),
        ("La\u2028{}", None),
        ("—", None),
        ("«…»", None),
        ("🙂", None),
        ("\u00a0 \u3000", None),
    ],
)
def test_a_name_is_one_line_of_words(keeper: Person, name: str, typed: str, kept: str | None) -> None:
    institution(), person("guardian")
    word = unique("casa")
    saved = post(with_token(keeper), f"/{name}", body_of(name) | {"name": typed.format(word)})
    if kept is None:
        assert (saved.status_code, paths_of(saved)) == (422, {"name"})
    else:
        assert (saved.status_code, saved.json()["name"]) == (201, kept.format(word))


def test_an_answer_that_a_constraint_refuses_is_named() -> None:
    editor = editor_of("providers")
    row = editor.model(name="x", age_from=9, age_to=3, places=0, places_taken=0)
    with pytest.raises(BadInput) as refused:
        require_valid(row, editor.Input)
    assert [error.path for error in refused.value.errors] == ["age_from", "age_to"]


def test_a_history_has_a_way_back_to_its_first_page(keeper: Person) -> None:
    row, client = institution(), with_token(keeper)
    at = f"{API}/{row.pk}"
    for n in range(27):
        assert put(client, at, stated(name=row.name, phone=str(n)), **{"If-Match": "*"}).status_code == 200
    page = signed_in(keeper)
    first = page.get(f"/directory{at}/changes/").content.decode()
    assert "Primera página" not in first
    query = _link(first, "next").removeprefix(AT)
    second = page.get(f"/directory{at}/changes/{query}").content.decode()
    assert 'href="?"><span aria-hidden="true">⇤' in second
    assert page.get(f"/directory{at}/changes/?").content.decode().count("<li") == first.count("<li")


def test_every_page_of_the_norms_leads_to_the_one_before(keeper: Person) -> None:
    client, query, queries = signed_in(keeper), "", [""]
    while query := _link(client.get(f"/norms/{query}").content.decode(), "next").removeprefix(AT):
        queries.append(query)
    assert len(queries) > 3
    shown = [client.get(f"/norms/{query}").content.decode() for query in queries]
    back = _link(shown[3], "prev").removeprefix(AT)
    assert rows_shown(client.get(f"/norms/{back}").content.decode()) == rows_shown(shown[2])
    assert all("Primera página" in html for html in shown[1:])


def rows_shown(html: str) -> list[str]:
    return re.findall(r'<th scope="row".*?</th>', html, re.DOTALL)


def test_a_page_before_rows_that_are_gone_is_the_first() -> None:
    word = unique("fila")
    gone, *rest = [institution(f"{word} {n}") for n in range(3)]
    rows, order = Institution.objects.filter(name__startswith=word), ("search", "id")
    first = keyset_page(rows, order, limit=1)
    second = keyset_page(rows, order, limit=1, cursor=str(first.next))
    with as_owner() as owner:
        owner.execute("delete from directory_institution where id = %s", [gone.id])
    back = keyset_page(rows, order, limit=1, cursor=str(second.previous))
    assert (back.rows, back.previous) == ([rest[0]], None)
