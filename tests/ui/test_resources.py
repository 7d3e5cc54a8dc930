"""The declared resource: list, form, file, history and API, tested on the directory's registers."""

from __future__ import annotations

import base64
import csv
import io
import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook

from amparo.accounts.models import Person
from amparo.accounts.roles import ROLES
from amparo.accounts.selectors import actor_of
from amparo.directory.models import Institution
from amparo.ledger.models import Event
from amparo.ui.export import FORMATS
from amparo.ui.forms.shape import Shape
from amparo.ui.resource import RESOURCES
from amparo.ui.resource.filters import offered_filters
from tests.callers import post, put, signed_in, with_token
from tests.factories import person, reading_as, unique
from tests.filled import Filled
from tests.house.database import connected, count

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
    return list(csv.reader(io.StringIO(response.content.decode())))


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
            path = _next(html)
        assert seen == sorted(wanted)
        assert path == ""

    @pytest.mark.parametrize("query", ["country=QQQ", "cursor=zz", "nothing=1", f"q={'x' * 300}", "services=", "q=%00"])
    def test_what_cannot_be_read_is_said_and_the_rest_shown(self, keeper: Person, query: str) -> None:
        answer = signed_in(keeper).get(f"{AT}?org_kind=ngo&{query}", follow=True)
        assert answer.status_code in (200, 422)
        assert "Tipo: " in answer.content.decode(), "the other filter stays"

    def test_an_empty_list_says_so_and_what_to_do(self, keeper: Person) -> None:
        html = signed_in(keeper).get(AT, {"q": unique("nadie")}).content.decode()
        assert "Nada coincide" in html
        assert f'href="{AT}"' in html


def _next(html: str) -> str:
    from html import unescape
    from re import search

    found = search(r'href="(\?[^"]*cursor=[^"]*)"', html)
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
        assert cells == [[cell or None for cell in line] for line in lines]
        items = json.loads(client.get(AT, {"q": word, "format": "json"}).content)
        assert {item["id"] for item in items} == {str(one.pk), str(formula.pk)}

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
        for path in (f"{AT}new/", f"{AT}{row.pk}/changes/"):
            assert client.get(path).status_code == wanted, path
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
        seen = client.get(f"/api/v1{API}/{row.pk}").json()
        assert ("undertaking_until" in seen) == changes, "only its editors read it"
        wanted = 422 if changes else 403
        assert post(client, API, {}).status_code == put(client, f"{API}/{row.pk}", {}).status_code == wanted
        assert client.get(f"/api/v1{API}/{row.pk}/changes").status_code == (200 if changes else 403)

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
        for role, wanted in (("administrator", 1), ("protection_supervisor", 0), ("border_officer", 0)):
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


@pytest.mark.parametrize("name", sorted(RESOURCES))
def test_every_resource_is_in_the_api_with_a_schema_of_its_rows(client: Client, name: str) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    operation = paths[f"/api/v1/{name}"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema["properties"]["items"]["items"]["properties"]
    parameters = {parameter["name"] for parameter in operation["parameters"]}
    assert {"q", "limit", "cursor", *RESOURCES[name].filters.model_fields} == parameters


READERS = {
    "cases": "protection_officer",
    "reports": "protection_officer",
    "bulletins": "partner_ngo",
    "norms": "protection_officer",
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
def test_every_list_refuses_a_filter_it_does_not_have(name: str) -> None:
    client, resource = reader_of(name), RESOURCES[name]
    answer = client.get(f"{resource.url}?nothing=1")
    assert (answer.status_code, answer["Location"]) == (302, resource.url)


@pytest.mark.parametrize("text", ["\x00", "\ud800", "a\x00b"])
@pytest.mark.parametrize("name", sorted(RESOURCES))
def test_a_forged_cursor_is_refused(name: str, text: str) -> None:
    """A text that no column can hold is no cursor of ours."""
    client, resource = reader_of(name), RESOURCES[name]
    for texts in ([text], [text, str(uuid4())], [str(uuid4()), text], [text, text, str(uuid4())]):
        cursor = base64.urlsafe_b64encode(json.dumps(texts).encode()).decode()
        assert client.get(f"{resource.url}?cursor={cursor}").status_code == 302, texts
